"""The way of a record from its owner to the public and back."""

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation

from catalogue.actions import save_draft
from catalogue.models import Membership, Profile
from kko.accounts.choices import Role
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.actions import (
    PublicationError,
    approve_record,
    archive_record,
    decline_record,
    return_record,
    submit_record,
    withdraw_record,
)
from kko.moderation.choices import PublicationState
from kko.moderation.models import with_states
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.moderation import a_submitted_profile, an_approved_profile, edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def verbs_about(record) -> list[str]:
    return list(Entry.objects.about(record).values_list("verb", flat=True))


def state_of(record) -> PublicationState:
    return Profile.objects.get(pk=record.pk).publication_state


def test_new_profile_is_a_draft_of_its_owner(owner):
    profile = a_draft(by=owner)
    assert (profile.live, profile.publication_state) == (False, PublicationState.DRAFT)
    assert [(one.user, one.role) for one in profile.memberships.all()] == [(owner, "owner")]


def test_submitted_and_approved_is_public(owner, curator):
    profile = a_submitted_profile(by=owner)
    assert (profile.live, profile.publication_state) == (False, PublicationState.SUBMITTED)
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert (profile.live, profile.publication_state) == (True, PublicationState.PUBLISHED)
    assert profile.waiting_revision is None
    assert profile.first_published_at is not None


def test_every_step_stands_in_the_audit_trail(owner, curator):
    profile = a_submitted_profile(by=owner)
    revision = profile.waiting_revision.pk
    approve_record(record=profile, revision_id=revision, by=curator)
    entries = Entry.objects.about(profile).values_list("verb", "actor_key", "facts")
    assert list(entries) == [
        ("profile.created", f"user:{owner.pk}", {}),
        ("publication.submitted", f"user:{owner.pk}", {"revision": revision}),
        ("publication.approved", f"user:{curator.pk}", {"revision": revision}),
    ]


def test_returned_goes_back_with_the_note_and_can_be_sent_again(owner, curator):
    profile = a_submitted_profile(by=owner, name="Hrnčírna")
    first = profile.waiting_revision.pk
    profile = return_record(record=profile, revision_id=first, by=curator, note=" Doplňte prosím obor. ")
    assert (profile.publication_state, profile.curators_note) == (PublicationState.RETURNED, "Doplňte prosím obor.")
    assert (profile.live, profile.waiting_revision) == (False, None)
    save_draft(profile=edited(profile, name="Hrnčírna v Dubí"), by=owner)
    profile = submit_record(record=profile, by=owner)
    assert (profile.publication_state, profile.curators_note) == (PublicationState.SUBMITTED, "")
    assert profile.waiting_revision.pk > first
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert (profile.live, profile.name) == (True, "Hrnčírna v Dubí")
    assert verbs_about(profile) == [
        "profile.created",
        "publication.submitted",
        "publication.returned",
        "profile.edited",
        "publication.submitted",
        "publication.approved",
    ]


def test_returned_edit_of_a_public_profile_leaves_the_public_page(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator, name="Stará dílna")
    save_draft(profile=edited(profile, name="Nová dílna"), by=owner)
    profile = submit_record(record=profile, by=owner)
    profile = return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Proč?")
    assert (profile.live, profile.name, profile.publication_state) == (True, "Stará dílna", PublicationState.RETURNED)


def test_declined_is_closed_until_its_owner_sends_it_again(owner, curator):
    profile = a_submitted_profile(by=owner)
    profile = decline_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Není z kraje.")
    assert (profile.live, profile.publication_state) == (False, PublicationState.DECLINED)
    assert verbs_about(profile)[-1] == "publication.declined"
    profile = submit_record(record=profile, by=owner)
    assert profile.publication_state == PublicationState.SUBMITTED
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert profile.publication_state == PublicationState.PUBLISHED


def test_public_profile_is_not_declined(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator, name="Stará")
    save_draft(profile=edited(profile, name="Nová"), by=owner)
    profile = submit_record(record=profile, by=owner)
    with pytest.raises(PublicationError):
        decline_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Ne.")
    assert state_of(profile) == PublicationState.SUBMITTED


def test_withdrawn_can_be_edited_and_not_decided(owner, curator):
    profile = a_submitted_profile(by=owner)
    revision = profile.waiting_revision.pk
    profile = withdraw_record(record=profile, by=owner)
    assert (profile.publication_state, profile.waiting_revision) == (PublicationState.DRAFT, None)
    assert verbs_about(profile)[-1] == "publication.withdrawn"
    with pytest.raises(PublicationError):
        approve_record(record=profile, revision_id=revision, by=curator)
    with pytest.raises(PublicationError):
        withdraw_record(record=profile, by=owner)
    assert not Profile.objects.get(pk=profile.pk).live


def test_archived_leaves_the_public_and_comes_back_by_submission(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator)
    profile = archive_record(record=profile, by=curator)
    assert (profile.live, profile.publication_state) == (False, PublicationState.ARCHIVED)
    assert list(Profile.objects.published()) == []
    assert verbs_about(profile)[-1] == "publication.archived"
    profile = submit_record(record=profile, by=owner)
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert list(Profile.objects.published()) == [profile]


def test_archiving_ends_a_review(owner, curator):
    profile = a_submitted_profile(by=owner)
    revision = profile.waiting_revision.pk
    profile = archive_record(record=profile, by=curator)
    assert profile.publication_state == PublicationState.ARCHIVED
    with pytest.raises(PublicationError):
        approve_record(record=profile, revision_id=revision, by=curator)


def test_closed_profile_published_in_the_back_office_is_public_again(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator)
    profile = archive_record(record=profile, by=curator)
    profile.get_latest_revision().publish(user=curator)
    profile.refresh_from_db()
    assert (profile.live, profile.publication_state) == (True, PublicationState.PUBLISHED)


def test_submitting_twice_is_refused(owner):
    profile = a_submitted_profile(by=owner)
    with pytest.raises(PublicationError):
        submit_record(record=profile, by=owner)
    assert verbs_about(profile).count("publication.submitted") == 1


def test_submitting_nothing_new_is_refused(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator)
    with pytest.raises(PublicationError):
        submit_record(record=profile, by=owner)
    assert state_of(profile) == PublicationState.PUBLISHED


def test_submitting_before_the_workflow_is_set_up_says_so(db):
    owner = a_user()
    profile = a_draft(by=owner)
    with pytest.raises(PublicationError):
        submit_record(record=profile, by=owner)


@pytest.mark.parametrize("verdict", [return_record, decline_record])
@pytest.mark.parametrize("note", ["", "  \n "])
def test_return_and_decline_need_a_note(owner, curator, verdict, note):
    profile = a_submitted_profile(by=owner)
    with pytest.raises(PublicationError):
        verdict(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note=note)
    assert state_of(profile) == PublicationState.SUBMITTED


def test_letters_go_to_every_owner_once_in_their_language(owner, curator):
    second = a_user(email="drei@example.de", language="de")
    profile = a_draft(by=owner, name="Dílna & syn")
    Membership.objects.create(profile=profile, user=second, role="editor")
    profile = submit_record(record=profile, by=owner)
    return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Co je <obor>?")
    letters = {letter.recipient: letter for letter in Message.objects.all()}
    assert {to: letter.language for to, letter in letters.items()} == {owner.email: "cs", second.email: "de"}
    for user in (owner, second):
        letter = letters[user.email]
        with translation.override(user.language):
            address = settings.BASE_URL + profile.get_edit_url()
        assert address in letter.body_text
        assert address in letter.body_html
        assert "Co je <obor>?" in letter.body_text
        assert "Co je &lt;obor&gt;?" in letter.body_html
        assert "Dílna & syn" in letter.subject
    assert "/de/" in letters[second.email].body_text


def test_letter_of_approval_leads_to_the_public_page(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator)
    (letter,) = Message.objects.all()
    assert letter.recipient == owner.email
    assert settings.BASE_URL + profile.get_absolute_url() in letter.body_text


def test_letter_of_refusal_has_the_reason(owner, curator):
    profile = a_submitted_profile(by=owner)
    decline_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Není z kraje.")
    (letter,) = Message.objects.all()
    assert "Není z kraje." in letter.body_text


def test_each_return_has_a_letter_of_its_own(owner, curator):
    profile = a_submitted_profile(by=owner)
    for name in ("Jedna", "Dvě"):
        profile = return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Ještě.")
        save_draft(profile=edited(profile, name=name), by=owner)
        profile = submit_record(record=profile, by=owner)
    assert Message.objects.addressed_to(owner.email).count() == 2


def test_returned_again_without_an_edit_is_told_again(owner, curator):
    profile = a_submitted_profile(by=owner)
    for note in ("Poprvé.", "Podruhé."):
        profile = return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note=note)
        profile = submit_record(record=profile, by=owner)
    first, second = Message.objects.order_by("pk")
    assert ("Poprvé." in first.body_text, "Podruhé." in second.body_text) == (True, True)


def test_nothing_goes_past_the_outbox(owner, curator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        profile = a_submitted_profile(by=owner)
        return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Ještě.")
        profile = submit_record(record=profile, by=owner)
        approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert [letter.to for letter in mail.outbox] == []


def test_curator_may_approve_with_a_note(owner, curator):
    profile = a_submitted_profile(by=owner)
    revision = profile.waiting_revision
    approve_record(record=profile, revision_id=revision.pk, by=curator, note="Hezké.")
    assert list(revision.task_states.values_list("status", "comment")) == [("approved", "Hezké.")]


def test_lists_of_the_states(owner, curator):
    draft = a_draft(by=owner)
    waiting = a_submitted_profile(by=owner)
    public = a_profile(owner=owner)
    assert set(Profile.objects.submitted()) == {waiting}
    assert set(Profile.objects.published()) == {public}
    assert set(Profile.objects.visible_to(curator)) == {draft, waiting, public}
    assert set(Profile.objects.visible_to(a_holder(Role.ADMINISTRATOR))) == {draft, waiting, public}


def test_states_read_at_once_are_those_read_one_by_one(owner, curator, django_assert_num_queries):
    draft, waiting = a_draft(by=owner), a_submitted_profile(by=owner)
    returned = a_submitted_profile(by=owner)
    return_record(record=returned, revision_id=returned.waiting_revision.pk, by=curator, note="Proč?")
    rows = list(Profile.objects.filter(pk__in=[draft.pk, waiting.pk, returned.pk]).order_by("pk"))
    with django_assert_num_queries(1):
        found = [(one.publication_state, one.curators_note) for one in with_states(rows)]
    assert found == [("draft", ""), ("submitted", ""), ("returned", "Proč?")]
    assert with_states([]) == []


def test_a_profile_is_first_published_under_its_name_of_then_and_keeps_that_address(owner, curator):
    profile = a_draft(by=owner, name="Hrnčřírna")
    for name in ("Hrnčírna", "Keramička"):
        draft = Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()
        draft.name = name
        save_draft(profile=draft, by=owner)
        submitted = submit_record(record=Profile.objects.get(pk=profile.pk), by=owner)
        approved = approve_record(record=submitted, revision_id=submitted.waiting_revision.pk, by=curator)
        assert (approved.name, approved.slug) == (name, "hrncirna")
    letter = Message.objects.order_by("pk").first()
    assert "/katalog/hrncirna/" in letter.body_text


def test_namesakes_get_addresses_of_their_own_when_they_are_published(owner, curator):
    an_approved_profile(by=owner, curator=curator, name="Hrnčírna")
    second = a_draft(by=owner, name="Hrnčíř")
    draft = second.get_latest_revision_as_object()
    draft.name = "Hrnčírna"
    save_draft(profile=draft, by=owner)
    submitted = submit_record(record=Profile.objects.get(pk=second.pk), by=owner)
    assert approve_record(record=submitted, revision_id=submitted.waiting_revision.pk, by=curator).slug == "hrncirna-2"
