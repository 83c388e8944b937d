"""An author writes an article of every block in a real browser, an editor reviews and schedules it, all read it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from magazine.blocks import ArticleBody
from magazine.hygiene import harmless
from magazine.models import ArticlePage, MagazinePage
from tests.browser.judging import faults
from tests.browser.writing import (
    STEPS,
    Writer,
    commented,
    decided,
    minute_of,
    opened,
    pressed,
    preview,
    scheduled,
    shows_every_block,
    side_panel,
)
from tests.magazine import hostile

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("unfinished")]
AUTHOR, EDITOR = "autor@example.cz", "redakce@example.cz"
TITLE, NOTE, REMARK = "Pec si pamatuje", "Doplňte prosím projekt, o kterém píšete.", "Nešlo by to kratší?"
LAST = list(STEPS)[-1]


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


def test_article_of_every_block_is_written_reviewed_scheduled_and_read(window):
    author, editor, reader = window(AUTHOR), window(EDITOR), window(reduced_motion="reduce")
    article = written(author)
    reviewed(opened(editor, article))
    commented(editor, REMARK)
    decided(opened(editor, article), "reject", NOTE)
    mended(opened(author, article))

    at = tomorrow()
    scheduled(opened(editor, article), go_live_at=at)
    decided(opened(editor, article), "approve", "Hezké, jde to ven.")
    assert minute_of(timezone.now()) == ""
    assert reader.goto(article.url).status == 404

    assert minute_of(at + timedelta(minutes=1)) == "1 pages published"
    assert reader.goto(article.url).status == 200
    shows_every_block(reader)
    assert faults(reader) == []


def written(page: Page) -> ArticlePage:
    """The author writes every block but the last, for the editor to miss it, and sends the article."""
    assert list(STEPS) == list(ArticleBody().child_blocks)
    writer = begun(page, TITLE)
    for name, (fill, _word) in STEPS.items():
        if name != LAST:
            fill(writer.add(name))
    article = kept(page, TITLE)
    expect(page.locator("button[name=action-publish]")).to_have_count(0)
    pressed(page, "action-submit")
    return article


def reviewed(page: Page) -> None:
    """The editor looks at it beside the form, as on a telephone and as on a computer."""
    for size, width in (("mobile", 375), ("desktop", 1280)):
        frame = preview(page, size)
        expect(frame.locator("h1")).to_have_text(TITLE)
        assert frame.locator("html").evaluate("() => innerWidth") == width
        shows_every_block(frame, but=LAST)


def mended(page: Page) -> None:
    """The author reads why it came back, adds what is missing and sends it again."""
    expect(page.locator(".messages .warning")).to_contain_text(NOTE)
    side_panel(page, "comments")
    expect(page.locator("#comments")).to_contain_text(REMARK)
    STEPS[LAST][0](Writer(page, len(STEPS) - 1).add(LAST))
    pressed(page, "action-submit")


def tomorrow() -> datetime:
    return timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=1)


def test_article_is_taken_down_at_the_time_set_in_the_dialog(window):
    editor, reader, at = window(EDITOR), window(), tomorrow()
    article = ArticlePage.objects.live().filter(locale__language_code="cs").first()
    scheduled(opened(editor, article), expire_at=at)
    pressed(editor, "action-publish")
    assert minute_of(timezone.now()) == ""
    assert reader.goto(article.url).status == 200
    assert minute_of(at + timedelta(minutes=1)) == "1 pages taken down"
    assert reader.goto(article.url).status == 404


def test_form_of_an_article_has_no_faults_of_ours(window):
    page = opened(window(EDITOR, reduced_motion="reduce"), ArticlePage.objects.live().filter(title__gt="").first())
    # The judge does not wait until Wagtail has faded from one scheme to the other.
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    # The list of contents at the side is Wagtail's: it scrolls and cannot have the focus itself, its links can.
    found = [one for one in faults(page) if not one.endswith(" at .w-minimap__list")]
    assert found == []


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
