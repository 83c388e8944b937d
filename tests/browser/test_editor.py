"""An editor writes an article of every block in a real browser, another person approves it, everybody reads it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from magazine.blocks import ArticleBody
from magazine.hygiene import harmless
from magazine.models import ArticlePage, MagazinePage
from tests.browser.judging import faults
from tests.browser.writing import STEPS, Writer
from tests.magazine import hostile

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("unfinished")]
EDITOR, APPROVER = "redakce@example.cz", "admin@example.cz"
TITLE = "Pec si pamatuje"


@pytest.fixture
def unfinished(window) -> Iterator[None]:
    """Wagtail saves while one writes, and answers 400 for as long as a block is not finished."""
    yield
    window.complaints[:] = [one for one in window.complaints if not re.search(r"^400 .*/admin/pages/", one)]


def begun(page: Page, title: str) -> Writer:
    """Open the form of a new article and fill what every article needs."""
    front = MagazinePage.objects.get(locale__language_code="cs")
    page.goto(f"/admin/pages/add/magazine/articlepage/{front.pk}/")
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Pec, která se po letech znovu rozhořela.")
    page.locator("#id_byline").fill("Rút Redaktorová")
    return Writer(page)


def kept(page: Page, title: str) -> ArticlePage:
    """Save the draft."""
    page.locator("button.action-save").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    return ArticlePage.objects.get(draft_title=title)


def test_editor_writes_with_every_block_and_another_person_publishes(window):
    page = window(EDITOR)
    writer = begun(page, TITLE)
    assert list(STEPS) == list(ArticleBody().child_blocks)
    for name, (fill, _word) in STEPS.items():
        fill(writer.add(name))
    article = kept(page, TITLE)
    assert [one.block_type for one in article.get_latest_revision_as_object().body] == list(STEPS)

    page.goto(f"/admin/pages/{article.pk}/view_draft/")
    shows_every_block(page)

    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.locator("button[name=action-submit]").evaluate("one => one.click()")
    expect(page.locator(".messages")).to_contain_text(TITLE)
    approved(window(APPROVER), article)

    reader = window(reduced_motion="reduce")
    reader.goto(ArticlePage.objects.get(pk=article.pk).url)
    shows_every_block(reader)
    assert faults(reader) == []


def approved(page: Page, article: ArticlePage) -> None:
    """Approve what waits, with a comment for its author."""
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.locator("button[data-workflow-action-name=approve][data-workflow-action-modal-url]").first.evaluate(
        "one => one.click()"
    )
    page.locator(".modal-body textarea").fill("Hezké, jde to ven.")
    page.locator(".modal-body [type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/(pages/\d+/)?$"))


def shows_every_block(page: Page) -> None:
    shown = {name: page.locator(f".block-{name}").first.inner_html() for name in STEPS}
    assert {name: word for name, (_fill, word) in STEPS.items() if word not in shown[name]} == {}


def test_pasted_word_comes_out_clean(window):
    page = window(EDITOR)
    writer = begun(page, "Vloženo z Wordu")
    text = writer.add("text").paste(hostile.WORD)
    expect(page.locator(".public-DraftEditor-content h2")).to_have_text("Pec")
    text.holds("Dílna")
    article = kept(page, "Vloženo z Wordu")
    stored = article.get_latest_revision_as_object().body.raw_data[0]["value"]
    assert harmless(stored) == (
        '<h2>Pec</h2><p><b>Hlína</b> se pálí.</p><p><a href="https://example.cz/">Dílna</a></p>'
    )
