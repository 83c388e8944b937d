"""Mapping in the field: from the first question of an interview to a profile on the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext, override

from catalogue.actions import interviews as actions
from catalogue.actions.keeping import grant_claim
from catalogue.choices import QuestionKind, WaveState
from catalogue.models import Answer, Interview, Profile
from kko.accounts.choices import Visibility
from kko.moderation.actions import approve_record
from kko.moderation.choices import Provenance, PublicationState
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.interviews import (
    CONTACT,
    SAID,
    WHOLE,
    a_fieldworker,
    a_finished_interview,
    a_question,
    a_wave,
    an_interview,
)
from tests.factories.keeping import a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]


@pytest.fixture
def fieldworker(db):
    return a_fieldworker()


@pytest.fixture
def wave(db):
    return a_wave(*WHOLE, name="Šluknovsko 2026")


def step(interview, number):
    return reverse("catalogue:question", args=[interview.pk, number])


def of(name, interview):
    return reverse(f"catalogue:{name}", args=[interview.pk])


def value_of(interview, kind):
    return Answer.objects.filter(interview=interview, question__kind=kind).values_list("value", flat=True).first()


# --- Who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finished", "unfinished", "msgid"),
    [
        (0, 0, "You have not led any interview yet."),
        (1, 0, "All your interviews are finished."),
        (1, 1, "%(number)s interview is to be finished."),
    ],
)
def test_overview_says_how_it_stands_with_own_interviews(client, roles, finished, unfinished, msgid):
    fieldworker, wave = a_fieldworker(), a_wave("consent")
    for _ in range(finished):
        a_finished_interview(wave, by=fieldworker, consent=False)
    for _ in range(unfinished):
        an_interview(wave, by=fieldworker)
    a_finished_interview(wave, by=a_fieldworker(), consent=False)  # somebody else's
    client.force_login(fieldworker)
    page = client.get(reverse("accounts:overview"))
    [item] = [one for one in page.context["items"] if one.key == "mapping"]
    assert item.context == {"unfinished": unfinished, "led": finished + unfinished}
    with override("cs"):
        sentence = (
            ngettext(msgid, "%(number)s interviews are to be finished.", unfinished) if unfinished else gettext(msgid)
        )
    assert sentence.replace("%(number)s", str(unfinished)) in page.content.decode()


def test_fieldworkers_and_curators_map_others_do_not(client, wave, fieldworker, curator):
    codes = []
    for user in (fieldworker, curator, a_user()):
        client.force_login(user)
        codes.append(client.get(reverse("catalogue:mapping")).status_code)
    assert codes == [200, 200, 403]


def test_an_interview_is_for_its_fieldworker_and_the_curators(client, wave, fieldworker, curator):
    interview = an_interview(wave, by=fieldworker)
    codes = []
    for user in (fieldworker, curator, a_fieldworker(), a_user()):
        client.force_login(user)
        codes.append((client.get(step(interview, 1)).status_code, client.get(of("interview", interview)).status_code))
    assert codes == [(200, 200), (200, 200), (404, 404), (403, 403)]


# --- The journey ------------------------------------------------------------------------------------


def test_a_fieldworker_asks_one_question_after_another_and_a_profile_lands_on_the_desk(client, wave, fieldworker):
    """The whole way through the pages, as on a phone without JavaScript."""
    client.force_login(fieldworker)
    response = client.post(reverse("catalogue:interview_start", args=[wave.pk]))
    interview = Interview.objects.get()
    assert response.headers["Location"] == step(interview, 1)
    given = [{"answer": value} for value in (*SAID.values(), "yes")] + [CONTACT]
    for number, data in enumerate(given, 1):
        assert f'max="{len(WHOLE)}" value="{number}"' in client.get(step(interview, number)).content.decode()
        response = client.post(step(interview, number), data)
    assert response.headers["Location"] == of("interview", interview)
    review = client.get(of("interview", interview)).content.decode()
    assert all(word in review for word in ("Textilní tvorba", "Šluknov", "Trh vedle klobás.", "apolena@utkova"))
    client.post(of("interview_finish", interview))
    interview.refresh_from_db()
    profile = interview.profile
    assert (profile.name, profile.email, profile.email_visibility) == (
        "Tkadlena Útková", "apolena@utkova.example.cz", Visibility.CURATORS,
    )  # fmt: skip
    assert (profile.provenance, profile.source) == (Provenance.MAPPING, "Šluknovsko 2026, Tereza Terénní")
    assert (profile.publication_state, profile.live) == (PublicationState.SUBMITTED, False)
    assert profile.memberships.count() == 0
    assert sorted(profile.needs.values_list("kind__slug", "visibility")) == [
        ("atelier-dilna", "curators"), ("dotace", "curators"),
    ]  # fmt: skip
    assert list(profile.offers.values_list("kind__slug", flat=True)) == ["mentoring"]


def test_the_profile_of_an_interview_is_published_and_claimed(wave, fieldworker, curator):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    waiting = interview.profile.waiting_revision
    profile = approve_record(record=interview.profile, revision_id=waiting.pk, by=curator)
    assert profile.live
    weaver = a_user(email=CONTACT["email"])
    grant_claim(claim=a_claim(profile, by=weaver), by=curator)
    assert profile.owners() == [weaver]


def test_each_next_saves_and_back_goes_back(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    assert client.post(step(interview, 1), {"answer": "keramika"}).headers["Location"] == step(interview, 2)
    response = client.post(step(interview, 2), {"answer": "sluknov", "back": "1"})
    assert response.headers["Location"] == step(interview, 1)
    assert 'value="keramika" selected' in client.get(step(interview, 1)).content.decode()
    response = client.post(step(interview, 3), {"answer": ["dotace"], "leave": "1"})
    assert response.headers["Location"] == of("interview", interview)
    assert interview.values().keys() == {one.pk for one in list(wave.questions.all())[:3]}


def test_the_script_saves_at_each_change_and_hears_what_is_wrong(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    headers = {"X-Requested-With": "fetch"}
    assert client.post(step(interview, 5), {"answer": "Půl věty"}, headers=headers).json().keys() == {"saved"}
    assert value_of(interview, "tried") == "Půl věty"
    wrong = client.post(step(interview, 7), {**CONTACT, "email": "nikdo"}, headers=headers)
    assert (wrong.status_code, len(wrong.json()["errors"])) == (422, 1)


def test_an_emptied_answer_is_taken_back(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker, tried="Něco", consent=True)
    client.force_login(fieldworker)
    client.post(step(interview, 5), {"answer": "  "})
    client.post(step(interview, 6), {})
    interview.refresh_from_db()
    assert (interview.values(), interview.consents, interview.consent_text) == ({}, None, "")


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (1, {"answer": "neznamy-obor"}),
        (2, {"answer": "1 OR 1=1"}),
        (3, {"answer": ["dotace", "<script>"]}),
        (5, {"answer": "x" * 5001}),
        (5, {"answer": "nul\x00"}),
        (6, {"answer": "maybe"}),
        (7, {**CONTACT, "form": "drak"}),
        (7, {**CONTACT, "web": "javascript:alert(1)"}),
        (7, {**CONTACT, "web": "ftp://hlina.example.cz"}),
        (7, {**CONTACT, "name": "Výhra na https://evil.example"}),
        (7, {**CONTACT, "name": "", "email": "kdo@example.cz"}),
    ],
)
def test_hostile_answers_are_refused_and_kept_on_the_page(client, wave, fieldworker, number, data):
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    response = client.post(step(interview, number), data)
    assert response.status_code == 200
    assert b"error-summary" in response.content
    assert interview.answers.count() == 0


def test_a_question_that_is_not_there_is_not_found(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    assert [client.get(step(interview, number)).status_code for number in (0, 8)] == [404, 404]


def test_a_wave_that_is_not_in_the_field_takes_no_interview(client, fieldworker):
    today = timezone.localdate()
    closed = [
        a_wave("short", state=WaveState.CLOSED),
        a_wave("short", state=WaveState.PREPARED),
        a_wave("short", starts_on=today + timedelta(days=1)),
        a_wave("short", ends_on=today - timedelta(days=1)),
    ]
    client.force_login(fieldworker)
    for wave in closed:
        client.post(reverse("catalogue:interview_start", args=[wave.pk]))
        assert wave.name not in client.get(reverse("catalogue:mapping")).content.decode()
    assert Interview.objects.count() == 0


def test_a_second_tap_takes_up_the_same_empty_interview(wave, fieldworker):
    first = actions.begin_interview(wave=wave, by=fieldworker)
    assert actions.begin_interview(wave=wave, by=fieldworker) == first
    assert actions.begin_interview(wave=wave, by=a_fieldworker()) != first


# --- Finishing --------------------------------------------------------------------------------------


def test_a_required_answer_holds_up_the_end_but_not_the_way(client, wave, fieldworker):
    wave.questions.filter(kind="tried").update(required=True)
    interview = an_interview(wave, by=fieldworker, consent=False)
    client.force_login(fieldworker)
    assert client.post(step(interview, 5), {"answer": ""}).status_code == 200
    assert client.post(step(interview, 5), {"answer": "", "leave": "1"}).status_code == 302
    client.post(of("interview_finish", interview))
    interview.refresh_from_db()
    assert interview.finished_at is None
    with pytest.raises(actions.InterviewError):
        actions.finish_interview(interview=interview, by=fieldworker)


def test_consent_is_asked_for_before_the_end(wave, fieldworker):
    with pytest.raises(actions.InterviewError):
        a_finished_interview(wave, by=fieldworker, **SAID)


def test_without_a_name_a_place_or_a_discipline_no_profile_is_made(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker, consent=True, contact=CONTACT)
    client.force_login(fieldworker)
    client.post(of("interview_finish", interview))
    interview.refresh_from_db()
    assert (interview.is_finished, interview.profile) == (True, None)


def test_a_finished_interview_does_not_change(client, wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, tried="Poprvé", consent=False)
    client.force_login(fieldworker)
    assert client.post(step(interview, 5), {"answer": "Podruhé"}).headers["Location"] == of("interview", interview)
    late = client.post(step(interview, 5), {"answer": "Podruhé"}, headers={"X-Requested-With": "fetch"})
    client.post(of("interview_removal", interview), {"discard": "1"})
    assert (late.status_code, value_of(interview, "tried")) == (409, "Poprvé")


def test_finishing_twice_makes_one_profile(wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    again = actions.finish_interview(interview=interview, by=fieldworker)
    assert (again.profile_id, Profile.objects.count()) == (interview.profile_id, 1)


@pytest.mark.parametrize("same", ["name", "e-mail"])
def test_what_looks_alike_is_asked_about_and_attached(client, wave, fieldworker, same):
    first = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT).profile
    contact = CONTACT | (
        {"email": "jiny@example.cz", "name": "TKADLENA UTKOVA"} if same == "name" else {"name": "Jiná"}
    )
    interview = an_interview(wave, by=fieldworker, **SAID, consent=True, contact=contact)
    client.force_login(fieldworker)
    assert first.name in client.get(of("interview", interview)).content.decode()
    assert b"error-summary" in client.post(of("interview_finish", interview)).content
    client.post(of("interview_finish", interview), {"same": first.pk})
    interview.refresh_from_db()
    assert (interview.profile, interview.made_profile, Profile.objects.count()) == (first, False, 1)


def test_what_looks_alike_may_be_somebody_else(client, wave, fieldworker):
    a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    interview = an_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    client.force_login(fieldworker)
    client.post(of("interview_finish", interview), {"same": "new"})
    assert Profile.objects.count() == 2


def test_an_interview_is_not_attached_to_just_any_profile(client, wave, fieldworker):
    stranger = a_profile()
    interview = an_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    client.force_login(fieldworker)
    assert client.post(of("interview_finish", interview), {"same": stranger.pk}).status_code == 200
    with pytest.raises(actions.InterviewError):
        actions.finish_interview(interview=interview, by=fieldworker, same_as=stranger)


def test_an_account_without_a_name_does_not_publish_its_e_mail_as_a_source(wave):
    nameless = a_fieldworker(name="")
    interview = a_finished_interview(wave, by=nameless, **SAID, consent=True, contact=CONTACT)
    assert interview.profile.source == "Šluknovsko 2026"


def test_an_unfinished_interview_can_be_thrown_away(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker, tried="Něco")
    client.force_login(fieldworker)
    client.post(of("interview_removal", interview), {"discard": "1"})
    assert (Interview.objects.count(), Answer.objects.count()) == (0, 0)


def test_interviews_that_nobody_goes_on_with_are_forgotten(wave, fieldworker):
    an_interview(wave, by=fieldworker, contact=CONTACT)
    done = a_finished_interview(wave, by=fieldworker, consent=False)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        fresh = an_interview(wave, by=fieldworker)
        actions.forget_stale_interviews()
    assert set(Interview.objects.all()) == {done, fresh}


# --- How much it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_mapping_takes_the_same_queries_for_many(
    client, fieldworker, django_assert_max_num_queries, number
):
    for _each in range(number):
        wave = a_wave("consent", "contact")
        an_interview(wave, by=fieldworker, consent=True, contact=CONTACT)
    client.force_login(fieldworker)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("catalogue:mapping")).content.decode().count("Tkadlena Útková") == number


@pytest.mark.parametrize("number", [1, 30])
def test_a_question_and_the_review_take_the_same_queries_for_many(
    client, fieldworker, django_assert_max_num_queries, number
):
    wave = a_wave(*["short"] * number, "needs", "consent")
    interview = an_interview(wave, by=fieldworker, needs=["dotace"], consent=True)
    client.force_login(fieldworker)
    with django_assert_max_num_queries(14):
        client.get(step(interview, 1))
    with django_assert_max_num_queries(22):
        client.get(of("interview", interview))


def test_an_option_keeps_its_czech_line_whatever_the_language(client, fieldworker):
    wave = a_wave()
    question = a_question(wave, QuestionKind.ONE, options_cs="Hned\nPočká", options_en="At once\nIt can wait")
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    with translation.override("en"):
        address = step(interview, 1)
        assert "At once" in client.get(address).content.decode()
        client.post(address, {"answer": "Hned"})
    assert interview.values() == {question.pk: "Hned"}
