"""How often one address or one visitor may do a thing."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600


def visitor_of(request: HttpRequest) -> str:
    """Return the address of the visitor: the last one that none of our own proxies (``KKO_PROXY_IPS``) vouches for.

    What stands further left in ``X-Forwarded-For`` anybody can write there.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while hops and (address in settings.PROXY_IPS or "*" in settings.PROXY_IPS):
        address = hops.pop()
    return address


def is_within(*, about: str, most: int, seconds: int = HOUR) -> bool:
    """Count one more try at ``about`` and return whether there were at most ``most`` in these seconds.

    The key holds no address in clear: caches are read by more people than databases.
    """
    key = f"limit:{seconds}:{sha256(about.lower().encode()).hexdigest()[:32]}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two calls
        cache.add(key, 1, timeout=seconds)
        return True
