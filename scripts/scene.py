"""What the sample lacks before the site is photographed: things that wait, a list, a talk half written down."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page

from scripts.shots import CURATOR, EDITOR, FIELDWORKER, MEMBER, SHEET

PROFILE = {
    "name": "Dílna Modrý cibulák",
    "summary_cs": "Točím hrnky z dubské hlíny a učím to i děti.",
    "text_cs": "Dílna je v podkroví bývalé školy. Vypaluji jednou týdně, na zakázku i do malých obchodů v kraji.",
}
CHOSEN = {"municipality": "Dubí", "main_discipline": "Keramika"}
# What editors plan: words that find the article, days from now, the button pressed.
PLANNED = (("Essen", 3, "action-publish"), ("Linec", 6, ""), ("výzva", 0, "action-submit"))
SOUGHT = ("zvukař", "grafik na plakát", "letní kino", "keramika")
LISTED = ("cirkus-sklopka", "casopis-krajnice", "atelier-prepeclivy")


def set_scene(sign_in: Callable[[str], Page]) -> None:
    """Act as those who are photographed; ``sign_in`` gives a page of the one whose name it is told."""
    member = sign_in(MEMBER)
    write_profile(member)
    for slug in LISTED:
        member.goto(f"/vyber/pridat/{slug}/")
        member.locator("main form .btn-primary").click()
        member.wait_for_load_state()
    bring_sheet(sign_in(CURATOR))
    editor = sign_in(EDITOR)
    for words, days, button in PLANNED:
        plan_article(editor, words, days, button)
    for words in SOUGHT * 2:  # what was sought once only is not shown
        editor.goto(f"/hledat/?q={words}")
    begin_interview(sign_in(FIELDWORKER))


def write_profile(page: Page) -> None:
    """Go through the steps that matter and send the profile for approval."""
    page.goto("/muj/profil/novy/")
    page.fill("[name=name]", PROFILE["name"])
    for name, label in CHOSEN.items():
        option = page.locator(f"select[name={name}] option", has_text=label).first
        page.select_option(f"select[name={name}]", value=option.get_attribute("value"))
    page.click("main form .btn-primary")
    page.wait_for_url("**/co/")
    for name in ("summary_cs", "text_cs"):
        page.fill(f"[name={name}]", PROFILE[name])
    page.click("main form .btn-primary")
    page.wait_for_url("**/kde/")
    page.locator("a[href$='/kontrola/']").last.click()
    page.click("main form .btn-primary")
    page.wait_for_url("**/muj/")


def bring_sheet(page: Page) -> None:
    """Bring a sheet from the field as far as its verdicts."""
    page.goto("/admin/import/")
    sheet = {"name": "mapovani-podzim.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    page.set_input_files("main input[type=file]", sheet)
    for each in page.locator("main form input[type=text]").all():
        each.fill("Mapování v terénu, podzim 2026")
    page.click("main form button.button")
    page.click("main form:has(input[value=map]) button.button")
    page.wait_for_selector(".kko-tally")


def plan_article(page: Page, words: str, days: int, button: str) -> None:
    """Plan the article for a day and press the button of the editor: to publish, to have it read, else to save."""
    page.goto(f"/admin/pages/search/?q={words}")
    page.goto(page.locator("main .title-wrapper a").first.get_attribute("href"))
    if days:
        day = date.today() + timedelta(days)
        page.eval_on_selector("[name=go_live_at]", "(field, day) => { field.value = day; }", f"{day} 09:00")
    wanted = f"[name={button}]" if button else ".action-save"
    with page.expect_navigation():
        page.eval_on_selector(wanted, "(one) => one.form.requestSubmit(one)")


def begin_interview(page: Page) -> None:
    page.goto("/muj/mapovani/")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_load_state()
