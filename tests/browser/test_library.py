"""The library in a real browser: its pages are clean, its filters work with and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judging import faults, overflow

pytestmark = pytest.mark.browser
STILL = {"reduced_motion": "reduce"}
PAGES = {
    "front": "/znalosti/",
    "front with filters": "/znalosti/?zeme=DE&tema=site",
    "front with nothing found": "/znalosti/?zeme=AT&stavba=dul",
    "case study": "/znalosti/sheffield-ciq/",
    "case study in German": "/de/wissen/linz-tabakfabrik/",
    "guide": "/znalosti/kreativni-voucher/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages_are_clean(window, path, scheme):
    page = window(**STILL, color_scheme=scheme)
    page.goto(path)
    assert {"axe": faults(page), "sideways at 320": overflow(page, width=320)} == {"axe": [], "sideways at 320": []}


def test_literature_and_comparison_are_clean(window):
    page = window(**STILL)
    for path in ("/znalosti/literatura/", "/znalosti/srovnani/?a=linz-tabakfabrik&b=sheffield-ciq"):
        page.goto(path)
        assert {"axe": faults(page), "sideways": overflow(page, width=320)} == {"axe": [], "sideways": []}


def found(page: Page) -> list[str]:
    return page.locator(".study-list .card-title").all_inner_texts()


def test_a_tick_filters_in_place_and_the_back_button_takes_it_back(window):
    page = window()
    page.goto("/znalosti/")
    page.locator('input[name="zeme"][value="AT"]').check()
    expect(page.locator(".study-list .card-title")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/znalosti/\?zeme=AT$"))
    expect(page.locator('input[name="zeme"][value="AT"]')).to_be_checked()
    page.go_back()
    expect(page.locator(".study-list .card-title")).to_have_count(12)


def test_filters_and_comparison_work_on_a_phone_without_a_script(window):
    page = window(width=360, height=740, java_script_enabled=False)
    page.goto("/znalosti/")
    page.locator(".filter-sheet summary").click()
    page.locator('input[name="stavba"][value="lazne"]').check()
    page.locator(".filter-apply button").click()
    assert found(page) == ["La Piscine"]
    page.locator(".study-list a").click()
    page.locator('a[href*="?a=roubaix-la-piscine"]').click()
    page.select_option("#side-b", "linz-tabakfabrik")
    page.locator(".comparison-form button").click()
    assert page.locator(".comparison thead th").all_inner_texts() == ["La Piscine", "Tabakfabrik"]
    first, second = (page.locator(".comparison thead th").nth(at).bounding_box() for at in (0, 1))
    assert second["x"] + second["width"] <= 360
    assert first["width"] > 120
