"""Every address is on the public list, or refuses strangers and whoever has no right to it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import ContactBlock, ImportBatch, Membership, Profile
from kko.accounts.actions import agree, grant_role
from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import User
from tests.factories.contact import a_message
from tests.factories.mail import a_letter
from tests.guards.addresses import Address, addresses, unnamed
from tests.guards.public_urls import OWNED, PUBLIC, PUBLIC_IN_ADMIN, ROLES, SIGNED_IN, UNNAMED

pytestmark = pytest.mark.django_db
WORK_IN_ADMIN = {Role.AUTHOR, Role.CURATOR, Role.EDITOR, Role.ADMINISTRATOR}


@pytest.fixture(autouse=True)
def things(sample_site, db):
    """What the sample does not hold, so that a refusal is not mistaken for an absence."""
    a_letter(status="unknown")
    profile = Profile.objects.published().filter(memberships__isnull=False).order_by("pk").first()
    a_message(profile, reported_at=timezone.now())
    ContactBlock.objects.create(profile=profile, email="blokovana@example.cz")
    ImportBatch.objects.create(file_name="arch.csv", digest="0" * 64)


def in_admin(address: Address) -> bool:
    return (address.path or "").startswith("/admin/")


def ours() -> list[Address]:
    return [each for each in addresses() if not in_admin(each)]


def client_of(role: Role | None) -> Client:
    """Return a client of a new user who holds ``role``, or none."""
    user = User.objects.create_user(f"{role or 'member'}@example.cz")
    agree(user=user, kind=ConsentKind.TERMS)
    if role:
        grant_role(user=user, role=role, by=None)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def refuses(client: Client, path: str) -> bool:
    """Whether the visitor is sent to sign in or to the office's front door, forbidden, or told there is nothing."""
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, a file is closed
    if response.status_code in {301, 302}:
        location = response.headers["Location"]
        logins = (reverse(settings.LOGIN_URL), reverse("wagtailadmin_login"))
        return location == reverse("wagtailadmin_home") or location.startswith(logins)
    return response.status_code in {401, 403, 404}


def test_every_address_is_on_one_list():
    listed = PUBLIC | SIGNED_IN | OWNED.keys() | ROLES.keys()
    named = {each.name for each in ours()}
    assert named - listed == set()
    assert [each.name for each in ours() if each.path is None] == []


def test_no_address_goes_without_a_name():
    """What has no name escapes the other tests."""
    assert set(unnamed()) - UNNAMED == set()


def test_no_list_names_what_does_not_exist():
    named = {each.name for each in addresses()}
    assert (SIGNED_IN | OWNED.keys() | ROLES.keys()) - named == set()


def test_strangers_are_refused_what_is_not_public():
    stranger = Client(raise_request_exception=False)
    closed = [each for each in ours() if each.name not in PUBLIC]
    assert [each.name for each in closed if not refuses(stranger, each.path)] == []


def test_owners_reach_what_they_own():
    owner = Client(raise_request_exception=False)
    owner.force_login(Membership.objects.order_by("profile_id").first().user)
    owned = [each for each in ours() if each.name in OWNED]
    assert [each.name for each in owned if refuses(owner, each.path)] == []


@pytest.mark.parametrize("role", [None, *(role for role in Role if role != Role.ADMINISTRATOR)])
def test_what_others_own_is_for_the_roles_named(role):
    client = client_of(role)
    owned = [each for each in ours() if each.name in OWNED]
    reached = {each.name for each in owned if not refuses(client, each.path)}
    assert reached == {name for name, roles in OWNED.items() if role in roles}


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_roles_named_reach_what_is_kept_for_them(role):
    client = client_of(role)
    kept = [each for each in addresses() if each.name in ROLES]
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
