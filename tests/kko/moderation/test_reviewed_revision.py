"""Approval publishes what the curator has read, whatever was saved since (DESIGN, decision 2)."""

import pytest
from django.urls import reverse

from catalogue.actions import save_draft
from catalogue.listing import current_listing
from catalogue.models import Profile
from kko.moderation.actions import PublicationError, StaleReview, approve_record, submit_record, withdraw_record
from kko.moderation.choices import PublicationState
from kko.search.models import SearchEntry
from kko.search.retrieval import matching_ids
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_discipline, a_profile
from tests.factories.moderation import a_submitted_profile, edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def public(owner):
    return a_profile(owner=owner, name="Stará pekárna", summary_cs="Peče se tu kámen.")


@pytest.fixture
def waiting(public, owner):
    """A public profile whose edit waits."""
    save_draft(profile=edited(public, name="Přečtený text"), by=owner)
    return submit_record(record=public, by=owner)


def found(*words: str) -> list[bool]:
    return [bool(matching_ids(word, "profile")) for word in words]


def test_edit_while_it_waits_is_refused(waiting, owner):
    with pytest.raises(PublicationError):
        save_draft(profile=edited(waiting, name="Podstrčený text"), by=owner)
    assert waiting.revisions.count() == 2


def test_our_approval_publishes_the_read_revision_not_the_latest(waiting, owner, curator):
    read = waiting.waiting_revision.pk
    edited(waiting, name="Podstrčený text").save_revision(user=owner)
    profile = approve_record(record=waiting, revision_id=read, by=curator)
    assert (profile.name, profile.live_revision_id) == ("Přečtený text", read)
    assert profile.has_unpublished_changes
    assert found("přečtený", "podstrčený") == [True, False]


def test_approval_in_wagtails_own_back_office_does_so_too(waiting, owner, curator):
    read = waiting.waiting_revision.pk
    edited(waiting, name="Podstrčený text").save_revision(user=owner)
    waiting.current_workflow_state.current_task_state.approve(user=curator)
    profile = Profile.objects.get(pk=waiting.pk)
    assert (profile.name, profile.live_revision_id) == ("Přečtený text", read)


def test_approval_through_wagtails_page_does_so_too(waiting, owner, curator, client):
    read = waiting.waiting_revision.pk
    edited(waiting, name="Podstrčený text").save_revision(user=owner)
    client.force_login(curator)
    task_state = waiting.current_workflow_state.current_task_state
    viewset = Profile.snippet_viewset
    address = reverse(viewset.get_url_name("workflow_action"), args=[waiting.pk, "approve", task_state.pk])
    assert client.post(address, {"comment": ""}).status_code in (200, 302)
    profile = Profile.objects.get(pk=waiting.pk)
    assert (profile.name, profile.live_revision_id) == ("Přečtený text", read)


def test_new_profile_is_published_as_read(owner, curator):
    profile = a_submitted_profile(by=owner, name="Přečtený text")
    edited(profile, name="Podstrčený text").save_revision(user=owner)
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert (profile.live, profile.name) == (True, "Přečtený text")


def test_newer_revision_of_the_curator_is_published(waiting, curator):
    edited(waiting, name="Opravený text").save_revision(user=curator)
    profile = approve_record(record=waiting, revision_id=waiting.waiting_revision.pk, by=curator)
    assert (profile.name, profile.publication_state) == ("Opravený text", PublicationState.PUBLISHED)


def test_newer_revision_of_another_curator_is_not(waiting, curator):
    edited(waiting, name="Cizí oprava").save_revision(user=a_curator())
    profile = approve_record(record=waiting, revision_id=waiting.waiting_revision.pk, by=curator)
    assert profile.name == "Přečtený text"


def test_review_of_another_revision_is_stale(waiting, curator):
    with pytest.raises(StaleReview):
        approve_record(record=waiting, revision_id=waiting.live_revision_id, by=curator)
    assert Profile.objects.get(pk=waiting.pk).name == "Stará pekárna"


def test_older_review_is_stale_after_withdrawal_edit_and_submission(waiting, owner, curator):
    read = waiting.waiting_revision.pk
    withdraw_record(record=waiting, by=owner)
    save_draft(profile=edited(waiting, name="Nový text"), by=owner)
    profile = submit_record(record=waiting, by=owner)
    with pytest.raises(StaleReview):
        approve_record(record=profile, revision_id=read, by=curator)
    profile = approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert profile.name == "Nový text"


def test_open_review_page_refuses_after_withdrawal_edit_and_submission(waiting, owner, curator, client):
    client.force_login(curator)
    address = reverse("desk_review", args=["catalogue.profile", waiting.pk])
    read = client.get(address).context["form"]["revision_id"].value()
    withdraw_record(record=waiting, by=owner)
    save_draft(profile=edited(waiting, name="Nový text"), by=owner)
    submit_record(record=waiting, by=owner)
    answer = client.post(address, {"revision_id": read, "verdict": "approve", "note": ""})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert Profile.objects.get(pk=waiting.pk).name == "Stará pekárna"
    fresh = Profile.objects.get(pk=waiting.pk).waiting_revision.pk
    assert f'name="revision_id" value="{fresh}"' in answer.content.decode()  # the text that this page shows


def test_live_row_serves_while_an_edit_waits(waiting, client):
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert ("Stará pekárna" in page, "Přečtený text" in page) == (True, False)
    assert found("pekárna", "přečtený") == [True, False]


def test_draft_changes_neither_search_nor_listing(public, owner):
    before = list(SearchEntry.objects.values_list("title", "words", "updated_at"))
    listing = current_listing()
    draft = edited(public, name="Jiné jméno", summary_cs="Jiná věta.", form="festival", main_discipline=a_discipline())
    draft.disciplines.set([a_discipline()])
    save_draft(profile=draft, by=owner)
    assert list(SearchEntry.objects.values_list("title", "words", "updated_at")) == before
    assert current_listing() is listing
    row = Profile.objects.get(pk=public.pk)
    assert (row.name, row.form, row.disciplines.count()) == ("Stará pekárna", "person", 0)
    assert row.name_folded == "stara pekarna"


def test_unsubmitted_edit_of_a_public_profile_is_seen_by_nobody(public, owner, client):
    save_draft(profile=edited(public, name="Jiné jméno"), by=owner)
    assert "Jiné jméno" not in client.get(reverse("catalogue:list")).content.decode()
    assert found("jiné", "pekárna") == [False, True]
