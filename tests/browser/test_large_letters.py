"""Letters of twice the size, as people set them in their browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType

from catalogue.models import Profile
from tests.browser.judging import cut_off
from tests.browser.steps import MEMBER
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

PAGES = {
    "home": ("", "/"),
    "catalogue": ("", "/katalog/?odvetvi=remesla"),
    "search": ("", "/hledat/?q=keramika"),
    "open data": ("", "/data/"),
    "magazine": ("", "/magazin/"),
    "sign in": ("", "/ucet/login/"),
    "join": ("", "/ucet/signup/"),
    "overview": (MEMBER, "/muj/"),
    "form": (MEMBER, "/muj/profil/novy/"),
    "e-mail": (MEMBER, "/ucet/email/"),
}


@pytest.fixture(scope="module")
def far_sighted(browser_type: BrowserType, browser_type_launch_args: dict) -> Iterator[Browser]:
    """A browser whose owner has set letters of 32 pixels instead of 16."""
    flags = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": flags})
    yield browser
    browser.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_cut_off(far_sighted, site, width):
    windows = Windows(far_sighted, site)
    profile = Profile.objects.filter(live=True).first()
    found = {}
    for who in ("", MEMBER):
        page = windows(who, width=width)
        for name, (reader, path) in {**PAGES, "profile": ("", profile.get_absolute_url())}.items():
            if reader == who:
                page.goto(path)
                found[name] = cut_off(page)
    windows.close()
    assert (found, windows.complaints) == ({name: [] for name in found}, [])
