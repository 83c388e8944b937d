"""What is offered while somebody types: words that go on so, and things called so.

Only names are looked at, by their first letters, so an answer reads a small part of the index.
"""

import unicodedata
from typing import NamedTuple

from django.db import connection

from kko.search.analysis import word_keys, words
from kko.search.folding import fold, plain
from kko.search.lemmas import is_czech
from kko.search.models import VocabularyWord
from kko.search.retrieval import one_of_twins

MIN_CHARACTERS = 2
MAX_CHARACTERS = 60
MAX_WORDS = 4
WORDS_READ = 40
TITLES_READ = 60  # of each kind, the shortest; what is told apart among them is told apart here
MOST_READ = 1_500

_ON_POSTGRESQL = "SELECT kind, object_id, title, twin, language FROM search_searchentry WHERE vector @@ %s::tsquery"
_ON_SQLITE = """
    SELECT entry.kind, entry.object_id, entry.title, entry.twin, entry.language FROM search_fts
    JOIN search_searchentry AS entry ON entry.id = search_fts.rowid WHERE search_fts MATCH %s
"""


class Named(NamedTuple):
    """Something whose name goes on as typed."""

    kind: str
    object_id: int
    title: str


def typed(text: str) -> str:
    """Return what was typed without what a search takes no notice of, so that one answer serves many visitors."""
    lowered = unicodedata.normalize("NFC", text[: 4 * MAX_CHARACTERS]).lower()
    return " ".join(words(lowered)[:MAX_WORDS])[:MAX_CHARACTERS].strip()


def named(text: str, *, each: int, language: str = "") -> list[Named]:
    """Return for each kind at most ``each`` things that have all words in their names; the last one begins a word.

    Names that begin as typed come first, then the shorter; of translations of one thing the one that suits a reader of
    ``language``. One query.
    """
    asked = [word for word in words(text) if plain(word)][:MAX_WORDS]
    if not asked or len("".join(asked)) < MIN_CHARACTERS:
        return []
    beginning = fold(text)
    titles = _read_titles(asked, language)
    found = sorted(titles, key=lambda one: (not fold(one.title).startswith(beginning), len(one.title)))
    kept: dict[str, list[Named]] = {}
    for one in found:
        of_kind = kept.setdefault(one.kind, [])
        if len(of_kind) < each:
            of_kind.append(one)
    return [one for of_kind in kept.values() for one in of_kind]


def continued(text: str, *, most: int, in_czech: bool = True) -> list[str]:
    """Return what was typed with its last word made whole by known ones, the most used first. One query.

    Texts are in three languages: Czech words come first, or last for who reads another language. Of several
    forms of a word one comes.
    """
    asked = words(text)
    if not asked or len(plain(asked[-1])) < MIN_CHARACTERS:
        return []
    found: list[str] = []
    seen: set[str] = set()
    for word in sorted(_read_words(plain(asked[-1])), key=lambda word: is_czech(word) != in_czech):
        keys = set(word_keys(word))
        if len(found) < most and not keys & seen:
            found.append(" ".join([*asked[:-1], word]))
        seen |= keys
    return found


def _read_titles(asked: list[str], language: str) -> list[Named]:
    if connection.vendor == "postgresql":
        matching, query = _ON_POSTGRESQL, " & ".join(_groups(asked, "A{}", " | ", "A{}:*"))
    else:
        matching, query = _ON_SQLITE, "{a} : (" + " AND ".join(_groups(asked, '"{}"', " OR ", '"{}"*')) + ")"
    single, chosen = one_of_twins(f"{matching} LIMIT {MOST_READ}", "kind, object_id, title", language)
    sql = f"""
        SELECT kind, object_id, title FROM (
            SELECT kind, object_id, title,
            row_number() OVER (PARTITION BY kind ORDER BY length(title), object_id) AS place
            FROM ({single}) AS single
        ) AS placed WHERE place <= {TITLES_READ} ORDER BY kind, place
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, *chosen])
        return [Named(*row) for row in cursor.fetchall()]


def _groups(asked: list[str], whole: str, either: str, beginning: str) -> list[str]:
    """Return one condition for each word: any of its keys, and for the last one its beginning too."""
    groups = [[whole.format(key) for key in word_keys(word)] for word in asked]
    groups[-1].append(beginning.format(plain(asked[-1])))
    return [f"({either.join(group)})" for group in groups]


def _read_words(beginning: str) -> list[str]:
    """Return known words that begin so, the most used first; ``beginning`` is ``[a-z0-9]`` only."""
    table = VocabularyWord._meta.db_table
    if connection.vendor == "postgresql":
        within, values = "folded LIKE %s", [f"{beginning}%"]
    else:  # its LIKE takes no index
        within, values = "folded >= %s AND folded < %s", [beginning, f"{beginning}{{"]
    sql = f"""
        SELECT word FROM {table} WHERE {within}
        GROUP BY word ORDER BY sum(uses) DESC, length(word), word LIMIT {WORDS_READ}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
