"""Which searches are counted, under which words, and what the counts tell the editors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum

from kko.search.analysis import query_words
from kko.search.folding import fold
from kko.search.models import SearchCount

MAX_CHARACTERS = 60
MAX_WORDS = 5  # more is a sentence that somebody pasted
SHOWN_FROM = 2  # what one person may have asked once is nobody's business
_DIGITS = re.compile(r"(?:\d[\s./()+-]*){6,}")
_ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|scrapy|headless", re.IGNORECASE)


@dataclass(frozen=True)
class Searched:
    """A phrase with how often it was searched, how often in vain, and when last."""

    phrase: str
    searches: int
    empty: int
    last_on: date


def counted_phrase(query: str) -> str:
    """Return the words under which a search is counted: folded, without stop words; empty where it is not counted.

    Not counted is what looks like an e-mail address, a web address, a telephone, a number of birth or of an
    account, and what is long.
    """
    if "@" in query or "://" in query or _DIGITS.search(query):
        return ""
    phrase = " ".join(fold(word) for word in query_words(query))
    return phrase if 2 <= len(phrase) <= MAX_CHARACTERS and phrase.count(" ") < MAX_WORDS else ""


def is_robot(agent: str) -> bool:
    """Whether a browser's name says that nobody looks; one without a name is none."""
    return not agent or bool(_ROBOT.search(agent))


def frequent(since: date, *, most: int | None = None) -> Iterator[Searched]:
    """Yield what was searched at least twice since that day, the most frequent first."""
    return _read(_sums(since).order_by("-times", "phrase")[:most])


def in_vain(since: date, *, most: int | None = None) -> Iterator[Searched]:
    """Yield what was searched at least twice since that day and found nothing, the most frequent first."""
    return _read(_sums(since).filter(nothing__gt=0).order_by("-nothing", "phrase")[:most])


def _sums(since: date) -> QuerySet:
    counts = SearchCount.objects.filter(day__gte=since).values("phrase")
    return counts.annotate(times=Sum("searches"), nothing=Sum("empty"), last=Max("day")).filter(times__gte=SHOWN_FROM)


def _read(rows: QuerySet) -> Iterator[Searched]:
    return (Searched(row["phrase"], row["times"], row["nothing"], row["last"]) for row in rows)
