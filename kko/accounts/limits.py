"""How often one address or one visitor may do a thing."""

import time
from hashlib import sha256
from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600


def visitor_of(request: HttpRequest) -> str:
    """Return the address of the visitor: the last one that none of our own proxies (``KKO_PROXY_IPS``) vouches for.

    What stands further left in ``X-Forwarded-For`` anybody can write there. Of IPv6 it is the network of 64 bits:
    a household has all the addresses in it, and could write from a new one each time.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while hops and (address in settings.PROXY_IPS or "*" in settings.PROXY_IPS):
        address = hops.pop()
    return _household(address)


def is_within(*, about: str, most: int, seconds: int = HOUR) -> bool:
    """Count one more try at ``about`` and return whether there were at most ``most`` in this stretch of ``seconds``.

    Stretches follow one another by the clock, each with its own count. The key holds no address in clear:
    caches are read by more people than databases.
    """
    stretch = int(time.time()) // seconds
    key = f"limit:{seconds}:{stretch}:{sha256(about.lower().encode()).hexdigest()[:32]}"
    cache.add(key, 0, timeout=seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache threw it out between the two calls
        cache.add(key, 1, timeout=seconds)
        return most > 0
    cache.touch(key, seconds)  # the database's cache keeps what it has counted for five minutes only
    return count <= most


def _household(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(known.ipv4_mapped or IPv6Network((int(known) >> 64 << 64, 64)))
