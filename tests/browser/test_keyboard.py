"""The site by keyboard alone, with the focus always in sight."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person

pytestmark = pytest.mark.browser


def test_from_the_top_of_the_home_page_to_a_found_profile(window):
    page = window()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    Person(page).tab_to("#home-search")
    page.keyboard.type("keramiku")
    page.keyboard.press("Enter")
    page.wait_for_url("**/katalog/?q=keramiku")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    Person(page).tab_to(".card a")
    name = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_menu_of_a_phone_opens_closes_and_gives_the_focus_back(window):
    page = window(width=360, height=740)
    page.goto("/")
    button = page.locator("header > .wrap > .menu-button")
    Person(page).tab_to("header > .wrap > .menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#site-menu")).to_be_visible()
    Person(page).tab_to(".site-links a")
    page.keyboard.press("Escape")
    expect(page.locator("#site-menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_sheet_of_filters_stays_open_while_one_ticks_and_closes_by_escape(window):
    page = window(width=360, height=740)
    page.goto("/katalog/")
    Person(page).tab_to(".filter-sheet > summary")
    page.keyboard.press("Enter")
    Person(page).tab_to("input[name=odvetvi][value=remesla]")
    page.keyboard.press("Space")
    expect(page.locator(".chip.is-on")).to_have_count(1)
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_focused()
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".filter-sheet > summary")).to_be_focused()
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_hidden()
