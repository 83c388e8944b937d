"""The panel of checks beside the form of an article: it counts the words and finds what is wrong in the text."""

import pytest
from playwright.sync_api import expect

from tests.browser.writing import opened, side_panel
from tests.factories.magazine import an_article

pytestmark = pytest.mark.browser
SKIPPED = "<h3>Pec</h3><p>Pálí se v ní od osmé ranní do osmé večerní.</p>"


def test_words_are_counted_and_a_skipped_heading_is_the_only_fault(window):
    """The frame of the site is in the preview as well; what is in it, no author can mend."""
    article = an_article(publish=False, body=[("text", SKIPPED)])
    panel = side_panel(opened(window("redakce@example.cz", reduced_motion="reduce"), article), "checks")
    expect(panel.locator("[data-content-checker-count]")).to_have_text("1")
    expect(panel.locator("[data-checks-panel] [data-content-checker-selector-text]")).to_have_text(["#h-pec"])
    assert int(panel.locator("[data-content-word-count]").inner_text()) > 10
