"""The whole journey: from a mapping sheet to a visitor who finds a profile by a Czech word in any form."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from catalogue.actions import delete_profiles
from catalogue.models import Profile
from kko.moderation.choices import Provenance
from tests.browser.letters import code_for, letters_to, text_of
from tests.browser.steps import CURATOR, decide, fill_profile, join, sign_in

pytestmark = pytest.mark.browser

SHEET = Path(settings.BASE_DIR, "catalogue", "data", "actors_sample.csv")
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
    curator, creative, visitor = window(), window(), window()
    sign_in(curator, CURATOR)
    the_curator_imports_the_sheet(curator)
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


def the_curator_imports_the_sheet(page: Page) -> None:
    page.goto("/admin/import/")
    page.set_input_files("input[name=sheet]", SHEET)
    page.fill("input[name=source]", "Mapování 2026")
    page.click("main form button")
    expect(page.locator("main ul strong")).to_have_text(["35", "1", "1", "3"])
    expect(page.locator("input[name=row]:checked")).to_have_count(35)
    page.click("main form button")
    expect(page.locator("main tbody td:first-child a")).to_have_count(35)


def the_creative_joins_and_submits(page: Page) -> None:
    join(page, EMAIL)
    page.locator("main a.btn-primary").click()
    fill_profile(page, summary=OLD_TEXT, **PROFILE)
    page.click("button[name=preview]")
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
    creative.fill("input[name=summary_cs]", BAD_TEXT)
    creative.click("button[name=submit]")
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
    expect(page.locator("input[name=summary_cs]")).to_have_value(BAD_TEXT)
    page.fill("input[name=summary_cs]", NEW_TEXT)
    page.click("button[name=submit]")
    expect(page.locator(".state-submitted")).to_be_visible()


def test_a_member_comes_back_with_a_code_alone(window):
    page = window()
    page.goto("/ucet/login/")
    page.fill("input[name=login]", "hub@example.cz")
    page.click(".entrance form .btn-primary")
    page.fill("input[name=code]", code_for("hub@example.cz"))
    page.click(".entrance form .btn-primary")
    expect(page).to_have_url(f"{window.site}/muj/")
