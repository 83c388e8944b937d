"""Several submitted records decided together: each for itself."""

import pytest
from django.urls import reverse

from catalogue.actions import save_draft
from catalogue.models import Profile
from kko.moderation.actions import submit_record, withdraw_record
from kko.moderation.choices import PublicationState
from kko.moderation.models import Publishable
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft
from tests.factories.desk import a_reply
from tests.factories.moderation import a_submitted_profile, edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BULK_QUERIES = 22


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def ticked(*profiles: Publishable) -> list[str]:
    """What the desk's boxes hold for these records as they wait now."""
    return [f"catalogue.profile:{profile.pk}:{profile.waiting_revision.pk}" for profile in profiles]


def states(*profiles: Publishable) -> list[str]:
    return [Profile.objects.get(pk=profile.pk).publication_state.value for profile in profiles]


def decide(client, chosen, verdict, note=""):
    return client.post(reverse("desk_bulk"), {"chosen": chosen, "verdict": verdict, "note": note})


def test_ticked_ones_are_shown_before_anything_happens(desk, owner):
    profiles = [a_submitted_profile(by=owner, name=name) for name in ("První", "Druhá")]
    page = desk.post(reverse("desk_bulk"), {"chosen": ticked(*profiles)})
    assert [(one.record.name, one.waits) for one in page.context["chosen"]] == [("První", True), ("Druhá", True)]
    assert states(*profiles) == [PublicationState.SUBMITTED] * 2


def test_all_are_approved(desk, owner):
    profiles = [a_submitted_profile(by=owner) for _ in range(3)]
    page = decide(desk, ticked(*profiles), "approve")
    assert page.context["done"] == 3
    assert states(*profiles) == [PublicationState.PUBLISHED] * 3


def test_all_are_returned_with_one_note(desk, owner):
    profiles = [a_submitted_profile(by=owner) for _ in range(2)]
    decide(desk, ticked(*profiles), "return", "Doplňte obec.")
    notes = [Profile.objects.get(pk=profile.pk).curators_note for profile in profiles]
    assert notes == ["Doplňte obec."] * 2


def test_returning_without_a_note_is_refused_and_nothing_happens(desk, owner):
    profile = a_submitted_profile(by=owner)
    page = decide(desk, ticked(profile), "return")
    assert page.context["form"].errors.keys() == {"note"}
    assert states(profile) == [PublicationState.SUBMITTED]


def test_stale_one_is_refused_and_the_others_are_done(desk, owner):
    fine, changed, withdrawn = (a_submitted_profile(by=owner, name=name) for name in ("Dobrá", "Jiná", "Stažená"))
    chosen = ticked(fine, changed, withdrawn)
    withdraw_record(record=withdrawn, by=owner)
    withdraw_record(record=changed, by=owner)
    save_draft(profile=edited(changed, name="Jiná dnes"), by=owner)
    submit_record(record=changed, by=owner)
    page = decide(desk, chosen, "approve")
    assert [(one.name, one.done) for one in page.context["outcomes"]] == [
        ("Dobrá", True),
        ("Jiná", False),
        ("Stažená", False),
    ]
    assert all(one.why_not for one in page.context["outcomes"] if not one.done)
    assert [Profile.objects.get(pk=one.pk).live for one in (fine, changed, withdrawn)] == [True, False, False]


def test_confirmation_says_of_what_changed_that_nothing_will_happen(desk, owner):
    profile = a_submitted_profile(by=owner)
    chosen = ticked(profile)
    withdraw_record(record=profile, by=owner)
    page = desk.post(reverse("desk_bulk"), {"chosen": chosen})
    assert [one.waits for one in page.context["chosen"]] == [False]
    assert 'type="hidden" name="chosen"' not in page.content.decode()


@pytest.mark.parametrize(
    "chosen", [[], ["x"], ["accounts.user:1:1"], ["catalogue.profile:1"], ["catalogue.profile:999999:1"], ["a.b:1:1"]]
)
def test_hostile_choices_change_nothing(desk, owner, chosen):
    profile = a_submitted_profile(by=owner)
    assert decide(desk, chosen, "approve").status_code in {200, 302}
    assert states(profile) == [PublicationState.SUBMITTED]


def test_revision_of_another_record_is_refused(desk, owner):
    one, other = a_submitted_profile(by=owner), a_submitted_profile(by=owner)
    page = decide(desk, [f"catalogue.profile:{one.pk}:{other.waiting_revision.pk}"], "approve")
    assert [outcome.done for outcome in page.context["outcomes"]] == [False]


def test_others_decide_nothing(client, owner):
    profile = a_submitted_profile(by=owner)
    for user in (owner, a_user()):
        client.force_login(user)
        assert decide(client, ticked(profile), "approve").status_code in {302, 403}
    assert states(profile) == [PublicationState.SUBMITTED]


def test_reply_is_inserted_under_what_was_typed_and_the_ticked_stay(desk, owner):
    profile, reply = a_submitted_profile(by=owner), a_reply()
    data = {"chosen": ticked(profile), "insert": "1", "note": "Dobrý den.", "reply": f"{reply.pk}:cs"}
    page = desk.post(reverse("desk_bulk"), data)
    assert page.context["form"]["note"].value() == "Dobrý den.\n\nDoplňte prosím obec."
    assert [one.value for one in page.context["chosen"]] == ticked(profile)
    assert states(profile) == [PublicationState.SUBMITTED]


def test_owners_of_several_languages_have_a_reply_in_each(desk, workflow):
    czech, german = a_user(), a_user(language="de")
    reply = a_reply(title="Obec")
    profiles = [a_submitted_profile(by=czech), a_submitted_profile(by=german)]
    page = desk.post(reverse("desk_bulk"), {"chosen": ticked(*profiles)})
    assert [(key, text) for key, _title, text in page.context["form"].texts if key.startswith(f"{reply.pk}:")] == [
        (f"{reply.pk}:cs", "Doplňte prosím obec."),
        (f"{reply.pk}:de", "Bitte den Ort."),
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_confirmation_asks_as_often_for_one_as_for_thirty(desk, owner, number, django_assert_max_num_queries):
    shared = a_draft(by=owner)
    common = {"municipality": shared.municipality, "main_discipline": shared.main_discipline}
    chosen = ticked(*(a_submitted_profile(by=a_user(), **common) for _ in range(number)))
    desk.post(reverse("desk_bulk"), {"chosen": chosen})
    with django_assert_max_num_queries(BULK_QUERIES):
        page = desk.post(reverse("desk_bulk"), {"chosen": chosen})
    assert len(page.context["chosen"]) == number
