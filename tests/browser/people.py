"""Who goes a journey, and how: in which language, by mouse or by keyboard alone, with scripts or without."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from kko.accounts.models import User
from tests.browser.windows import Windows

MOST_STEPS = 200
MORE_THAN_A_ROBOT = 3  # seconds; a form sent sooner is taken for a robot's

# What has the focus: whether it is the one looked for, and whether it is drawn as such and in sight, itself or
# (cards) by what is spread over it.
FOCUS = """([selector, words]) => {
  const one = document.activeElement;
  const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
  const isDrawn = styles.some((each) => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2);
  const place = one.getBoundingClientRect();
  return {
    found: one.matches(selector) && (!words || one.innerText.trim() === words),
    seen: isDrawn && place.width > 0 && place.bottom > 0 && place.top < innerHeight,
    name: one.innerText || one.name || one.tagName,
  };
}"""
CHOSEN = "one => one.selectedOptions[0].text.trim()"


@dataclass(frozen=True)
class Way:
    """How somebody goes through the site."""

    language: str = "cs"
    scripts: bool = True
    by_keyboard: bool = False
    width: int = 1280

    @property
    def name(self) -> str:
        return f"{self.language}.{'keyboard' if self.by_keyboard else 'mouse'}.{'js' if self.scripts else 'nojs'}"


CZECH, ENGLISH = Way(), Way(language="en")
KEYBOARD, NO_SCRIPTS = Way(language="en", by_keyboard=True, width=360), Way(scripts=False)
WAYS = pytest.mark.parametrize(
    "way", [CZECH, ENGLISH, KEYBOARD, NO_SCRIPTS], ids=["Czech", "English", "keyboard alone", "without scripts"]
)


class Person:
    """Somebody at a window of the browser; all that a journey does goes through these few verbs."""

    def __init__(self, page: Page, way: Way = CZECH) -> None:
        self.page, self.way = page, way

    def address(self, name: str, *args: object) -> str:
        with override(self.way.language):
            return reverse(name, args=args)

    def go(self, name: str, *args: object) -> None:
        """Open the page of that name in the person's language; it must come in that language."""
        self.page.goto(self.address(name, *args))
        self.sees_own_language()

    def arrives(self, name: str, *args: object) -> None:
        self.page.wait_for_url(f"**{self.address(name, *args)}")
        self.sees_own_language()

    def sees_own_language(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", re.compile(f"^{self.way.language}"))

    def press(self, selector: str, words: str = "") -> None:
        """Press the first button or link that the selector fits, of these words if given."""
        if self.way.by_keyboard:
            self.tab_to(selector, words)
            self.page.keyboard.press("Enter")
        else:
            is_it = re.compile(rf"^\s*{re.escape(words)}\s*$") if words else None
            self.page.locator(selector).filter(has_text=is_it).first.click()

    def fill(self, selector: str, text: str) -> None:
        if self.way.by_keyboard:
            self.tab_to(selector)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)
        else:
            self.page.locator(selector).first.fill(text)

    def choose(self, selector: str, beginning: str) -> None:
        """Choose the first option that begins so; by keyboard these letters are typed, so no accents."""
        box = self.page.locator(selector)
        if self.way.by_keyboard:
            self.tab_to(selector)
            self.page.keyboard.type(beginning)
        else:
            option = box.locator("option", has_text=re.compile(rf"^\s*{re.escape(beginning)}")).first
            box.select_option(option.get_attribute("value"))
        assert box.evaluate(CHOSEN).startswith(beginning)

    def tick(self, selector: str) -> None:
        if self.way.by_keyboard:
            self.tab_to(selector)
            self.page.keyboard.press("Space")
        else:
            self.page.check(selector)
        expect(self.page.locator(selector)).to_be_checked()

    def attach(self, selector: str, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press(selector)
        chooser.value.set_files(file)

    def tab_to(self, selector: str, words: str = "") -> None:
        """Press Tab until it has the focus; on the public site each stop on the way must be in sight and drawn."""
        self.page.locator(selector).first.wait_for(state="attached")
        is_ours = "/admin/" not in self.page.url
        for _step in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS, [selector, words])
            assert focus["seen"] or not is_ours, f"the focus is not to be seen: {focus['name']}"
            if focus["found"]:
                return
        pytest.fail(f"Tab does not lead to {selector} {words}")


@dataclass(frozen=True)
class People:
    """Brings people to the site, all in the same way."""

    windows: Windows
    way: Way

    def __call__(self, who: str = "") -> Person:
        """Return somebody at an empty window, signed in as ``who`` (an e-mail) if given."""
        if who:
            back_office = {"preferred_language": self.way.language}
            UserProfile.objects.update_or_create(user=User.objects.get(email=who), defaults=back_office)
        options = {"java_script_enabled": self.way.scripts, "locale": self.way.language, "width": self.way.width}
        return Person(self.windows(who, reduced_motion="reduce", **options), self.way)
