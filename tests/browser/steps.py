"""What people do on the site, as steps that several journeys share."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import expect

from kko.accounts.sample import PASSWORD
from tests.browser.letters import code_for
from tests.browser.people import Person

CURATOR = "kurator@example.cz"
MEMBER = "tvurce@example.cz"
SHEET = Path(settings.BASE_DIR, "catalogue", "data", "actors_sample.csv")
VERDICTS = {"new": "35", "duplicate": "1", "undecided": "1", "refused": "3"}  # as the notes in the sheet say
ENTER = ".entrance form .btn-primary"
SAVE = "main form .btn-primary"
LEAVE = "button[name=leave]"


def sign_in(person: Person, email: str) -> None:
    """Sign in by the form, with the password of the sample."""
    person.go("account_login")
    person.fill("input[name=login]", email)
    person.fill("input[name=password]", PASSWORD)
    person.press(ENTER)
    person.arrives("accounts:overview")


def join(person: Person, email: str) -> None:
    """Join by the code in the letter, and agree to the terms."""
    person.go("account_signup")
    person.fill("input[name=email]", email)
    person.press(ENTER)
    person.arrives("account_email_verification_sent")
    person.fill("input[name=code]", code_for(email))
    person.press(ENTER)
    person.page.wait_for_url(f"**{person.address('accounts:consent')}**")
    person.tick("input[name=terms]")
    person.press(SAVE)
    person.arrives("accounts:overview")


def fill_profile(person: Person, *, name: str, place: str, discipline: str, summary: str, text: str) -> None:
    """Begin a profile and write its second step; place and discipline by how their options begin."""
    page = person.page
    person.go("catalogue:create")
    person.fill("input[name=name]", name)
    person.choose("select[name=municipality]", place)
    person.choose("select[name=main_discipline]", discipline)
    person.press("main form .btn-primary")
    page.wait_for_url(f"**{end_of(person, 'what')}")
    person.fill("input[name=summary_cs]", summary)
    person.fill("textarea[name=text_cs]", text)
    person.press("main form .btn-primary")
    page.wait_for_url(f"**{end_of(person, 'where')}")


def send(person: Person) -> None:
    """Go from any step to the last one and send the profile for approval."""
    last = end_of(person, "finish")
    person.press(f"main a[href$='{last}']")
    person.page.wait_for_url(f"**{last}")
    person.press(SAVE)
    person.arrives("accounts:overview")


def end_of(person: Person, step: str) -> str:
    """Return how the address of a step ends in the person's language."""
    return "/" + person.address(f"catalogue:step_{step}", 1).split("/1/")[1]


def decide(person: Person, name: str, verdict: str, note: str = "") -> None:
    """Open the desk, open the thing by its name, and give the verdict: approve, return, decline or grant."""
    person.go("desk")
    person.press("main td a", name)
    if note:
        person.fill("textarea[name=note]", note)
    person.press(f"button[name=verdict][value={verdict}]")
    person.page.wait_for_url("**/admin/desk/")


def import_the_sample(person: Person) -> None:
    """Read the sheet of the sample, meet the verdicts that its notes announce, and import what is ticked."""
    page = person.page
    person.go("import_batches")
    person.attach("input[name=sheet]", SHEET)
    person.fill("input[name=source]", "Mapování 2026")
    person.press("main form button")
    person.press("main form:has(input[value=map]) button")
    expect(page.locator(".kko-tally a[href*=verdict]")).to_have_count(len(VERDICTS))
    for verdict, number in VERDICTS.items():
        expect(page.locator(f".kko-tally a[href='?verdict={verdict}'] strong")).to_have_text(number)
    assert page.locator("main tbody tr").count() == 40
    assert page.locator("main tbody input[type=checkbox]:checked").count() == 35
    person.press("button[name=action][value=import]")
    expect(page.locator("main tbody td:first-child a")).to_have_count(35, timeout=30_000)
