"""Two people deciding at once about who looks after a profile, and two finishing one interview."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from catalogue.actions import keeping as actions
from catalogue.actions.interviews import finish_interview
from catalogue.choices import MembershipRole
from catalogue.models import Claim, Interview, Invitation, Membership, Profile
from kko.accounts.reference import load_roles
from kko.moderation.reference import load_workflow
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_profile
from tests.factories.interviews import CONTACT, a_fieldworker, a_wave, an_interview
from tests.factories.keeping import a_claim, an_invitation
from tests.factories.territory import municipality

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all deeds at the same moment; returns for each "done" or the name of its refusal, sorted."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> str:
        try:
            start.wait()
            deed()
        except actions.KeepingError as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(do, deeds))


def test_one_person_who_taps_twice_has_one_membership():
    owner, invited = a_user(), a_user()
    invitation = an_invitation(a_profile(owner=owner), by=owner)
    accept = [lambda: actions.accept_invitation(invitation=invitation, by=invited)] * 3
    assert at_once(*accept) == ["done"] * 3
    assert Membership.objects.filter(user=invited).count() == 1


def test_of_two_accounts_with_one_link_one_gets_in():
    owner, one, other = a_user(), a_user(), a_user()
    invitation = an_invitation(a_profile(owner=owner), by=owner)
    said = at_once(
        lambda: actions.accept_invitation(invitation=invitation, by=one),
        lambda: actions.accept_invitation(invitation=invitation, by=other),
    )
    assert said == ["KeepingError", "done"]
    assert Membership.objects.filter(user__in=[one, other]).count() == 1


def test_two_owners_who_leave_at_once_leave_one_behind():
    owners = [a_user(), a_user()]
    profile = a_profile(owner=owners[0])
    Membership.objects.create(profile=profile, user=owners[1], role=MembershipRole.OWNER)
    leave = [
        lambda one=one, by=by: actions.remove_person(membership=one, by=by)
        for one, by in zip(profile.memberships.order_by("pk"), owners, strict=True)
    ]
    assert at_once(*leave) == ["KeepingError", "done"]
    assert profile.memberships.filter(role=MembershipRole.OWNER).count() == 1


def test_one_address_is_invited_once():
    owner = a_user()
    profile = a_profile(owner=owner)
    assert at_once(*[lambda: an_invitation(profile, by=owner)] * 3) == ["KeepingError", "KeepingError", "done"]
    assert Invitation.objects.open().count() == 1


def test_two_claims_granted_at_once_make_one_owner():
    profile, curators = a_profile(), [a_user(), a_user()]
    claims = [a_claim(profile, by=a_user()) for _each in range(2)]
    grant = [
        lambda one=one, by=by: actions.grant_claim(claim=one, by=by) for one, by in zip(claims, curators, strict=True)
    ]
    assert at_once(*grant) == ["KeepingError", "done"]
    assert (profile.memberships.count(), Claim.objects.filter(granted=True).count()) == (1, 1)


def test_an_interview_finished_twice_at_once_makes_one_profile():
    load_roles()
    load_workflow()
    place, discipline, by = municipality(), a_discipline(), a_fieldworker()
    wave = a_wave("discipline", "municipality", "consent", "contact")
    said = {"discipline": discipline.slug, "municipality": place.slug, "consent": True, "contact": CONTACT}
    interview = an_interview(wave, by=by, **said)
    assert at_once(*[lambda: finish_interview(interview=interview, by=by)] * 2) == ["done", "done"]
    assert (Profile.objects.count(), Interview.objects.finished().count()) == (1, 1)
