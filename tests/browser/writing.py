"""How people work in the editor of articles: one step for each block of the body, then review and schedule."""

import re
from collections.abc import Callable
from datetime import datetime

import time_machine
from django.utils.translation import override
from playwright.sync_api import FrameLocator, Locator, Page, expect
from wagtail.models import Page as WagtailPage

from kko.slots import fillings
from magazine.blocks import ArticleBody
from tests.browser.windows import PATIENCE

SLOW = PATIENCE  # a save draws the whole form anew
BODY = "[data-contentpath=body]"
WRITABLE = ".public-DraftEditor-content"
PASTE = """(one, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Hlína se pálí.");
  one.focus();
  one.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


class Writer:
    """Somebody at the form of an article that has ``count`` blocks; more are added at the end, by the picker."""

    def __init__(self, page: Page, count: int = 0) -> None:
        self.page, self.count = page, count

    def add(self, name: str) -> "Block":
        """Add a block of this kind through the picker."""
        with override("cs"):
            label = str(ArticleBody().child_blocks[name].label)
        self.page.locator(f"{BODY} button.c-sf-add-button:not([data-streamfield-list-add])").last.click()
        picker = self.page.locator(".w-combobox")
        picker.locator("input").fill(label)
        picker.get_by_text(label, exact=True).first.click()
        at, self.count = self.count, self.count + 1
        expect(self.page.locator(f"input[name=body-{at}-type]")).to_have_value(name, timeout=SLOW)
        return Block(self.page, f"body-{at}-value")


class Block:
    """One block of the form, by the beginning of the names of its fields."""

    def __init__(self, page: Page, prefix: str) -> None:
        self.page, self.prefix = page, prefix

    def fill(self, **values: str) -> "Block":
        for name, text in values.items():
            self.page.locator(f"[name='{self.prefix}-{name.replace('__', '-')}']").fill(text)
        return self

    def select(self, name: str, value: str) -> "Block":
        self.page.locator(f"[name='{self.prefix}-{name}']").select_option(value)
        return self

    def write(self, text: str, name: str = "") -> "Block":
        self.editor(name).click()
        self.page.keyboard.type(text)
        return self.holds(text, name)

    def holds(self, text: str, name: str = "") -> "Block":
        """Wait until the form has what was written; Draftail hands it over a moment later."""
        field = self.page.locator(f"[name='{self.prefix}{f'-{name}' if name else ''}']")
        expect(field).to_have_value(re.compile(re.escape(text)))
        return self

    def paste(self, html: str) -> "Block":
        """Paste as a browser does, with this on the clipboard."""
        self.editor("").evaluate(PASTE, html)
        return self

    def editor(self, name: str) -> Locator:
        field = self.page.locator(f"[name='{self.prefix}{f'-{name}' if name else ''}']")
        return field.locator("xpath=..").locator(WRITABLE)

    def another(self, name: str) -> "Block":
        """Add one more to a list in the block."""
        field = self.page.locator(f"[name='{self.prefix}-{name}-count']").locator("xpath=..")
        number = int(field.locator(f"[name='{self.prefix}-{name}-count']").input_value())
        # By the keyboard: a press of the mouse was lost once, perhaps since the form moves while it saves itself.
        field.locator("[data-streamfield-list-add]").last.press("Enter")
        expect(field.locator(f"[name='{self.prefix}-{name}-{number}-order']")).to_be_attached(timeout=SLOW)
        return self

    def pick(self, name: str = "") -> "Block":
        """Choose the first thing that the chooser offers."""
        target = f"{self.prefix}{f'-{name}' if name else ''}"
        field = self.page.locator(f"[name='{target}']")
        field.locator("xpath=..").locator("[data-chooser-action-choose]").first.press("Enter")
        dialog = self.page.locator(".modal-body")
        dialog.locator("a[data-chooser-modal-choice], a[data-chooser-modal-choice] *, td a").first.click()
        expect(field).not_to_have_value("")
        expect(dialog).to_have_count(0)
        return self


def _gallery(block: Block) -> None:
    block.another("pictures")
    for at in (0, 1):
        block.pick(f"pictures-{at}-value-image").fill(**{f"pictures__{at}__value__alt_text": "Pec zblízka"})


def _timeline(block: Block) -> None:
    block.fill(title="Život pece").another("points")
    for at, (when, what) in enumerate([("1898", "Stavba pece"), ("2024", "Pec znovu hoří")]):
        block.fill(**{f"points__{at}__value__when": when, f"points__{at}__value__title": what})


def _places(block: Block) -> None:
    block.fill(title="Kde to je").select("places-0-value-municipality", "567507")


# What to do with each block, and a word that the public page then shows.
STEPS: dict[str, tuple[Callable[[Block], object], str]] = {
    "text": (lambda one: one.write("Pec má paměť."), "Pec má paměť."),
    "quote": (lambda one: one.fill(words="Kdo pálí, nespěchá.", who="Hlína"), "Kdo pálí, nespěchá."),
    "question": (lambda one: one.fill(question="Proč pec?").write("Protože hřeje.", "answer"), "Protože hřeje."),
    "box": (lambda one: one.fill(title="Stranou věci").write("Šamot je hlína.", "text"), "Šamot je hlína."),
    "picture": (lambda one: one.pick("image").fill(alt_text="Pec", caption="Pec zvenku"), "Pec zvenku"),
    "gallery": (_gallery, "Pec zblízka"),
    "media": (lambda one: one.fill(title="Záznam z pece", url="https://vimeo.com/123456789"), "Záznam z pece"),
    "numbers": (lambda one: one.fill(numbers__0__value__number="354", numbers__0__value__label="obcí"), "obcí"),
    "chart": (lambda one: one.fill(title="Dílny v kraji", table="Obor\tDílny\nSklo\t12"), "Dílny v kraji"),
    "timeline": (_timeline, "Pec znovu hoří"),
    "places": (_places, "Kde to je"),
    "downloads": (lambda one: one.fill(title="Ke stažení").pick("files-0-value-document"), "Ke stažení"),
    "call_to_action": (
        lambda one: one.fill(title="Přidejte se", label="Do katalogu", url="/katalog/"),
        "Do katalogu",
    ),
    "profile": (lambda one: one.pick(), "record-title"),
    "project": (lambda one: one.pick(), "record-title"),
}


def shows_every_block(page: Page | FrameLocator, *, but: str = "") -> None:
    """Each block stands there with its word; ``but`` names one that was left out."""
    shown = {name: page.locator(f".block-{name}").first.inner_html() for name in STEPS if name != but}
    assert {name: word for name, (_fill, word) in STEPS.items() if name in shown and word not in shown[name]} == {}


# --- From draft to publication -------------------------------------------------------------------


def opened(page: Page, article: WagtailPage) -> Page:
    """Open the form of the page."""
    page.goto(f"/admin/pages/{article.pk}/edit/")
    return page


def pressed(page: Page, action: str) -> None:
    """Press one of the buttons that save the page; they stand in a menu at the bottom, which may be closed."""
    with page.expect_navigation(timeout=3 * SLOW):
        page.locator(f"button[name={action}]").evaluate("one => one.click()")
    expect(page.locator(".messages .success")).to_be_visible(timeout=SLOW)


def decided(page: Page, verdict: str, note: str) -> None:
    """Approve or return what waits, with a comment for its author."""
    button = page.locator(f"button[data-workflow-action-name={verdict}][data-workflow-action-modal-url]")
    button.first.evaluate("one => one.click()")
    page.locator(".modal-body textarea").fill(note)
    page.locator(".modal-body [type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/(pages/\d+/)?$"))


def side_panel(page: Page, name: str) -> Locator:
    """Open a panel at the side: status, comments, checks or preview."""
    toggle = page.locator(f"[data-side-panel-toggle={name}]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    panel = page.locator(f"[data-side-panel={name}]")
    expect(panel).to_be_visible()
    return panel


def preview(page: Page, size: str) -> FrameLocator:
    """Open Wagtail's preview beside the form as on a ``mobile``, a ``tablet`` or a ``desktop``."""
    panel = side_panel(page, "preview")
    panel.locator(f"input[name=preview-size][value={size}]").check(force=True)
    frame = panel.locator("iframe[src*=preview]")
    expect(panel.locator("iframe")).to_have_count(1, timeout=SLOW)
    expect(frame).to_be_visible(timeout=SLOW)
    return frame.content_frame


def commented(page: Page, text: str) -> None:
    """Write a comment beside the first field, and save it."""
    side_panel(page, "comments")
    page.locator("[data-comment-add]").first.evaluate("one => one.click()")
    box = page.locator("#comments .comment--mode-creating")
    box.locator("textarea").fill(text)
    box.locator("button[type=submit]").click()
    with page.expect_navigation():  # Wagtail saves by itself as well, without one
        page.locator("button.action-save").first.click()


def scheduled(page: Page, **times: datetime) -> None:
    """Set when the page goes out (``go_live_at``) or is taken down (``expire_at``) in the dialog, and save."""
    panel = side_panel(page, "status")
    panel.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    dialog = page.locator("#schedule-publishing-dialog")
    for name, at in times.items():
        dialog.locator(f"#id_{name}").fill(f"{at:%Y-%m-%d %H:%M}")
    with page.expect_navigation():  # the calendar lies over the button until it has the focus
        dialog.locator("button.action-save").press("Enter")
    expect(page.locator(".messages .success")).to_be_visible(timeout=SLOW)


def minute_of(at: datetime) -> str:
    """Do what is due by the minute as if it were ``at``: nobody waits a day for a test. Returns what was done."""
    with time_machine.travel(at, tick=True):
        return "; ".join(filter(None, (chore() for chore in fillings("KKO_MINUTE_CHORES"))))
