"""The map of the catalogue: it comes by itself, follows the filters, tells names; and all works without it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judging import faults, overflow
from tests.browser.test_browsing import expect_same_page, mark, number, tick

pytestmark = pytest.mark.browser
STILL = {"reduced_motion": "reduce"}
LIVE = "[data-kko-shown]"
DRAWN = """() => [...document.querySelectorAll(".map-mark")]
  .reduce((sum, one) => sum + (Number(one.textContent.replace(/\\D/g, "")) || 1), 0)"""


def open_map(page: Page, query: str = "") -> None:
    page.goto(f"/katalog/mapa/{query}")
    page.locator("[data-kko-map-stage]").scroll_into_view_if_needed()
    expect(page.locator(LIVE)).to_be_visible()


def expect_drawn(page: Page, people: int) -> None:
    """Wait until the squares in sight add up to so many."""
    for _attempt in range(100):
        if page.evaluate(DRAWN) == people:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(DRAWN) == people


def test_squares_add_up_to_everybody_and_follow_the_filters_in_place(window):
    page = window(**STILL)
    open_map(page)
    mark(page)
    expect_drawn(page, number(page))
    crafts = tick(page, "odvetvi", "remesla")
    assert number(page) == crafts
    expect_drawn(page, crafts)
    expect(page.locator("input[name=odvetvi][value=remesla]")).to_be_focused()
    expect_same_page(page)
    assert parse_qs(urlsplit(page.url).query) == {"odvetvi": ["remesla"]}
    page.locator(".chip.is-on").click()
    expect_drawn(page, number(page))


def test_going_back_brings_the_points_back(window):
    page = window(**STILL)
    open_map(page)
    everybody = number(page)
    crafts = tick(page, "odvetvi", "remesla")
    expect_drawn(page, crafts)
    page.go_back()
    expect(page.locator(".chip.is-on")).to_have_count(0)
    expect_drawn(page, everybody)
    page.go_forward()
    expect(page.locator(".chip.is-on")).to_have_count(1)
    expect_drawn(page, crafts)


def test_a_point_tells_its_name_and_leads_to_the_profile(window):
    page = window(**STILL)
    open_map(page, "?q=porcelanu")
    page.locator(".map-one span").first.click()
    name = page.locator(".map-card-name").first
    expect(name).to_be_visible()
    words = name.inner_text()
    name.click()
    page.wait_for_url(re.compile(r"/katalog/(?!mapa)[\w-]+/$"))
    expect(page.locator("h1")).to_have_text(words)


def test_a_square_opens_by_coming_nearer_and_one_place_tells_all_its_names(window):
    page = window(**STILL)
    open_map(page)
    for _step in range(12):
        if page.locator(".map-several span").count():
            break
        page.locator(".map-cluster span").first.click()
    several = page.locator(".map-several span").first
    people = int(several.inner_text())
    several.click()
    expect(page.locator(".map-card-name")).to_have_count(people)


def test_the_map_has_the_keys_of_its_library_and_the_table_is_links(window):
    page = window(**STILL)
    open_map(page)
    page.locator(LIVE).focus()
    before = page.locator(".map-mark").count()
    for _step in range(4):
        page.keyboard.press("+")
    expect(page.locator(".map-mark")).not_to_have_count(before)
    row = page.locator(".map-table tbody tr").first
    people = int(row.locator("td").inner_text())
    row.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/katalog/\?obec="))
    assert number(page) == people


def test_the_switch_keeps_the_question(window):
    page = window(**STILL)
    page.goto("/katalog/")
    crafts = tick(page, "odvetvi", "remesla")
    page.locator(".view-switch a:not([aria-current])").click()
    page.wait_for_url("**/katalog/mapa/?odvetvi=remesla")
    assert number(page) == crafts
    page.locator(".view-switch a:not([aria-current])").click()
    page.wait_for_url("**/katalog/?odvetvi=remesla")


def test_nothing_found_keeps_the_map_and_a_way_on(window):
    page = window(**STILL)
    open_map(page)
    page.fill("#catalogue-search", "xqzwxqzw")
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".map-mark")).to_have_count(0)
    page.fill("#catalogue-search", "")
    expect(page.locator(".empty")).to_have_count(0)
    expect_drawn(page, number(page))


def test_the_map_comes_only_when_its_place_comes_into_view(window):
    page = window(width=360, height=200, **STILL)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/katalog/mapa/", wait_until="networkidle")
    assert [url for url in asked if re.search("leaflet|supercluster|body.json|podklad", url)] == []
    page.locator("[data-kko-map-stage]").scroll_into_view_if_needed()
    expect(page.locator(LIVE)).to_be_visible()
    assert page.context.cookies() == []


def test_nothing_moves_when_the_map_comes(window):
    page = window(**STILL)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => {"
        "if (!one.hadRecentInput) window.shift += one.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    open_map(page)
    assert page.evaluate("window.shift") < 0.01


def test_without_scripts_facets_and_table_lead_to_the_list(window):
    page = window(java_script_enabled=False)
    page.goto("/katalog/mapa/?odvetvi=remesla")
    expect(page.locator(".facet-drawing")).to_be_visible()
    page.locator(".facet-drawing a").first.click(force=True)
    page.wait_for_url(re.compile(r"/katalog/\?odvetvi=remesla&obec="))
    assert number(page) >= 1


def test_what_does_not_load_leaves_the_facets(window):
    page = window(**STILL)
    page.route("**/leaflet/*.js", lambda route: route.abort())
    page.goto("/katalog/mapa/", wait_until="networkidle")
    expect(page.locator(".facet-drawing")).to_be_visible()
    expect(page.locator("[data-kko-map]")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?odvetvi=remesla&okres=teplice", "?q=xqzwxqzw"])
def test_map_has_no_faults(window, query):
    page = window(**STILL)
    open_map(page, query)
    found = {"axe": faults(page), "sideways at 320": overflow(page, width=320)}
    assert found == {"axe": [], "sideways at 320": []}


def test_a_popup_has_no_faults(window):
    page = window(**STILL)
    open_map(page, "?q=porcelanu")
    page.locator(".map-one span, .map-several span").first.click()
    expect(page.locator(".map-card")).to_be_visible()
    assert faults(page, within="main", widths=(1280,)) == []
