"""Somebody who grants roles always remains, also when two leave at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.messages import get_messages
from django.db import close_old_connections, connections
from django.urls import reverse

from kko.accounts.actions import ErasureError, RoleError, ask_erasure, grant_role, revoke_role
from kko.accounts.choices import Role
from kko.accounts.models import Erasure, RoleGrant, User
from kko.accounts.reference import load_roles
from tests.factories.accounts import a_holder, a_user
from tests.factories.territory import district

CALLS = {
    "leaves": lambda user: ask_erasure(by=user),
    "is revoked": lambda user: revoke_role(grant=grant_of(user), by=None),
}


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.CELERY_BROKER_URL = ""


def grant_of(user: User) -> RoleGrant:
    return RoleGrant.objects.get(user=user, role=Role.ADMINISTRATOR)


def at_once(*calls) -> list[object]:
    """Run the calls in threads of their own; return for each what it returned or the refusal it raised."""
    barrier = Barrier(len(calls), timeout=10)

    def run(call):
        close_old_connections()
        try:
            barrier.wait()
            return call()
        except (ErasureError, RoleError) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.postgresql  # rows are locked; SQLite has one writer at a time
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("one", "other"), [("leaves", "leaves"), ("leaves", "is revoked"), ("is revoked", "is revoked")]
)
def test_of_two_last_administrators_who_go_at_once_one_stays(one, other):
    first, second = a_holder(Role.ADMINISTRATOR), a_holder(Role.ADMINISTRATOR)
    outcomes = at_once(lambda: CALLS[one](first), lambda: CALLS[other](second))
    assert len([each for each in outcomes if isinstance(each, ErasureError | RoleError)]) == 1
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__erasure=None).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_superusers_who_leave_at_once_one_stays():
    users = [User.objects.create_superuser(f"spravce{number}@example.cz", "heslo") for number in (1, 2)]
    outcomes = at_once(*(lambda user=user: ask_erasure(by=user) for user in users))
    assert len([each for each in outcomes if isinstance(each, ErasureError)]) == 1
    assert Erasure.objects.count() == 1


@pytest.mark.django_db
def test_role_of_the_only_administrator_is_not_taken_back():
    lonely, leaving = a_holder(Role.ADMINISTRATOR), a_holder(Role.ADMINISTRATOR)
    ask_erasure(by=leaving)
    with pytest.raises(RoleError):
        revoke_role(grant=grant_of(lonely), by=None)
    revoke_role(grant=grant_of(leaving), by=lonely)
    assert list(RoleGrant.objects.filter(role=Role.ADMINISTRATOR)) == [grant_of(lonely)]


@pytest.mark.django_db
def test_second_grant_of_the_role_and_that_of_a_superuser_can_go():
    lonely = a_holder(Role.ADMINISTRATOR)
    revoke_role(grant=grant_role(user=lonely, role=Role.ADMINISTRATOR, over=district(), by=None), by=None)
    assert grant_of(lonely)
    superuser = User.objects.create_superuser("spravce@example.cz", "heslo")
    for user in (lonely, superuser):
        grant = RoleGrant.objects.filter(user=user).first() or grant_role(user=user, role=Role.ADMINISTRATOR, by=None)
        revoke_role(grant=grant, by=None)
    assert not RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exists()


@pytest.mark.django_db
def test_page_of_roles_says_why(client):
    load_roles()
    asking, other = a_holder(Role.ADMINISTRATOR), a_holder(Role.ADMINISTRATOR)
    ask_erasure(by=asking)
    client.force_login(asking)
    answer = client.post(reverse("role_revocation", args=[grant_of(other).pk]))
    assert answer.url == reverse("roles")
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["error"]
    assert grant_of(other)
    client.post(reverse("role_revocation", args=[grant_role(user=a_user(), role=Role.EDITOR, by=None).pk]))
    assert not RoleGrant.objects.filter(role=Role.EDITOR).exists()
