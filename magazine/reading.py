"""What helps to read a long text: how long it takes, its contents with anchors, its notes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import slugify

# Words a minute: Brysbaert (2019), "How many words do we read per minute?", gives 238 for English non-fiction;
# Czech and German words are longer, so fewer of them go into a minute.
WORDS_A_MINUTE = {"cs": 190, "en": 238, "de": 190}
HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
MARK = re.compile(r"\[(\d{1,2})\](?![^<]*>)")
LONG_ENOUGH = 3  # headings of the second order that make a table of contents worth its place


@dataclass(frozen=True)
class Heading:
    """A heading of the second order with its anchor, and those of the third order under it."""

    title: str
    anchor: str
    under: tuple["Heading", ...] = ()


def minutes(texts: Iterable[str], language: str) -> int:
    """Return how many minutes the texts (HTML or plain) take to read, at least one."""
    words = sum(len(strip_tags(text).split()) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["cs"])))


class Anchors:
    """Gives anchors to headings. The same headings in the same order always get the same ones."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str, str]] = []
        self._taken: set[str] = set()

    def put_into(self, html: str) -> str:
        """Return the HTML with an ``id`` on each heading, and remember them."""
        return HEADING.sub(lambda match: self._with_anchor(int(match[1]), match[2]), html)

    def contents(self) -> list[Heading]:
        """Return the table of contents, empty for a text too short to need one."""
        tops: list[tuple[str, str, list[Heading]]] = []
        for level, title, anchor in self._found:
            if level == 2:
                tops.append((title, anchor, []))
            elif tops:
                tops[-1][2].append(Heading(title, anchor))
        found = [Heading(title, anchor, tuple(under)) for title, anchor, under in tops]
        return found if len(found) >= LONG_ENOUGH else []

    def _with_anchor(self, level: int, inner: str) -> str:
        title = unescape(strip_tags(inner)).strip()
        base = slugify(title)[:60].strip("-") or "cast"
        anchor, number = base, 2
        while anchor in self._taken:
            anchor, number = f"{base}-{number}", number + 1
        self._taken.add(anchor)
        self._found.append((level, title, anchor))
        return f'<h{level} id="h-{anchor}">{inner}</h{level}>'


class Marks:
    """Turns the marks ``[1]``, ``[2]`` of a text into links to its sources; of others nothing is made."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.used: set[int] = set()

    def put_into(self, html: str, label: str) -> str:
        """Return the HTML with links; ``label`` names one, with ``%s`` for its number."""
        return MARK.sub(lambda match: self._link(match, label), html)

    def _link(self, match: re.Match[str], label: str) -> str:
        number = int(match[1])
        if not 1 <= number <= self._count:
            return match[0]
        first = "" if number in self.used else f' id="mark-{number}"'
        self.used.add(number)
        words = label % number
        return f'<sup class="note-mark"><a href="#source-{number}"{first} aria-label="{words}">{number}</a></sup>'
