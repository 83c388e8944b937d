"""Limits: counted for the visitor, whom only our own proxies can name."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from kko.accounts.limits import DAY, is_within, visitor_of

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
OF_THE_DATABASE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kko_cache"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def cache_of_the_database(settings, db):
    """The cache of an installation without Redis."""
    settings.CACHES = {"default": OF_THE_DATABASE}
    call_command("createcachetable")
    cache.clear()


@pytest.fixture(params=["of the database", "of these tests"])
def each_cache(request):
    """The cache of an installation without Redis, and the one that the tests have: Redis where there is one."""
    if request.param == "of the database":
        request.getfixturevalue("cache_of_the_database")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "visitor"),
    [
        ([], "192.0.2.9", "203.0.113.1"),
        (["203.0.113.1"], "", "203.0.113.1"),
        (["203.0.113.1"], "192.0.2.9", "192.0.2.9"),
        (["203.0.113.1"], "198.51.100.7, 192.0.2.9", "192.0.2.9"),
        (["203.0.113.1", "192.0.2.9"], "198.51.100.7, 192.0.2.9", "198.51.100.7"),
        (["198.51.100.7"], "198.51.100.7", "203.0.113.1"),
    ],
)
def test_visitor_is_whom_our_proxy_names(settings, proxies, forwarded, visitor):
    settings.PROXY_IPS = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert visitor_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR="203.0.113.1")) == visitor


def test_what_is_counted_has_its_own_count_and_its_own_time():
    assert [is_within(about="a", most=2) for _ in range(3)] == [True, True, False]
    assert [is_within(about="b", most=2), is_within(about="A", most=2), is_within(about="a", most=2, seconds=60)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("192.0.2.9", "192.0.2.9"),
        ("192.0.2.9:4711", "192.0.2.9:4711"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_network_of_a_household_is_one_visitor_and_nonsense_breaks_nothing(address, visitor):
    assert visitor_of(RequestFactory().get("/", REMOTE_ADDR=address)) == visitor


def test_count_of_a_day_is_kept_for_longer_than_five_minutes(each_cache):
    """A cache without Redis writes what it counts with its own five minutes."""
    with time_machine.travel(NOON, tick=False) as clock:
        assert [is_within(about="a", most=2, seconds=DAY) for _ in range(2)] == [True, True]
        clock.shift(datetime.timedelta(minutes=30))
        assert not is_within(about="a", most=2, seconds=DAY)
        clock.shift(datetime.timedelta(days=1))
        assert is_within(about="a", most=2, seconds=DAY)


def test_entry_of_a_day_lives_for_a_day(each_cache, monkeypatch):
    keys, add = [], cache.add
    with monkeypatch.context() as patched:
        patched.setattr(cache, "add", lambda key, *rest, **more: keys.append(key) or add(key, *rest, **more))
        assert is_within(about="a", most=2, seconds=DAY)
    assert seconds_left(keys[0]) > DAY - 60


def test_ten_tries_every_five_minutes_do_not_pass_for_ever(each_cache):
    passed = 0
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(6):
            passed += sum(is_within(about="a", most=10) for _ in range(10))
            clock.shift(datetime.timedelta(minutes=5, seconds=1))
    assert passed == 10


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_are_counted_one_by_one(cache_of_the_database):
    """Else whoever asks many times at once gets more than who asks one time after another."""
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(try_often, 6) for _ in range(8)]
        passed = sum(one.result(timeout=60) for one in tries)
    assert passed == 12
    assert [is_within(about="a", most=49, seconds=DAY) for _ in range(2)] == [True, False]  # all 48 were counted


def try_often(times: int) -> int:
    """Return how many of the tries passed; each within a transaction of its own, as a view has it."""
    try:
        passed = 0
        for _ in range(times):
            with transaction.atomic():
                passed += is_within(about="a", most=12, seconds=DAY)
        return passed
    finally:
        connection.close()


def seconds_left(key: str) -> float:
    """Return for how long the cache in use keeps ``key``."""
    name = cache.make_and_validate_key(key)
    if "DatabaseCache" not in settings.CACHES["default"]["BACKEND"]:
        return cache._cache.get_client(name).ttl(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM kko_cache WHERE cache_key = %s", [name])
        (expires,) = cursor.fetchone()
    ends = expires if isinstance(expires, datetime.datetime) else datetime.datetime.fromisoformat(expires)
    return (ends.replace(tzinfo=datetime.UTC) - timezone.now()).total_seconds()
