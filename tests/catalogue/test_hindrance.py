"""What keeps a profile from being published: nobody who looks after it may, or wants to, any more."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from catalogue.choices import MembershipRole
from catalogue.models import Membership, Profile
from kko.accounts.actions import agree, ask_erasure, withdraw_consent
from kko.accounts.choices import ConsentKind
from kko.accounts.reference import load_consents
from kko.moderation.actions import PublicationError, approve_record, decide_each, submit_record
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def agreed(roles):
    """A member who agreed to the terms in force."""
    load_consents()
    user = a_user()
    agree(user=user, kind=ConsentKind.TERMS)
    return user


def test_profile_of_somebody_who_agrees_is_published(agreed, curator):
    profile = a_submitted_profile(by=agreed)
    approved = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert approved.live


def test_profile_that_nobody_keeps_is_not_hindered(agreed):
    assert a_profile().hindrance() == ""


def test_nothing_is_submitted_after_erasure_was_asked_for(agreed):
    draft = a_draft(by=agreed)
    ask_erasure(by=agreed)
    with override("en"), pytest.raises(PublicationError, match="cannot be published"):
        submit_record(record=draft, by=agreed)


@pytest.mark.parametrize("leave", ["erasure", "terms"])
def test_nothing_is_approved_after_its_only_keeper_left(agreed, curator, leave):
    profile = a_submitted_profile(by=agreed)
    waiting = profile.waiting_revision.pk
    if leave == "erasure":
        ask_erasure(by=agreed)
    else:
        withdraw_consent(user=agreed, kind=ConsentKind.TERMS)
    with pytest.raises(PublicationError):
        approve_record(record=profile, revision_id=waiting, by=curator)
    assert not Profile.objects.get(pk=profile.pk).live


def test_member_reads_why_it_cannot_be_sent(agreed, client):
    draft = a_draft(by=agreed)
    ask_erasure(by=agreed)
    client.force_login(agreed)
    client.post(reverse("catalogue:submission", args=[draft.pk]))
    assert draft.hindrance() != ""
    assert Profile.objects.submitted().count() == 0


def test_another_keeper_who_agrees_can_publish(agreed, curator):
    profile, other = a_draft(by=agreed), a_user()
    Membership.objects.create(profile=profile, user=other, role=MembershipRole.EDITOR)
    agree(user=other, kind=ConsentKind.TERMS)
    ask_erasure(by=agreed)
    assert profile.hindrance() == ""


def test_one_broken_decision_stops_no_other(roles, curator, monkeypatch):
    profiles = [a_submitted_profile(by=a_user()) for _ in range(3)]
    broken = profiles[1]
    monkeypatch.setattr(Profile, "hindrance", lambda self: 1 / 0 if self.pk == broken.pk else "")
    chosen = [("catalogue.profile", one.pk, one.waiting_revision.pk) for one in profiles]
    outcomes = decide_each(verdict="approve", chosen=chosen, by=curator)
    assert [one.done for one in outcomes] == [True, False, True]
    assert [Profile.objects.get(pk=one.pk).live for one in profiles] == [True, False, True]
