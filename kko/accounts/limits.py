"""How often one address or one visitor may do a thing."""

import time
from hashlib import sha256
from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, BaseCache, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
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
    cache = caches[DEFAULT_CACHE_ALIAS]
    if isinstance(cache, DatabaseCache):
        return _counted_in_database(cache, key, seconds) <= most
    return _counted(cache, key, seconds) <= most


def _counted(cache: BaseCache, key: str, seconds: int) -> int:
    """Return the count with this try, in a cache that counts by itself, such as Redis."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the cache threw it out between the two calls
        cache.add(key, 1, timeout=seconds)
        return 1


def _counted_in_database(cache: DatabaseCache, key: str, seconds: int) -> int:
    """Return the count with this try, where Django reads the number and writes it back: nobody may come between.

    The row is locked by writing it as it is, which PostgreSQL and SQLite both understand. A caller's transaction
    that is rolled back takes the try with it.
    """
    database = router.db_for_write(cache.cache_model_class)
    cache.add(key, 0, timeout=seconds)
    with transaction.atomic(using=database):
        table = connections[database].ops.quote_name(cache.cache_model_class._meta.db_table)
        with connections[database].cursor() as cursor:
            name = cache.make_and_validate_key(key)
            cursor.execute(f"UPDATE {table} SET cache_key = cache_key WHERE cache_key = %s", [name])
        count = cache.get(key, 0) + 1
        cache.set(key, count, timeout=seconds)  # Django's own way of counting keeps it for five minutes only
    return count


def _household(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(known.ipv4_mapped or IPv6Network((int(known) >> 64 << 64, 64)))
