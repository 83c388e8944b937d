"""What an interview keeps of a person: with consent, without it, after they change their mind or leave."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.actions import interviews as actions
from catalogue.answers import without_traces
from catalogue.models import Answer, Interview, Profile
from catalogue.sample import load_interviews, load_profiles, remove_interviews, remove_profiles
from catalogue.slots.interviews import interviews_data
from kko.accounts.actions.erasure import erase_person
from kko.accounts.reference import load_consents
from kko.accounts.sample import load_people
from tests.factories.accounts import a_user
from tests.factories.interviews import (
    CONTACT,
    SAID,
    WHOLE,
    a_fieldworker,
    a_finished_interview,
    a_wave,
    an_interview,
)

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


# --- Consent ----------------------------------------------------------------------------------------


def test_the_wording_of_the_consent_stays_as_it_was_read_out(wave, fieldworker):
    question = wave.questions.get(kind="consent")
    question.text_de, question.help_de = "Sind Sie einverstanden?", "Vorlesen."
    question.save()
    interview = an_interview(wave, by=fieldworker)
    with translation.override("de"):
        interview = actions.save_answer(interview=interview, question=question, value=True)
    question.text_de = "Neu"
    question.save()
    interview.refresh_from_db()
    assert interview.consent_text == "Sind Sie einverstanden?\nVorlesen."
    assert interview.consented_at is not None


def test_without_consent_nothing_personal_is_kept(wave, fieldworker):
    said = {**SAID, "tried": "Psal jsem na jana@example.cz i na +420 777 123 456, web www.jana.cz. Vyšlo 3 z 10."}
    interview = a_finished_interview(wave, by=fieldworker, **said, consent=False, contact=CONTACT)
    assert value_of(interview, "contact") is None
    assert value_of(interview, "municipality") == {"district": "decin"}
    assert value_of(interview, "tried") == "Psal jsem na […] i na […], web […] Vyšlo 3 z 10."
    assert (interview.profile, Profile.objects.count()) == (None, 0)


def test_who_refuses_is_not_asked_for_a_contact(client, wave, fieldworker):
    interview = an_interview(wave, by=fieldworker)
    client.force_login(fieldworker)
    response = client.post(step(interview, 6), {"answer": "no"})
    assert response.headers["Location"] == of("interview", interview)
    assert "Otázka: contact" not in client.get(of("interview", interview)).content.decode()


def test_traces_are_struck_out_and_numbers_of_things_stay():
    assert without_traces("Pec za 120 000 Kč, rok 2026, tel. 603/111/222") == "Pec za 120 000 Kč, rok 2026, tel. […]"


def test_a_wave_without_the_question_of_consent_keeps_nobody(fieldworker):
    wave = a_wave("municipality", "long")
    interview = a_finished_interview(wave, by=fieldworker, municipality="sluknov", long="Text")
    assert (value_of(interview, "municipality"), interview.profile) == ({"district": "decin"}, None)


def test_a_withdrawn_consent_takes_the_profile_with_it(client, wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    client.force_login(fieldworker)
    client.post(of("interview_removal", interview), {"withdraw": "1"})
    interview.refresh_from_db()
    assert (interview.consents, interview.profile, Profile.objects.count()) == (False, None, 0)
    assert (value_of(interview, "contact"), value_of(interview, "consent")) == (None, False)


def test_a_profile_that_somebody_keeps_by_now_stays_when_a_consent_is_withdrawn(wave, fieldworker, owner):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    interview.profile.memberships.create(user=owner)
    assert actions.withdraw_consent(interview=interview, by=fieldworker).profile is None
    assert Profile.objects.count() == 1


def test_a_profile_that_holds_more_than_the_interview_stays(client, wave, fieldworker):
    first = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    said = {**SAID, "consent": True, "contact": CONTACT}
    a_finished_interview(wave, by=fieldworker, same_as=first.profile, **said)
    client.force_login(fieldworker)
    page = client.post(of("interview_removal", first), {"withdraw": "1"}, follow=True).content.decode()
    assert "is-warning" in page
    assert Profile.objects.count() == 1


def test_an_older_profile_that_the_made_one_was_merged_into_stays(wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    Profile.objects.update(created_at=interview.started_at - timedelta(days=1))
    actions.withdraw_consent(interview=interview, by=fieldworker)
    assert Profile.objects.count() == 1


# --- Leaving ----------------------------------------------------------------------------------------


def test_erasing_the_interviewed_leaves_answers_that_lead_to_nobody(wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    weaver = a_user(email=CONTACT["email"].upper())
    assert CONTACT["name"] in str(interviews_data(weaver).content)
    erase_person(user=weaver)
    assert (value_of(interview, "contact"), value_of(interview, "needs")) == (None, SAID["needs"])
    assert Profile.objects.count() == 0


def test_erasing_the_keeper_of_a_mapped_profile_strips_its_interview(wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact={**CONTACT, "email": ""})
    keeper = a_user()
    interview.profile.memberships.create(user=keeper)
    erase_person(user=keeper)
    assert value_of(interview, "contact") is None
    assert Profile.objects.count() == 0


def test_erasing_a_fieldworker_takes_their_name_off_the_sources(wave, fieldworker):
    interview = a_finished_interview(wave, by=fieldworker, **SAID, consent=True, contact=CONTACT)
    assert CONTACT["name"] not in str(interviews_data(fieldworker).content)
    erase_person(user=fieldworker)
    interview.refresh_from_db()
    assert (interview.fieldworker, interview.profile.source) == (None, "Šluknovsko 2026")
    assert [one.content["source"] for one in interview.profile.revisions.all()] == ["Šluknovsko 2026"]


# --- The sample -------------------------------------------------------------------------------------


def test_the_sample_has_a_wave_with_interviews_that_leave_again():
    load_consents()
    load_people()
    load_profiles()
    load_interviews()
    load_interviews()
    found = list(Interview.objects.filter(is_sample=True).select_related("profile"))
    assert (len(found), sum(one.consents for one in found), sum(one.made_profile for one in found)) == (12, 8, 2)
    contacts = Answer.objects.filter(question__kind="contact").values_list("value", flat=True)
    assert {value["email"].rpartition(".")[0].rpartition(".")[2] for value in contacts} == {"example"}
    remove_interviews()
    remove_profiles()
    assert (Interview.objects.count(), Profile.objects.count()) == (0, 0)
