"""The catalogue's part of the desk: its queues, the page of two profiles, the page of a silent one."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from catalogue.actions import save_draft
from catalogue.choices import Terms
from catalogue.models import DistinctPair, Membership, Profile, ProfileLink
from catalogue.slots.desk import possible_duplicates, stale_profiles
from kko.accounts.choices import Role, Visibility
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.actions import submit_record, withdraw_record
from kko.moderation.models import Assignment
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.desk import a_reply, a_silent_profile, twins
from tests.factories.moderation import a_submitted_profile
from tests.factories.needs import a_kind, a_need, an_offer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
QUEUE_QUERIES = 10
REVIEW_QUERIES = 40


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def pair_address(one, other) -> str:
    return reverse("desk_duplicate", args=[one.pk, other.pk])


def test_possible_duplicates_wait_with_their_reasons(curator):
    one, other = twins(ico="25596641")
    [waiting] = possible_duplicates(curator).waiting
    assert waiting.url == pair_address(one, other)
    assert waiting.note.count(";") == 1
    assert (waiting.who, one.municipality.name in waiting.note) == ("", True)
    assert waiting.key == f"duplicate:{one.pk}-{other.pk}"
    assert possible_duplicates(a_user()) is None


def test_long_silent_profiles_wait_the_longest_silent_first(curator):
    a_profile(name="Čerstvý")
    newer, older = a_silent_profile(months=14), a_silent_profile(months=30)
    confirmed = a_silent_profile(months=40)
    Profile.objects.filter(pk=confirmed.pk).update(confirmed_at=newer.last_published_at)
    titles = [one.title for one in stale_profiles(curator).waiting]
    assert titles[0] == older.name
    assert set(titles) == {older.name, newer.name, confirmed.name}
    assert stale_profiles(a_user()) is None


def test_review_of_a_new_profile_shows_needs_offers_and_links(desk, owner):
    profile = a_submitted_profile(by=owner)
    need = a_need(profile, note_cs="30 m² v přízemí", visibility=Visibility.CURATORS)
    offer = an_offer(profile, note_cs="v sobotu", terms=Terms.EXCHANGE)
    link = ProfileLink.objects.create(profile=profile, url="https://example.cz/kapela", label="Kapela")
    a_need(profile, note_cs="Už je to za námi", closed_at=timezone.now())
    page = desk.get(reverse("desk_review", args=["catalogue.profile", profile.pk]))
    [panel] = page.context["panels"]
    assert panel.context == {"needs": [need], "offers": [offer], "links": [link], "is_public": False}
    shown = ("30 m² v přízemí", "v sobotu", "https://example.cz/kapela", need.kind.name, offer.kind.name)
    assert all(words in page.content.decode() for words in shown)
    assert "Už je to za námi" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_review_asks_as_often_for_one_need_as_for_thirty(desk, owner, number, django_assert_max_num_queries):
    profile = a_submitted_profile(by=owner)
    group = a_kind().group
    for _ in range(number):
        a_need(profile, kind=a_kind(group=group))
    with django_assert_max_num_queries(REVIEW_QUERIES):
        desk.get(reverse("desk_review", args=["catalogue.profile", profile.pk]))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("fill", [possible_duplicates, stale_profiles])
def test_queue_asks_as_often_for_one_as_for_thirty(curator, number, fill, django_assert_max_num_queries):
    shared = a_profile()
    common = {"municipality": shared.municipality, "main_discipline": shared.main_discipline}
    for at in range(number):
        for _ in range(2):
            a_silent_profile(name=f"Dvojče {at}", **common)
    with django_assert_max_num_queries(QUEUE_QUERIES):
        assert len(fill(curator).waiting) == (number if fill is possible_duplicates else 2 * number)


def test_two_profiles_stand_side_by_side_in_the_order_of_their_ids(desk):
    one, other = twins(email="a@hruska.cz")
    page = desk.get(pair_address(other, one))
    assert page.status_code == 200
    assert (page.context["left"], page.context["right"]) == (one, other)
    assert "Atelier Hruška, s. r. o." in page.content.decode()


def test_pages_say_who_has_the_two_and_the_silent_one(desk, curator):
    one, other = twins()
    silent = a_silent_profile()
    for thing in (f"duplicate:{one.pk}-{other.pk}", f"catalogue.profile:{silent.pk}"):
        Assignment.objects.create(thing=thing, user=curator)
    assert desk.get(pair_address(one, other)).context["holder"] == curator
    assert desk.get(reverse("desk_stale", args=[silent.pk])).context["holder"] == curator


def test_page_of_two_is_for_curators_and_not_about_drafts(client, curator, owner):
    one, other = twins()
    for user in (owner, a_holder(Role.EDITOR)):
        client.force_login(user)
        assert client.post(pair_address(one, other), {"distinct": "1"}).status_code in {302, 403}
    assert not DistinctPair.objects.exists()
    client.force_login(curator)
    draft = a_draft(by=owner)
    assert client.get(pair_address(one, draft)).status_code == 404
    assert client.get(pair_address(one, one)).status_code == 404
    assert client.get(reverse("desk_duplicate", args=[one.pk, 10**12])).status_code == 404


def test_merging_by_the_form(desk):
    one, other = twins()
    Profile.objects.filter(pk=other.pk).update(summary_cs="Lepší věta.")
    form = desk.get(pair_address(one, other)).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"kept": "left", "merge": "1"}
    data |= {"field-summary_cs": "right", "field-name": "left"}
    asked = desk.post(pair_address(one, other), data)
    assert (Profile.objects.count(), asked.templates[0].name) == (2, "catalogue/office_confirmation.html")
    sent = dict(asked.context["fields"])
    back = desk.post(pair_address(one, other), sent | {"back": "1"})
    assert (Profile.objects.count(), back.context["form"]["field-summary_cs"].value()) == (2, "right")
    answer = desk.post(pair_address(one, other), sent)
    assert answer["Location"] == reverse("desk_history", args=["catalogue.profile", one.pk])
    kept = Profile.objects.get()
    assert (kept.pk, kept.name, kept.summary_cs) == (one.pk, "Ateliér Hruška", "Lepší věta.")
    assert desk.get(answer["Location"]).status_code == 200


def test_keeping_the_right_one_turns_the_choices_round(desk):
    one, other = twins()
    Profile.objects.filter(pk=one.pk).update(summary_cs="Levá věta.")
    data = {"kept": "right", "merge": "1", "confirmed": "1", "field-summary_cs": "left", "field-name": "right"}
    desk.post(pair_address(one, other), data)
    kept = Profile.objects.get()
    assert (kept.pk, kept.name, kept.summary_cs) == (other.pk, other.name, "Levá věta.")


@pytest.mark.parametrize(
    ("names", "msgid"),
    [
        (("Hruška", "Hruška"), "The two profiles “%(kept)s” are one now."),
        (("Hruška", "Hruška, z. s."), "“%(gone)s” is now part of “%(kept)s”."),
    ],
)
def test_message_after_a_merge_does_not_name_one_name_twice(desk, names, msgid):
    one, other = (a_profile(name=name) for name in names)
    page = desk.get(pair_address(one, other))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields} | {"kept": "left", "merge": "1", "field-name": "left"}
    data |= {"confirmed": "1"}
    page = desk.post(pair_address(one, other), data, follow=True)
    with override("cs"):
        told = gettext(msgid) % {"kept": one.name, "gone": other.name}
    assert [str(message) for message in page.context["messages"]] == [told]


def test_form_that_says_too_little_or_nonsense_merges_nothing(desk):
    one, other = twins()
    for data in ({"merge": "1"}, {"merge": "1", "kept": "both"}, {"merge": "1", "kept": "left", "field-name": "x"}):
        page = desk.post(pair_address(one, other), data)
        assert page.status_code == 200
        assert page.context["form"].errors
    assert Profile.objects.count() == 2


def test_waiting_one_is_named_and_not_merged(desk, owner):
    public = a_profile(name="Hruška")
    waiting = a_submitted_profile(by=owner, name="Hruška", main_discipline=public.main_discipline)
    page = desk.get(pair_address(public, waiting))
    assert page.context["waiting"] == [waiting]
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    page = desk.post(pair_address(public, waiting), data | {"merge": "1"})
    assert page.context["form"].non_field_errors()
    assert Profile.objects.count() == 2


def test_two_are_said_to_be_two(desk, curator):
    one, other = twins()
    desk.post(pair_address(other, one), {"distinct": "1"})
    assert list(DistinctPair.objects.values_list("one", "other", "decided_by")) == [(one.pk, other.pk, curator.pk)]
    assert possible_duplicates(curator).waiting == []
    assert desk.get(pair_address(one, other)).context["distinct"].decided_by == curator


@pytest.fixture
def silent(owner):
    profile = a_silent_profile(name="Tichá dílna")
    Membership.objects.create(profile=profile, user=owner)
    return profile


def test_owners_of_a_silent_profile_are_asked_and_the_queue_says_when(desk, curator, silent, owner):
    address = reverse("desk_stale", args=[silent.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"verdict": "ask", "note": ""}).status_code == 200
    desk.post(address, {"verdict": "ask", "note": "Platí to ještě?"})
    letter = Message.objects.addressed_to(owner.email).get()
    assert "Platí to ještě?" in letter.body_text
    assert [entry.verb for entry in Entry.objects.about(silent)] == ["profile.asked"]
    [waiting] = stale_profiles(curator).waiting
    assert waiting.note


def test_nobody_is_asked_where_nobody_looks_after_it(desk):
    profile = a_silent_profile()
    page = desk.post(reverse("desk_stale", args=[profile.pk]), {"verdict": "ask", "note": "Platí?"})
    assert page.context["form"].non_field_errors()
    assert not Message.objects.exists()


def test_curator_confirms_after_a_look_of_their_own(desk, curator, silent):
    Assignment.objects.create(thing=f"catalogue.profile:{silent.pk}", user=curator)
    desk.post(reverse("desk_stale", args=[silent.pk]), {"verdict": "confirm"})
    assert Profile.objects.get(pk=silent.pk).confirmed_at
    assert stale_profiles(curator).waiting == []
    assert not Assignment.objects.exists()


def test_silent_profile_is_archived(desk, curator, silent):
    desk.post(reverse("desk_stale", args=[silent.pk]), {"verdict": "archive"})
    assert not Profile.objects.get(pk=silent.pk).live
    assert desk.get(reverse("desk_stale", args=[silent.pk])).status_code == 404


def test_reply_can_begin_the_letter(desk, silent):
    reply = a_reply()
    page = desk.post(reverse("desk_stale", args=[silent.pk]), {"insert": "1", "reply": f"{reply.pk}:cs", "note": ""})
    assert page.context["form"]["note"].value() == "Doplňte prosím obec."


def test_page_of_a_silent_profile_is_for_curators(client, silent, owner):
    client.force_login(owner)
    assert client.post(reverse("desk_stale", args=[silent.pk]), {"verdict": "archive"}).status_code in {302, 403}
    assert Profile.objects.get(pk=silent.pk).live


def test_review_tells_the_name_that_was_sent_and_languages_by_their_names(desk, owner):
    profile = a_submitted_profile(by=owner, name="Nejnezdařilejší", languages=["de"])
    withdraw_record(record=profile, by=owner)
    draft = Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()
    draft.name, draft.languages = "Anežka", ["de", "vi"]
    save_draft(profile=draft, by=owner)
    profile = submit_record(record=Profile.objects.get(pk=profile.pk), by=owner)
    address = reverse("desk_review", args=["catalogue.profile", profile.pk])
    page = desk.get(address).content.decode()
    assert gettext("Vietnamese") in page
    data = {"revision_id": profile.waiting_revision.pk, "verdict": "approve", "note": ""}
    answer = desk.post(address, data, follow=True)
    [told] = [str(one) for one in answer.context["messages"]]
    assert ("Anežka" in told, "Nejnez" in told) == (True, False)
