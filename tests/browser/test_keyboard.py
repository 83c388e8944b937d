"""The site by keyboard alone, with the focus always in sight."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
MOST_STEPS = 120

# Whether the focused element is drawn as such, itself or (cards) by what is spread over it.
DRAWN = """() => {
  const one = document.activeElement;
  const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
  const isDrawn = styles.some((each) => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2);
  const place = one.getBoundingClientRect();
  return isDrawn && place.width > 0 && place.bottom > 0 && place.top < innerHeight;
}"""
PLACE = "() => document.activeElement.innerText || document.activeElement.name || document.activeElement.tagName"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until ``selector`` has the focus; every step on the way must be visible."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(DRAWN), page.evaluate(PLACE)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_from_the_top_of_the_home_page_to_a_found_profile(window):
    page = window()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    tab_to(page, "#home-search")
    page.keyboard.type("keramiku")
    page.keyboard.press("Enter")
    page.wait_for_url("**/katalog/?q=keramiku")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, ".card a")
    name = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_menu_of_a_phone_opens_closes_and_gives_the_focus_back(window):
    page = window(width=360, height=740)
    page.goto("/")
    button = page.locator("header > .wrap > .menu-button")
    tab_to(page, "header > .wrap > .menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#site-menu")).to_be_visible()
    tab_to(page, ".site-links a")
    page.keyboard.press("Escape")
    expect(page.locator("#site-menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_sheet_of_filters_stays_open_while_one_ticks_and_closes_by_escape(window):
    page = window(width=360, height=740)
    page.goto("/katalog/")
    tab_to(page, ".filter-sheet > summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=odvetvi][value=remesla]")
    page.keyboard.press("Space")
    expect(page.locator(".chip.is-on")).to_have_count(1)
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_focused()
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".filter-sheet > summary")).to_be_focused()
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_hidden()
