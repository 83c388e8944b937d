"""Interviews in the field, on a phone: saved at every answer, where the signal is bad as well."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.models import Interview, Profile
from kko.moderation.choices import Provenance
from tests.browser.judging import faults
from tests.browser.people import WAYS, Person
from tests.browser.steps import CURATOR, decide

pytestmark = pytest.mark.browser

FIELDWORKER = "teren@example.cz"
TRIED = "Ptala jsem se v pěti obcích, dílnu nikdo nemá."
PHONE = {"width": 360, "height": 740}
NEXT = "form.question .btn-primary"
FIRST = "#id_answer_0"
LONG_ENOUGH = re.compile(r"\d{1,2}:\d\d")  # the hour at which something was saved


@WAYS
def test_an_interview_on_a_phone_becomes_a_profile_on_the_desk(people, way):
    fieldworker, name = people(FIELDWORKER), f"Terezie Terénní {way.name}"
    fieldworker.page.set_viewport_size(PHONE)
    begin(fieldworker)
    answer(fieldworker, Person.choose, "select[name=answer]", "Arch")
    answer(fieldworker, Person.choose, "select[name=answer]", "Most")
    answer(fieldworker, Person.tick, FIRST)
    answer(fieldworker, Person.tick, "input[name=answer][value=atelier-dilna]")
    answer(fieldworker, Person.tick, FIRST)
    answer(fieldworker, Person.fill, "textarea[name=answer]", TRIED)
    answer(fieldworker, Person.tick, "input[name=answer][value=mentoring]")
    fieldworker.press(NEXT)  # the wish is left out
    answer(fieldworker, Person.tick, "input[name=answer][value=yes]")
    fieldworker.fill("input[name=name]", name)
    fieldworker.fill("input[name=email]", f"terezie.{way.name}@example.cz")
    fieldworker.press(NEXT)
    expect(fieldworker.page.locator("dl.answers")).to_contain_text(TRIED)
    fieldworker.press(".form-page form[action$='/'] .btn-primary")
    expect(fieldworker.page.locator("#became-title")).to_be_visible()
    profile = Profile.objects.get(name=name)
    assert (profile.provenance, profile.live) == (Provenance.MAPPING, False)
    decide(people(CURATOR), name, "approve")
    visitor = people()
    visitor.go("catalogue:profile", Profile.objects.get(name=name).slug)
    expect(visitor.page.locator("main h1")).to_have_text(name)


def begin(fieldworker: Person) -> None:
    fieldworker.go("catalogue:mapping")
    fieldworker.press("article.wave .btn-primary")
    fieldworker.page.wait_for_url("**/1/")


def answer(fieldworker: Person, verb, *said: str) -> None:
    """Answer the question at hand and go on to the next."""
    verb(fieldworker, *said)
    head = fieldworker.page.locator("main h1").inner_text()
    fieldworker.press(NEXT)
    expect(fieldworker.page.locator("main h1")).not_to_have_text(head)


def test_without_a_signal_nothing_said_is_lost(window):
    page = window(FIELDWORKER, **PHONE)
    fieldworker = Person(page)
    begin(fieldworker)
    answer(fieldworker, Person.choose, "select[name=answer]", "Arch")
    state = page.locator("[data-kko-state]")
    page.context.set_offline(True)
    fieldworker.choose("select[name=answer]", "Most")
    expect(state).to_have_class(re.compile("is-lost"))
    fieldworker.press(NEXT)
    expect(state).to_have_class(re.compile("is-lost"))
    expect(page.locator("select[name=answer]")).not_to_have_value("")
    page.context.set_offline(False)
    expect(state).to_contain_text(LONG_ENOUGH)
    expect(state).not_to_have_class(re.compile("is-lost"))
    page.reload()
    assert page.locator("select[name=answer]").evaluate("one => one.selectedOptions[0].text").startswith("Most")


def test_an_answer_is_put_back_in_the_tab_that_lost_it_and_then_saved(window):
    page = window(FIELDWORKER, **PHONE)
    fieldworker = Person(page)
    begin(fieldworker)
    address, state = page.url, page.locator("[data-kko-state]")
    page.route("**/otazka/1/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    fieldworker.choose("select[name=answer]", "Arch")
    expect(state).to_have_class(re.compile("is-lost"))
    page.unroute("**/otazka/1/")
    page.goto("/muj/mapovani/")
    page.goto(address)
    assert page.locator("select[name=answer]").evaluate("one => one.selectedOptions[0].text").startswith("Arch")
    expect(state).to_contain_text(LONG_ENOUGH)
    assert Interview.objects.get(pk=int(address.split("/")[-4])).answers.count() == 1


def test_pages_of_an_interview_on_a_phone_have_no_faults(window):
    page = window(FIELDWORKER, reduced_motion="reduce", **PHONE)
    fieldworker = Person(page)
    begin(fieldworker)
    interview = page.url.split("/otazka/")[0]
    for place in (*(f"/otazka/{number}/" for number in (1, 2, 3, 4, 6, 9, 10)), "/"):
        page.goto(interview + place)
        assert faults(page) == [], place
