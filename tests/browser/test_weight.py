"""How much a first view costs: everything that the browser fetches, in bytes on the way."""

from datetime import date

import pytest

from kko.media.actions import draw_presets
from tests.factories.magazine import an_article, pictured
from tests.factories.media import a_photograph

pytestmark = pytest.mark.browser
SHOWN = """
[...document.querySelectorAll("picture img")].map(
  (one) => [one.currentSrc.split(".").pop(), one.width > 0, one.height > 0]
)
"""
ARTICLE_BYTES, FRONT_BYTES = 350_000, 500_000


@pytest.fixture(scope="module")
def article(site: str):
    """An article with a picture that opens it and four in its text, on a front of nine with pictures."""
    pictures = [a_photograph(f"Pec {number}", size=(1800, 1200)) for number in range(3)]
    draw_presets(ids=[picture.pk for picture in pictures], names=["hero", "lead", "card", "article"])
    for number in range(8):  # newer than the sample, so that they are what one sees first
        an_article(picture=pictures[number % 3], published_on=date(2026, 12, number + 1))
    return an_article(picture=pictures[0], body=pictured(*(pictures[number % 3] for number in range(4))))


def weight(page, path: str) -> int:
    """Return the bytes of heads and bodies of all answers until nothing more is fetched."""
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(path, wait_until="networkidle")
    sizes = [request.sizes() for request in finished]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


@pytest.mark.parametrize("width", [360, 1440])
def test_first_view_of_an_article_is_light(window, article, width):
    sent = weight(window(width=width), article.url)
    print(f"article at {width}: {sent:,} bytes")
    assert 20_000 < sent < ARTICLE_BYTES


@pytest.mark.parametrize("width", [360, 1440])
def test_first_view_of_the_front_is_light(window, article, width):
    sent = weight(window(width=width), "/magazin/")
    print(f"front at {width}: {sent:,} bytes")
    assert 20_000 < sent < FRONT_BYTES


def test_browser_takes_the_new_format_and_nothing_jumps(window, article):
    page = window()
    page.goto(article.url, wait_until="networkidle")
    shown = page.evaluate(SHOWN)
    assert shown[0] == ["avif", True, True]
    # What is far below waits, and drawings have one format.
    assert ({one[0] for one in shown}, [one[1:] for one in shown]) == ({"avif", ""}, [[True, True]] * len(shown))
