"""Every address is on the public list, or refuses strangers and whoever has no right to it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from catalogue.models import Membership
from kko.accounts.actions import grant_role
from kko.accounts.choices import Role
from kko.accounts.models import User
from tests.guards.addresses import Address, addresses
from tests.guards.public_urls import OWNED, PUBLIC, PUBLIC_IN_ADMIN, ROLES, SIGNED_IN

pytestmark = [pytest.mark.embedded, pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]
WORK_IN_ADMIN = {Role.CURATOR, Role.EDITOR, Role.ADMINISTRATOR}


def in_admin(address: Address) -> bool:
    return (address.path or "").startswith("/admin/")


def ours() -> list[Address]:
    return [each for each in addresses() if not in_admin(each)]


def client_of(role: Role | None) -> Client:
    """Return a client of a new user who holds ``role``, or none."""
    user = User.objects.create_user(f"{role or 'member'}@example.cz")
    if role:
        grant_role(user=user, role=role, by=None)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def refuses(client: Client, path: str) -> bool:
    """Whether the visitor is sent to sign in, forbidden, or told there is nothing; also where only POST is taken."""
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    if response.status_code in {301, 302}:
        location = response.headers["Location"]
        return location.startswith((reverse(settings.LOGIN_URL), reverse("wagtailadmin_login")))
    return response.status_code in {401, 403, 404}


def test_every_address_is_on_one_list():
    listed = PUBLIC | SIGNED_IN | OWNED | ROLES.keys()
    named = {each.name for each in ours()}
    assert named - listed == set()
    assert [each.name for each in ours() if each.path is None] == []


def test_no_list_names_what_does_not_exist():
    named = {each.name for each in addresses()}
    assert (SIGNED_IN | OWNED | ROLES.keys()) - named == set()


def test_strangers_are_refused_what_is_not_public():
    stranger = Client(raise_request_exception=False)
    closed = [each for each in ours() if each.name not in PUBLIC]
    assert [each.name for each in closed if not refuses(stranger, each.path)] == []


def test_members_are_refused_what_others_own():
    member = client_of(None)
    owned = [each for each in ours() if each.name in OWNED]
    assert [each.name for each in owned if not refuses(member, each.path)] == []


def test_owners_and_curators_reach_what_is_owned():
    owner, curator = Client(), client_of(Role.CURATOR)
    for each in (each for each in ours() if each.name in OWNED):
        owner.force_login(Membership.objects.filter(profile__slug__gt="").order_by("profile_id").first().user)
        assert not refuses(owner, each.path), each.name
        assert not refuses(curator, each.path), each.name


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_roles_named_reach_what_is_kept_for_them(role):
    client = client_of(role)
    kept = [each for each in ours() if each.name in ROLES]
    allowed = {each.name for each in kept if role == Role.ADMINISTRATOR or role in ROLES[each.name]}
    reached = {each.name for each in kept if not refuses(client, each.path)}
    assert reached == allowed


def test_strangers_are_refused_the_back_office():
    stranger = Client(raise_request_exception=False)
    closed = [each for each in addresses() if in_admin(each) and each.name not in PUBLIC_IN_ADMIN]
    assert len(closed) > 100
    assert [each.name for each in closed if not refuses(stranger, each.path)] == []


@pytest.mark.parametrize("role", [None, *(role for role in Role if role not in WORK_IN_ADMIN)])
def test_who_has_no_role_in_the_back_office_is_refused_it(role):
    client = client_of(role)
    closed = [each for each in addresses() if in_admin(each) and each.name not in PUBLIC_IN_ADMIN]
    assert [each.name for each in closed if not is_sent_away(client, each.path)] == []


def is_sent_away(client: Client, path: str) -> bool:
    """Refused, or led out of the back office."""
    if refuses(client, path):
        return True
    response = client.get(path)
    return response.status_code == 302 and not response.headers["Location"].startswith("/admin/")
