"""The whole journey: from a mapping sheet to a visitor who finds a profile by a Czech word in any form."""

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from catalogue.actions import delete_profiles
from catalogue.models import Profile
from kko.moderation.choices import Provenance
from tests.browser.letters import code_for, letters_to, text_of
from tests.browser.people import WAYS, Person
from tests.browser.steps import CURATOR, LEAVE, decide, fill_profile, import_the_sample, join, send, sign_in

pytestmark = pytest.mark.browser

EMAIL = "jilana@example.cz"
NAME = "Jílana Hrnčířová, točené hrnky"
OLD_TEXT = "Točím hrnky z dubské hlíny."
BAD_TEXT = "Točím hrnky a vázy!!!"
NEW_TEXT = "Točím hrnky a vázy z dubské hlíny."
NOTE = "Popište prosím vázy trochu víc."
PROFILE = {"name": NAME, "place": "Dubí (Teplice)", "discipline": "Keramika a porcelán", "text": "Dílna je v podkroví."}


@pytest.fixture
def nothing_mapped(site):
    """The sample without its institutions: they came by the very sheet that the curator imports here."""
    mapped = Profile.objects.filter(provenance=Provenance.MAPPING)
    delete_profiles(ids=list(mapped.values_list("pk", flat=True)), by=None)


def test_from_a_sheet_to_a_visitor_who_finds_the_profile(nothing_mapped, window):
    curator, creative, visitor = Person(window()), window(), window()
    sign_in(curator, CURATOR)
    import_the_sample(curator)
    the_creative_joins_and_submits(creative)
    expect_found(visitor, "keramiku", False)
    decide(curator, NAME, "approve")
    for word in ("keramiku", "keramicka", "Dubi"):
        expect_found(visitor, word, True)
    visitor.get_by_role("link", name=NAME).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(visitor.locator(".lede")).to_have_text(OLD_TEXT)
    an_edit_waits_while_the_public_page_stays(creative, visitor)
    decide(curator, NAME, "return", NOTE)
    the_creative_reads_the_note_and_mends_it(creative)
    decide(curator, NAME, "approve")
    visitor.reload()
    expect(visitor.locator(".lede")).to_have_text(NEW_TEXT)
    assert len(letters_to(EMAIL)) == 4  # the code, approved, returned, approved


@WAYS
def test_a_curator_imports_the_sheet_and_takes_the_import_back(nothing_mapped, people, way):
    before, curator = Profile.objects.count(), people(CURATOR)
    import_the_sample(curator)
    assert Profile.objects.published().filter(provenance=Provenance.MAPPING).count() == 35
    curator.press("a[href='?confirm=undo']")
    curator.press("main form:has(input[value=undo]) button")
    expect(curator.page.locator(".kko-tally")).to_be_visible()
    expect(curator.page.locator("a[href='?confirm=undo']")).to_have_count(0)
    assert Profile.objects.count() == before


def the_creative_joins_and_submits(page: Page) -> None:
    join(Person(page), EMAIL)
    expect(page.locator("main a.btn-primary")).to_have_attribute("href", "/muj/profil/novy/")
    fill_profile(Person(page), summary=OLD_TEXT, **PROFILE)
    page.locator("main a[href$='/nahled/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(page.locator(".lede")).to_have_text(OLD_TEXT)
    page.locator("main form .btn-primary").click()
    page.wait_for_url("**/muj/")
    expect(page.locator(".state-submitted")).to_be_visible()


def expect_found(page: Page, word: str, is_there: bool) -> None:
    """Search the catalogue from its box, as a visitor does."""
    page.goto("/katalog/")
    page.fill("#catalogue-search", word)
    page.press("#catalogue-search", "Enter")
    page.wait_for_url(f"**q={word}*")
    expect(page.get_by_role("link", name=NAME)).to_have_count(1 if is_there else 0)


def an_edit_waits_while_the_public_page_stays(creative: Page, visitor: Page) -> None:
    creative.goto("/muj/")
    expect(creative.locator(".state-published")).to_be_visible()
    creative.get_by_role("link", name=NAME).click()
    creative.locator(".step-list a[href$='/co/']").click()
    creative.fill("input[name=summary_cs]", BAD_TEXT)
    send(Person(creative))
    expect(creative.locator(".state-submitted")).to_be_visible()
    visitor.reload()
    expect(visitor.locator(".lede")).to_have_text(OLD_TEXT)


def the_creative_reads_the_note_and_mends_it(page: Page) -> None:
    assert NOTE in text_of(letters_to(EMAIL)[-1])
    page.goto("/muj/")
    expect(page.locator(".state-returned")).to_be_visible()
    expect(page.locator(".notice.is-warning")).to_contain_text(NOTE)
    page.get_by_role("link", name=NAME).click()
    expect(page.locator(".notice.is-warning")).to_contain_text(NOTE)
    page.locator(".step-list a[href$='/co/']").click()
    expect(page.locator(".notice.is-warning")).to_contain_text(NOTE)
    expect(page.locator("input[name=summary_cs]")).to_have_value(BAD_TEXT)
    page.fill("input[name=summary_cs]", NEW_TEXT)
    page.click(LEAVE)
    page.locator("main form .btn-primary").click()
    expect(page.locator(".state-submitted")).to_be_visible()


def test_a_member_comes_back_with_a_code_alone(window):
    page = window()
    page.goto("/ucet/login/")
    page.fill("input[name=login]", "hub@example.cz")
    page.click(".entrance form .btn-primary")
    page.fill("input[name=code]", code_for("hub@example.cz"))
    page.click(".entrance form .btn-primary")
    expect(page).to_have_url(f"{window.site}/muj/")


def test_a_profile_is_written_on_a_phone_and_saves_as_one_types(window):
    page = window(width=360, height=740)
    join(Person(page), "telefon@example.cz")
    page.locator("main a.btn-primary").click()
    page.fill("input[name=name]", "Tonda z Telefonu")
    page.select_option("select[name=municipality]", label="Žatec (Louny)")
    page.select_option("select[name=main_discipline]", label="Keramika a porcelán")
    page.click("main form .btn-primary")
    page.fill("input[name=summary_cs]", "Kachle a květináče.")
    expect(page.locator("[data-kko-status]")).to_contain_text(re.compile(r"\d:\d\d"))
    page.goto("/muj/")
    page.get_by_role("link", name="Tonda z Telefonu").click()
    page.locator(".step-list a[href$='/co/']").click()
    expect(page.locator("input[name=summary_cs]")).to_have_value("Kachle a květináče.")
    send(Person(page))
    expect(page.locator(".state-submitted")).to_be_visible()


def test_words_written_before_the_scripts_came_are_saved_too(window):
    page = window()
    join(Person(page), "pomalalinka@example.cz")
    fill_profile(Person(page), summary=OLD_TEXT, **{**PROFILE, "name": "Lída Linková"})
    page.route(re.compile(r"/js/autosave[^/]*\.js"), late)
    page.goto(page.url, wait_until="commit")
    page.fill("input[name=address]", "Ruská 12")
    expect(page.locator("[data-kko-status]")).to_contain_text(re.compile(r"\d:\d\d"))
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("input[name=address]")).to_have_value("Ruská 12")


def late(route: Route) -> None:
    """Let a script come two seconds late, as on a slow line."""
    answer = route.fetch()
    time.sleep(2)
    route.fulfill(response=answer)


def test_what_cannot_be_saved_is_said_and_stays_typed(window):
    page = window()
    join(Person(page), "vypadek@example.cz")
    fill_profile(Person(page), summary=OLD_TEXT, **{**PROFILE, "name": "Vendula Výpadková"})
    page.route("**/kde/", lambda route: route.abort())
    page.fill("input[name=address]", "Ruská 12")
    expect(page.locator("[data-kko-status].is-failed")).to_be_visible()
    page.unroute("**/kde/")
    page.fill("input[name=address]", "Ruská 12a")
    expect(page.locator("[data-kko-status]:not(.is-failed)")).to_contain_text(re.compile(r"\d:\d\d"))
    page.reload()
    expect(page.locator("input[name=address]")).to_have_value("Ruská 12a")


def test_the_wrong_field_is_marked_while_typing_and_the_good_ones_are_saved(window):
    page = window()
    join(Person(page), "napul@example.cz")
    fill_profile(Person(page), summary=OLD_TEXT, **{**PROFILE, "name": "Nina Napůl"})
    page.fill("input[name=point]", "u kostela")
    page.fill("input[name=address]", "Ruská 12")
    expect(page.locator(".field.is-invalid input[name=point]")).to_be_visible()
    page.fill("input[name=point]", "50.6607N, 14.0322E")
    expect(page.locator(".field.is-invalid")).to_have_count(0)


def test_the_card_beside_the_step_shows_what_is_typed(window):
    page = window(width=1440)
    join(Person(page), "karta@example.cz")
    fill_profile(Person(page), summary=OLD_TEXT, **{**PROFILE, "name": "Karel Karta"})
    page.locator(".steps-short a[href$='/kdo/']").click()
    expect(page.locator("[data-kko-live] .card-title")).to_have_text("Karel Karta")
    page.fill("input[name=name]", "Karel Karta a synové")
    expect(page.locator("[data-kko-live] .card-title")).to_have_text("Karel Karta a synové")
    page.wait_for_load_state("networkidle")
