"""Limits: counted for the visitor, whom only our own proxies can name."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from kko.accounts.limits import is_within, visitor_of

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


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
