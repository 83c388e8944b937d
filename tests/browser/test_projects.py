"""Projects, tips and pages of municipalities in a real browser: read, filtered, told, taken up."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.models import Output, Project
from tests.browser.judging import faults, overflow
from tests.browser.steps import CURATOR

pytestmark = pytest.mark.browser
STILL = {"reduced_motion": "reduce"}
PAGES = {
    "projects": "/projekty/",
    "projects with filters": "/projekty/?stav=finished&rok=2022&q=komin",
    "nothing found": "/projekty/?q=xqzw",
    "outputs": "/projekty/vystupy/",
    "project": "/projekty/komin-v-pohybu/",
    "tip": "/projekty/tip/",
    "addition": "/projekty/komin-v-pohybu/doplnit/",
    "municipality": "/obec/dubi/",
    "municipalities": "/obec/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages_have_no_faults(window, path):
    page = window(**STILL)
    page.goto(path)
    assert {"axe": faults(page), "sideways at 320": overflow(page, width=320)} == {"axe": [], "sideways at 320": []}


@pytest.mark.parametrize("code", ["en", "de"])
def test_page_stands_in_the_other_languages(window, code):
    page = window(**STILL)
    page.goto("/projekty/komin-v-pohybu/")
    page.locator(f".site-header .languages a[lang={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)
    names = {"en": "The Moving Chimney", "de": "Schornstein in Bewegung"}
    expect(page.locator("h1")).to_have_text(names[code])
    assert faults(page, widths=(1440,)) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_filters_narrow_the_list(window, scripts):
    page = window(java_script_enabled=scripts)
    page.goto("/projekty/")
    page.check("input[name=stav][value=planned]")
    if not scripts:
        page.locator("main .search button").click()
    expect(page.locator(".chip.is-on")).to_have_count(1)
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"stav=planned"))
    page.locator(".chip.is-on").click()
    expect(page.locator(".card")).to_have_count(8)


def test_visitor_tells_of_a_use_and_a_curator_lets_it_stand(window):
    output = Output.objects.sample().get(title_en="A set of posters to print")
    visitor = window(java_script_enabled=False)
    visitor.goto(output.project.get_absolute_url())
    visitor.locator(f"#vystup-{output.pk} a[href$='/pouzili-jsme/']").click()
    visitor.fill("input[name=title]", "Tiskárna z prohlížeče")
    visitor.wait_for_timeout(2100)  # quicker than anybody types is a robot
    visitor.click("main form .btn-primary")
    visitor.wait_for_url("**/dekujeme/")

    curator = window(CURATOR, **STILL)
    curator.goto("/admin/desk/")
    curator.locator("main a", has_text="Tiskárna z prohlížeče").first.click()
    curator.wait_for_url("**/tip/**")
    assert faults(curator, within="main", widths=(1440,)) == []
    curator.click("main form button[value=accept]")
    curator.wait_for_url("**/admin/desk/**")
    visitor.goto(output.project.get_absolute_url())
    expect(visitor.locator(f"#vystup-{output.pk} .uses")).to_contain_text("Tiskárna z prohlížeče")


def test_tip_becomes_a_project_that_everybody_sees(window):
    curator = window(CURATOR, **STILL)
    curator.goto("/admin/desk/")
    curator.locator("main a", has_text="Ukázkové léto na nádraží").first.click()
    curator.click("main form button[value=accept]")
    expect(curator.locator("input[name=name_cs]")).to_have_value("Ukázkové léto na nádraží")
    project = Project.objects.get(name_cs="Ukázkové léto na nádraží")
    visitor = window()
    assert visitor.goto(project.get_absolute_url()).status == 404
    curator.locator("footer button[aria-haspopup], footer [data-w-dropdown-target=toggle]").first.click()
    curator.locator("button[name=action-publish]").click()
    curator.wait_for_load_state()
    assert visitor.goto(project.get_absolute_url()).status == 200
