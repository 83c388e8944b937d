"""When something goes wrong, nothing typed is lost and the way on is clear."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.letters import code_for
from tests.browser.steps import MEMBER

pytestmark = pytest.mark.browser


def test_a_bad_form_keeps_what_was_typed_and_leads_to_its_fields(window):
    page = window(MEMBER)
    page.goto("/muj/profil/novy/")
    page.fill("input[name=name]", "Bára Nedokončená")
    page.select_option("select[name=form]", "studio")
    page.click("main form .btn-primary")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("input[name=name]")).to_have_value("Bára Nedokončená")
    expect(page.locator("select[name=form]")).to_have_value("studio")
    links = page.locator(".error-summary a")
    wrong = ["municipality", "main_discipline"]
    expect(links).to_have_count(len(wrong))
    for name in wrong:
        field = page.locator(f"[name={name}]")
        page.locator(f".error-summary a[href='#{field.get_attribute('id')}']").click()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")


def test_a_wrong_code_is_told_and_the_right_one_still_lets_in(window):
    page = window()
    page.goto("/ucet/signup/")
    page.fill("input[name=email]", "preklep@example.cz")
    page.click(".entrance form .btn-primary")
    page.fill("input[name=code]", "AAAAAA")
    page.click(".entrance form .btn-primary")
    expect(page.locator(".error-summary")).to_be_focused()
    page.fill("input[name=code]", code_for("preklep@example.cz"))
    page.click(".entrance form .btn-primary")
    expect(page.locator("input[name=terms]")).to_be_visible()


def test_an_expired_form_says_what_to_do(window):
    page = window()
    page.goto("/ucet/signup/")
    page.context.clear_cookies()
    page.fill("input[name=email]", "pozde@example.cz")
    page.click(".entrance form .btn-primary")
    page.locator("main .btn").click()
    expect(page).to_have_url(f"{window.site}/ucet/signup/")
    expect(page.locator("input[name=email]")).to_be_visible()


def test_a_page_that_is_not_there_leads_on(window):
    page = window()
    answer = page.goto("/katalog/neni-tu/")
    assert answer.status == 404
    page.locator("main a", has_text="katalog").click()
    expect(page).to_have_url(re.compile(r"/katalog/$"))


def test_a_draft_is_not_there_for_strangers(window):
    page = window()
    assert page.goto("/muj/profil/1/").url.endswith("/ucet/login/?next=/muj/profil/1/")
