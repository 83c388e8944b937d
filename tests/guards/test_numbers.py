"""A number that no column could hold is the number of nothing, wherever it stands in an address."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from kko.accounts.actions import grant_role
from kko.accounts.choices import Role
from tests.factories.accounts import a_user
from tests.guards.addresses import DUMMIES, patterns

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
TOO_LARGE = (2**63, 10**30)


@pytest.fixture
def administrator(page_tree) -> Client:
    user = a_user()
    grant_role(user=user, role=Role.ADMINISTRATOR, by=None)
    client = Client()
    client.force_login(user)
    return client


def numbered() -> list[tuple[str, dict[str, str]]]:
    """Return the name and the kinds of arguments of each address with a number in it, of ours and of Wagtail's."""
    found = {name: _kinds(pattern) for name, pattern in patterns(get_resolver().url_patterns) if name}
    return [(name, kinds) for name, kinds in found.items() if "IntConverter" in kinds.values()]


def _kinds(pattern: URLPattern) -> dict[str, str]:
    return {key: type(each).__name__ for key, each in pattern.pattern.converters.items()}


def address(name: str, kinds: dict[str, str], number: int) -> str:
    values = {key: number if kind == "IntConverter" else DUMMIES.get(kind, "x") for key, kind in kinds.items()}
    return reverse(name, kwargs=values)


@pytest.mark.parametrize("number", TOO_LARGE)
def test_address_with_a_number_too_large_for_any_column_is_not_found(administrator, number):
    found = numbered()
    assert len(found) > 100
    paths = [address(name, kinds, number) for name, kinds in found]
    assert [path for path in paths if administrator.get(path).status_code != 404] == []
    assert [path for path in paths if administrator.post(path).status_code != 404] == []
