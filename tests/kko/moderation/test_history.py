"""The history of a record and the way through the queue."""

import pytest
from django.urls import reverse

from catalogue.actions import save_draft
from catalogue.actions.duplicates import merge_profiles
from kko.moderation.actions import approve_record, archive_record, return_record, submit_record
from kko.moderation.history import history_of, words_of_deeds
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.moderation import a_submitted_profile, edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
HISTORY_QUERIES = 26


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def told(record) -> list[tuple[str, str, str]]:
    return [(event.who, event.what, event.note) for event in history_of(record)]


def test_every_deed_is_told_once_with_names_and_notes_the_newest_first(owner, curator):
    profile = a_submitted_profile(by=owner)
    return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Doplňte obec.")
    save_draft(profile=edited(profile, summary_cs="Nově."), by=owner)
    profile = submit_record(record=profile, by=owner)
    approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    words = words_of_deeds()
    assert told(profile) == [
        ("Kryštof Kurátor", words["publication.approved"], ""),
        ("Hlína Džbánková", words["publication.submitted"], ""),
        ("Hlína Džbánková", words["profile.edited"], ""),
        ("Kryštof Kurátor", words["publication.returned"], "Doplňte obec."),
        ("Hlína Džbánková", words["publication.submitted"], ""),
        ("Hlína Džbánková", words["profile.created"], ""),
    ]


def test_curators_edit_in_the_back_office_is_told_too(owner, curator):
    profile = a_profile(owner=owner)
    edited(profile, summary_cs="Opraveno.").save_revision(user=curator, log_action=True)
    assert told(profile) == [("Kryštof Kurátor", words_of_deeds()["wagtail.edit"], "")]


def test_deeds_of_who_has_left_are_told_without_a_name(owner, curator):
    profile = a_profile(owner=owner)
    leaver = a_user()
    archive_record(record=profile, by=leaver)
    leaver.delete()
    [(who, what, _note)] = told(profile)
    assert who
    assert what == words_of_deeds()["publication.archived"]


def test_merging_is_told_as_a_deed_of_who_merged(desk, owner, curator):
    keep, gone = a_profile(owner=owner), a_profile(owner=owner)
    merge_profiles(keep=keep, gone=gone, fields={}, by=curator)
    page = " ".join(desk.get(reverse("desk_history", args=["catalogue.profile", keep.pk])).content.decode().split())
    words = words_of_deeds()
    deeds = [" ".join(words[verb].split()) for verb in ("profile.merged", "profile.merged_into")]
    told = [f"<strong>Kryštof Kurátor</strong>: {deed}" for deed in deeds]
    assert [line in page for line in told] == [True, True]


def test_page_of_history_is_for_curators(client, owner, curator):
    profile = a_profile(owner=owner)
    address = reverse("desk_history", args=["catalogue.profile", profile.pk])
    client.force_login(owner)
    assert client.get(address).status_code in {302, 403}
    client.force_login(curator)
    assert client.get(address).status_code == 200
    assert client.get(reverse("desk_history", args=["accounts.user", owner.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_history_asks_as_often_for_one_deed_as_for_thirty(desk, owner, number, django_assert_max_num_queries):
    profile = a_profile(owner=owner)
    for at in range(number):
        save_draft(profile=edited(profile, summary_cs=f"Věta {at}."), by=owner)
    address = reverse("desk_history", args=["catalogue.profile", profile.pk])
    desk.get(address)
    with django_assert_max_num_queries(HISTORY_QUERIES):
        page = desk.get(address)
    assert len(page.context["events"]) == number


def test_review_knows_its_neighbours_in_the_queue(desk, owner):
    first, second, third = (a_submitted_profile(by=owner, name=name) for name in ("První", "Druhá", "Třetí"))
    page = desk.get(reverse("desk_review", args=["catalogue.profile", second.pk]))
    assert (page.context["before"].title, page.context["after"].title) == ("První", "Třetí")
    page = desk.get(reverse("desk_review", args=["catalogue.profile", first.pk]), {"fronta": "new-profiles"})
    assert (page.context["before"], page.context["after"].title) == (None, "Druhá")
    page = desk.get(reverse("desk_review", args=["catalogue.profile", third.pk]), {"fronta": "jiná"})
    assert (page.context["before"], page.context["after"]) == (None, None)


def test_verdict_in_a_queue_leads_to_the_next_one(desk, owner):
    first, second = (a_submitted_profile(by=owner) for _ in range(2))
    address = reverse("desk_review", args=["catalogue.profile", first.pk]) + "?fronta=new-profiles"
    answer = desk.post(address, {"revision_id": first.waiting_revision.pk, "verdict": "approve", "note": ""})
    assert answer["Location"] == reverse("desk_review", args=["catalogue.profile", second.pk]) + "?fronta=new-profiles"
    answer = desk.post(
        answer["Location"], {"revision_id": second.waiting_revision.pk, "verdict": "approve", "note": ""}
    )
    assert answer["Location"] == reverse("desk")
