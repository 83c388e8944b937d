"""The search box suggests while one types, by keyboard alone, and stays a plain form without its script."""

import pytest
from playwright.sync_api import expect

from tests.browser.judging import overflow, violations

pytestmark = pytest.mark.browser
BOX = "#search-q"
OPTIONS = "[role=option]"


@pytest.fixture
def typed(window):
    page = window()
    page.goto("/hledat/")
    page.focus(BOX)
    page.keyboard.type("kera")
    expect(page.locator(OPTIONS).first).to_be_visible()
    return page


def active(page) -> str:
    return page.locator(f"#{page.locator(BOX).get_attribute('aria-activedescendant')}").inner_text()


def test_arrows_choose_and_enter_goes_there(typed):
    box = typed.locator(BOX)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_be_focused()
    typed.keyboard.press("ArrowDown")
    expect(typed.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    typed.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    typed.keyboard.press("ArrowUp")
    expect(typed.locator(OPTIONS).last).to_have_attribute("aria-selected", "true")
    assert active(typed) == typed.locator(OPTIONS).last.inner_text()
    address = typed.locator(OPTIONS).last.get_attribute("href")
    typed.keyboard.press("Enter")
    typed.wait_for_url(f"**{address}")


def test_escape_closes_and_keeps_what_was_typed_and_enter_asks(typed):
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("Escape")
    expect(typed.locator(OPTIONS).first).to_be_hidden()
    expect(typed.locator(BOX)).to_have_value("kera")
    typed.keyboard.press("ArrowDown")
    expect(typed.locator(OPTIONS).first).to_be_visible()
    typed.keyboard.press("Enter")
    typed.wait_for_url("**/hledat/?q=kera")
    expect(typed.locator(".search-result mark").first).to_be_visible()


def test_tab_leaves_the_box_and_closes_the_list(typed):
    typed.keyboard.press("Tab")
    expect(typed.locator(OPTIONS).first).to_be_hidden()
    expect(typed.locator(BOX)).to_have_attribute("aria-expanded", "false")


def test_open_list_and_results_please_axe_and_fit_a_phone(typed):
    typed.keyboard.press("ArrowDown")
    assert violations(typed) == []
    assert overflow(typed, width=320) == []
    typed.goto("/hledat/?q=keramika")
    assert violations(typed) == []
    assert overflow(typed, width=320) == []


def test_box_is_a_form_without_its_script(window):
    page = window(java_script_enabled=False)
    page.goto("/")
    page.click(".site-search-button")
    page.fill("#site-search", "keramika")
    page.press("#site-search", "Enter")
    page.wait_for_url("**/hledat/?q=keramika")


def test_header_opens_the_box_and_suggests_there(window):
    page = window()
    page.goto("/katalog/")
    page.click(".site-search-button")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("kera")
    expect(page.locator("#site-search-panel [role=option]").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#site-search-panel [role=option]").first).to_be_hidden()
    expect(page.locator("#site-search")).to_have_value("kera")
    page.keyboard.press("Escape")  # of the browser's own: it empties the field
    page.keyboard.press("Escape")
    expect(page.locator("#site-search")).to_be_hidden()
