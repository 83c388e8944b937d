"""Whoever was mapped with their consent gets one letter when the profile becomes public; nobody else does."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from catalogue.actions.interviews import withdraw_consent
from catalogue.models import Interview, Membership, Profile
from kko.mail.models import Message
from kko.moderation.actions import approve_record, archive_record, submit_record
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.interviews import CONTACT, SAID, WHOLE, a_fieldworker, a_finished_interview, a_wave

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("region")]


@pytest.fixture
def interview(curator) -> Interview:
    """An interview with a consent; the profile that it made waits for a curator."""
    return mapped()


def mapped(**contact) -> Interview:
    wave = a_wave(*WHOLE, name="Jaro 2026")
    return a_finished_interview(wave, by=a_fieldworker(), **SAID | {"consent": True, "contact": CONTACT | contact})


def approved(profile: Profile, curator) -> Profile:
    profile = Profile.objects.get(pk=profile.pk)
    return approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.values_list("recipient", "period"))


def test_mapped_person_is_told_with_the_ways_to_claim_and_to_object(interview, curator):
    assert letters() == []
    profile = approved(interview.profile, curator)
    [letter] = Message.objects.all()
    assert (letter.recipient, letter.language) == (CONTACT["email"], "cs")
    claim = reverse("catalogue:claim", args=[profile.slug])
    objection = f"{reverse('moderation:report')}?odkud=%2Fkatalog%2F{profile.slug}%2F&co=profil"
    for way in (profile.get_absolute_url(), claim, objection):
        assert f"{settings.BASE_URL}{way}\n" in letter.body_text
        assert f"{settings.BASE_URL}{way}".replace("&", "&amp;") in letter.body_html
    assert (profile.name in letter.subject, "Jaro 2026" in letter.body_text) == (True, True)


@pytest.mark.parametrize("visibility", ["public", "members", "curators"])
def test_letter_says_that_the_address_is_hidden_only_while_it_is(interview, curator, visibility):
    row = Profile.objects.get(pk=interview.profile.pk)
    revision = row.latest_revision
    revision.content = {**revision.content, "email_visibility": visibility}
    revision.save(update_fields=["content"])
    approved(row, curator)
    with override("cs"):
        sentence = gettext(
            "Your e-mail address is not on the page. Curators alone see it, unless you decide otherwise."
        )
    assert (sentence in Message.objects.get().body_text) == (visibility == "curators")


def test_ways_of_the_letter_open_for_a_stranger(client, interview, curator):
    profile = approved(interview.profile, curator)
    report = client.get(reverse("moderation:report"), {"odkud": profile.get_absolute_url(), "co": "profil"})
    assert report.context["record"] == profile
    assert client.get(reverse("catalogue:claim", args=[profile.slug])).status_code in (200, 302)


def test_letter_is_queued_in_the_transaction_that_publishes(interview, curator):
    with transaction.atomic():
        approved(interview.profile, curator)
        transaction.set_rollback(True)
    assert (letters(), Profile.objects.get(pk=interview.profile.pk).live) == ([], False)


def test_profile_that_comes_back_sends_no_second_letter(interview, curator):
    profile = archive_record(record=approved(interview.profile, curator), by=curator)
    Message.objects.all().delete()  # as when the outbox has forgotten
    profile = submit_record(record=profile, by=curator)
    assert (approved(profile, curator).live, letters()) == (True, [])


def test_without_an_email_nobody_is_written_to(curator):
    assert (approved(mapped(email="").profile, curator).live, letters()) == (True, [])


def test_without_a_consent_nobody_is_written_to(interview, curator):
    profile = interview.profile
    Interview.objects.filter(pk=interview.pk).update(made_profile=False)  # so that the profile outlives it
    withdraw_consent(interview=interview, by=curator)
    assert (approved(profile, curator).live, letters()) == (True, [])


def test_owner_hears_from_the_desk_only(interview, curator):
    owner = a_user()
    Membership.objects.create(profile=interview.profile, user=owner)
    profile = approved(interview.profile, curator)
    assert [one for one in letters() if one[1].startswith("profile_mapped")] == []
    assert (profile.live, [to for to, _period in letters()]) == (True, [owner.email])


def test_other_profiles_send_no_such_letter(curator):
    profile = a_profile(email="nekdo@example.cz", provenance="mapping")
    profile.save_revision(user=curator).publish(user=curator, skip_permission_checks=True)
    assert letters() == []
