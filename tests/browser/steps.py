"""What people do on the site, as steps that several journeys share."""

from playwright.sync_api import Page

from kko.accounts.sample import PASSWORD
from tests.browser.letters import code_for

CURATOR = "kurator@example.cz"
MEMBER = "tvurce@example.cz"
SAVE = "main form .btn-primary"
LEAVE = "button[name=leave]"


def sign_in(page: Page, email: str) -> None:
    """Sign in by the form, with the password of the sample."""
    page.goto("/ucet/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".entrance form .btn-primary")
    page.wait_for_url("**/muj/")


def join(page: Page, email: str) -> None:
    """Join by the code in the letter, and agree to the terms."""
    page.goto("/ucet/signup/")
    page.fill("input[name=email]", email)
    page.click(".entrance form .btn-primary")
    page.fill("input[name=code]", code_for(email))
    page.click(".entrance form .btn-primary")
    page.wait_for_url("**/muj/souhlas/**")
    page.check("input[name=terms]")
    page.click("main form .btn-primary")
    page.wait_for_url("**/muj/")


def fill_profile(page: Page, *, name: str, place: str, discipline: str, summary: str, text: str) -> None:
    """Begin a profile and write its second step; place and discipline by the labels of their options."""
    page.goto("/muj/profil/novy/")
    page.fill("input[name=name]", name)
    page.select_option("select[name=municipality]", label=place)
    page.select_option("select[name=main_discipline]", label=discipline)
    page.click(SAVE)
    page.wait_for_url("**/co/")
    page.fill("input[name=summary_cs]", summary)
    page.fill("textarea[name=text_cs]", text)
    page.click(SAVE)
    page.wait_for_url("**/kde/")


def send(page: Page) -> None:
    """Go from any step to the last one and send the profile for approval."""
    page.locator("a[href$='/kontrola/']").last.click()
    page.wait_for_url("**/kontrola/")
    page.click("main form .btn-primary")
    page.wait_for_url("**/muj/")


def decide(page: Page, name: str, verdict: str, note: str = "") -> None:
    """Open the desk, open the thing by its name, and give the verdict: approve, return or decline."""
    page.goto("/admin/desk/")
    page.get_by_role("link", name=name, exact=True).click()
    page.fill("textarea[name=note]", note)
    page.click(f"button[name=verdict][value={verdict}]")
    page.wait_for_url("**/admin/desk/")
