"""Browsing the catalogue, with scripts and without."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def number(page: Page) -> int:
    """Return how many profiles the page says it has found."""
    return int(re.search(r"\d+", page.locator(".bar-count").inner_text())[0])


def tick(page: Page, parameter: str, value: str) -> int:
    """Tick a box of a filter, wait for its chip and return the count that stood beside it."""
    box = page.locator(f"input[name={parameter}][value={value}]")
    count = int(box.locator("xpath=..").locator(".count").inner_text())
    chips = page.locator(".chip.is-on").count()
    box.check()
    expect(page.locator(".chip.is-on")).to_have_count(chips + 1)
    return count


def mark(page: Page) -> None:
    """Leave a mark that only a load of the whole page wipes away."""
    page.evaluate("document.body.dataset.mark = 'same page'")


def expect_same_page(page: Page) -> None:
    assert page.evaluate("document.body.dataset.mark") == "same page"


def test_a_filter_updates_list_counts_and_address_in_place(window):
    page = window()
    page.goto("/katalog/")
    mark(page)
    everybody = number(page)
    crafts = tick(page, "odvetvi", "remesla")
    assert number(page) == crafts < everybody
    both = tick(page, "okres", "teplice")
    assert number(page) == both == page.locator(".card").count() <= crafts
    expect(page.locator("input[name=okres][value=teplice]")).to_be_focused()
    expect_same_page(page)
    assert parse_qs(urlsplit(page.url).query) == {"odvetvi": ["remesla"], "okres": ["teplice"]}

    shared = window()
    shared.goto(page.url)
    assert shared.locator(".card-title").all_inner_texts() == page.locator(".card-title").all_inner_texts()
    assert number(shared) == both

    page.go_back()
    expect(page.locator(".chip.is-on")).to_have_count(1)
    assert number(page) == crafts
    expect(page.locator("input[name=okres][value=teplice]")).not_to_be_checked()
    page.locator(".chip.is-on").click()
    expect(page.locator(".chip.is-on")).to_have_count(0)
    assert number(page) == everybody


def test_typing_searches_after_a_pause_and_keeps_the_caret(window):
    page = window()
    page.goto("/katalog/")
    mark(page)
    everybody = number(page)
    page.locator("#catalogue-search").press_sequentially("porcelanu", delay=20)
    expect(page.locator(".bar-count")).not_to_have_text(re.compile(rf"^\s*{everybody}\b"))
    expect(page.get_by_role("link", name="Dílna Pod Komínem")).to_be_visible()
    expect(page.locator("#catalogue-search")).to_be_focused()
    page.press("#catalogue-search", "ArrowLeft")
    page.press("#catalogue-search", "Backspace")
    page.wait_for_url("**q=porcelau*")
    expect(page.locator("#catalogue-search")).to_be_focused()
    caret = page.locator("#catalogue-search").evaluate("box => box.selectionStart")
    assert caret == len("porcela")
    expect_same_page(page)


def test_a_slip_gets_a_suggestion_and_nonsense_a_way_on(window):
    page = window()
    page.goto("/katalog/?q=keramyka")
    expect(page.locator(".empty")).to_be_visible()
    page.locator(".empty p a").click()
    expect(page.locator(".card")).not_to_have_count(0)
    page.goto("/katalog/?q=xqzwxqzw")
    expect(page.locator(".card")).to_have_count(0)
    page.locator(".empty .btn").click()
    expect(page).to_have_url(re.compile(r"/katalog/$"))
    expect(page.locator(".card")).not_to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_pages_of_the_list_lead_through_everybody(window, scripts):
    page = window(java_script_enabled=scripts)
    page.goto("/katalog/")
    names = page.locator(".card-title").all_inner_texts()
    everybody = number(page)
    while page.locator(".pagination [aria-current]").count() and len(names) < everybody:
        following = int(re.search(r"\d+$", page.locator(".pagination [aria-current]").inner_text())[0]) + 1
        page.locator(".pagination a", has_text=re.compile(rf"\b{following}$")).click()
        page.wait_for_url(re.compile(rf"strana={following}|page={following}"))
        names += page.locator(".card-title").all_inner_texts()
    assert len(names) == len(set(names)) == everybody


def test_filters_search_and_chips_without_scripts(window):
    page = window(java_script_enabled=False)
    page.goto("/katalog/")
    everybody = number(page)
    page.check("input[name=odvetvi][value=remesla]")
    page.locator("main .search button").click()
    expect(page.locator(".chip.is-on")).to_have_count(1)
    crafts = number(page)
    page.fill("#catalogue-search", "Dubi")
    page.press("#catalogue-search", "Enter")
    expect(page.locator("#catalogue-search")).to_have_value("Dubi")
    expect(page.get_by_role("link", name="Dílna Pod Komínem")).to_be_visible()
    assert number(page) < crafts < everybody
    page.locator(".chip.is-on").click()
    expect(page.locator(".chip.is-on")).to_have_count(0)
    expect(page.locator("#catalogue-search")).to_have_value("Dubi")


def test_the_sheet_of_filters_works_on_a_phone_without_scripts(window):
    page = window(width=360, height=740, java_script_enabled=False)
    page.goto("/katalog/")
    page.locator(".filter-sheet > summary").click()
    page.check("input[name=odvetvi][value=remesla]")
    page.locator(".filter-apply button").click()
    expect(page.locator(".chip.is-on")).to_have_count(1)
