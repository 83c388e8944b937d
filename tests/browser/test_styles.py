"""The style gallery: axe finds nothing in any state of any component, and nothing goes sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser.judging import cut_off, faults, overflow
from tests.browser.steps import CURATOR

pytestmark = pytest.mark.browser


def test_no_fault_in_any_state(window):
    page = window(CURATOR, reduced_motion="reduce")
    page.goto("/styl/")
    assert {"axe": faults(page), "sideways": overflow(page, width=320)} == {"axe": [], "sideways": []}


def test_nothing_is_cut_off_on_a_small_window(window):
    page = window(CURATOR, width=360)
    page.goto("/styl/")
    assert cut_off(page) == []


def test_states_of_the_pointer_and_the_keyboard_are_shown(window):
    page = window(CURATOR, reduced_motion="reduce")
    page.goto("/styl/")
    plain, hovered, focused = (
        page.locator(f".styles-states .btn-primary{each}").first for each in ("", ".is-hover", ".is-focus")
    )
    rest = plain.evaluate("one => getComputedStyle(one).backgroundColor")
    expect(hovered).not_to_have_css("background-color", rest)
    expect(focused).to_have_css("outline-width", "3px")
