"""English and German: the catalogue, joining up to the code, and the way between languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.letters import code_for

pytestmark = pytest.mark.browser
HEADINGS = {"cs": "Katalog", "en": "Catalogue", "de": "Katalog"}
CODE_HEADINGS = {"en": "Enter the code", "de": "Code eingeben"}
JOIN = {"en": "/en/account/signup/", "de": "/de/konto/signup/"}


def switch_to(page, language: str) -> None:
    page.locator(f"header .languages a[hreflang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_the_switch_keeps_the_page_and_its_filters(window):
    page = window()
    page.goto("/katalog/?odvetvi=remesla&q=Dubi")
    found = page.locator(".card-title").all_inner_texts()
    for language in ("en", "de", "cs"):
        switch_to(page, language)
        assert page.url.endswith("?odvetvi=remesla&q=Dubi")
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[language])
        assert page.locator(".card-title").all_inner_texts() == found


def test_the_switch_keeps_the_profile(window):
    page = window()
    page.goto("/katalog/?q=porcelan")
    page.locator(".card a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    addresses = set()
    for language in ("de", "en", "cs"):
        switch_to(page, language)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        addresses.add(page.url)
    assert len(addresses) == 3


@pytest.mark.parametrize("language", ["en", "de"])
def test_joining_up_to_the_code(window, language):
    page = window(locale=language)
    page.goto(JOIN[language])
    page.fill("input[name=email]", f"guest.{language}@example.org")
    page.click(".entrance form .btn-primary")
    expect(page.locator("h1")).to_have_text(CODE_HEADINGS[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.fill("input[name=code]", code_for(f"guest.{language}@example.org"))
    page.click(".entrance form .btn-primary")
    page.check("input[name=terms]")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.click("main form .btn-primary")
    expect(page.locator(".account")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
