"""Asking the index: what is found, in which order, and what was perhaps meant."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from kko.search.analysis import query_groups, query_words
from kko.search.folding import fold, plain
from kko.search.models import VocabularyWord
from kko.search.vocabulary import LEAST_ALIKE, nearest

MAX_HITS = 50_000
PREFIX_FROM = 2  # one letter begins half the index

# How much a word tells where it stands, and by its exact form; and the columns a to d of FTS5.
_WEIGHTS = {"A": 8, "B": 4, "C": 2}
_EXACT = 1
_COLUMN_WEIGHTS = "12.0, 5.0, 2.0, 1.0"


class Hit(NamedTuple):
    """Something found; a higher rank is better, ranks of two databases do not compare."""

    kind: str
    object_id: int
    rank: float


def find(text: str, *, kind: str | None = None, prefix: bool = False) -> list[Hit]:
    """Return what has every word of the text in any form, best first, then by kind and id. One query.

    With ``prefix`` the last word may be the beginning of one. Nothing asked finds nothing.
    """
    groups = query_groups(text)
    if not groups:
        return []
    sql, parameters = _statement(groups, kind, prefix)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Hit(*row) for row in cursor.fetchall()]


def matching_ids(text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return the ids of the objects of one kind that ``find`` finds, in its order. One query."""
    groups = query_groups(text)
    if not groups:
        return []
    sql, parameters = _statement(groups, kind, prefix)
    return _ids(f"SELECT object_id FROM ({sql}) AS hits", parameters)


def matching_set(text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return the ids that ``matching_ids`` returns, in no order: several times cheaper for common words. One query."""
    groups = query_groups(text)
    if not groups:
        return []
    if connection.vendor == "postgresql":
        sql = "SELECT object_id FROM search_searchentry WHERE vector @@ %s::tsquery AND kind = %s"
        return _ids(sql, [_tsqueries(groups, prefix)[0][1], kind])
    sql = """
        SELECT entry.object_id FROM search_fts JOIN search_searchentry AS entry ON entry.id = search_fts.rowid
        WHERE search_fts MATCH %s AND entry.kind = %s
    """
    return _ids(sql, [_fts_query(groups, prefix), kind])


def by_rank(ids: Sequence[int], text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return ``ids``, which the text finds, in the order of ``find``. One query that reads each of them.

    Meant for what filters leave of many hits: up to a thousand it is cheaper than to rank all of them.
    """
    groups = query_groups(text)
    if not groups or len(ids) < 2:
        return list(ids)
    if connection.vendor == "postgresql":
        queries = _tsqueries(groups, prefix)[1:]
        worth = " + ".join(["CASE WHEN vector @@ %s::tsquery THEN %s ELSE 0 END"] * len(queries))
        sql = f"""
            SELECT object_id FROM search_searchentry WHERE kind = %s AND object_id = ANY(%s)
            ORDER BY {worth} DESC, object_id
        """
        return _ids(sql, [kind, list(ids), *(value for worth, query in queries for value in (query, worth))])
    sql, parameters = _statement(groups, kind, prefix)
    wanted = set(ids)
    return [pk for pk in _ids(f"SELECT object_id FROM ({sql})", parameters) if pk in wanted]


def _ids(sql: str, parameters: list) -> list[int]:
    """Return the column ``object_id`` of a query, in its order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one array travels several times faster than a row for each
            cursor.execute(f"SELECT array_agg(object_id) FROM ({sql}) AS ids", parameters)
            return cursor.fetchone()[0] or []
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def suggest(text: str, kind: str | None = None) -> str | None:
    """Return the query with its unknown words replaced by the most alike known ones, else None.

    Words that nothing is like are left out. Meant for a query that found nothing. One query.
    """
    asked = query_words(text)
    if not asked:
        return None
    near = _nearest_on_postgresql(asked, kind) if connection.vendor == "postgresql" else _nearest_here(asked, kind)
    meant = [_better(word, near[place]) for place, word in enumerate(asked)]
    suggestion = " ".join(word for word in meant if word)
    return suggestion if suggestion and fold(suggestion) != fold(" ".join(asked)) else None


def _better(word: str, known: str | None) -> str | None:
    """Return the known word, unless ``word`` is a form of it or just lacks the marks."""
    if known is None:
        return None
    same = set(query_groups(word)[0]) & set(query_groups(known)[0]) if query_groups(known) else set()
    return word if same else known


def _statement(groups: list[tuple[str, ...]], kind: str | None, prefix: bool) -> tuple[str, list]:
    if connection.vendor == "postgresql":
        return _postgresql(_tsqueries(groups, prefix), kind)
    return _sqlite(_fts_query(groups, prefix), kind)


def _postgresql(queries: list[tuple[int, str]], kind: str | None) -> tuple[str, list]:
    only = "AND kind = %s" if kind else ""
    branch = f"SELECT kind, object_id, %s AS worth FROM search_searchentry WHERE vector @@ %s::tsquery {only}"
    sql = f"""
        SELECT kind, object_id, sum(worth)::float AS rank FROM ({" UNION ALL ".join([branch] * len(queries))}) AS found
        GROUP BY kind, object_id ORDER BY rank DESC, kind, object_id LIMIT {MAX_HITS}
    """
    return sql, [value for query in queries for value in (*query, *([kind] if kind else []))]


def _sqlite(query: str, kind: str | None) -> tuple[str, list]:
    only, parameters = ("AND entry.kind = %s", [kind]) if kind else ("", [])
    sql = f"""
        SELECT entry.kind, entry.object_id, -bm25(search_fts, {_COLUMN_WEIGHTS}) AS rank
        FROM search_fts JOIN search_searchentry AS entry ON entry.id = search_fts.rowid
        WHERE search_fts MATCH %s {only}
        ORDER BY rank DESC, entry.kind, entry.object_id LIMIT {MAX_HITS}
    """
    return sql, [query, *parameters]


def _tsqueries(groups: list[tuple[str, ...]], prefix: bool) -> list[tuple[int, str]]:
    """Return queries with what a row earns that matches: all words anywhere, then each word in each place.

    Keys are ``[a-z0-9]`` only, so nothing in them needs quoting.
    """
    terms = [list(group) for group in groups]
    if prefix and len(groups[-1][0]) >= PREFIX_FROM:
        terms[-1][0] += ":*"
    queries = [(1, _tsquery(terms))]
    for place, term in enumerate(terms):
        for mark, worth in _WEIGHTS.items():
            queries.append((worth, _tsquery([*terms[:place], [mark + key for key in term], *terms[place + 1 :]])))
        exact = [mark + groups[place][0] for mark in _WEIGHTS]
        queries.append((_EXACT, _tsquery([*terms[:place], exact, *terms[place + 1 :]])))
    return queries


def _tsquery(terms: list[list[str]]) -> str:
    return " & ".join(f"({' | '.join(term)})" for term in terms)


def _fts_query(groups: list[tuple[str, ...]], prefix: bool) -> str:
    terms = [[f'"{key}"' for key in group] for group in groups]
    if prefix and len(groups[-1][0]) >= PREFIX_FROM:
        terms[-1].append(f'"{groups[-1][0]}"*')
    return " AND ".join(f"({' OR '.join(group)})" for group in terms)


def _nearest_on_postgresql(asked: list[str], kind: str | None) -> list[str | None]:
    only, parameters = ("AND kind = %s", [kind]) if kind else ("", [])
    sql = f"""
        SELECT (
            SELECT word FROM search_vocabularyword
            WHERE folded %% asked.folded AND similarity(folded, asked.folded) >= %s {only}
            ORDER BY similarity(folded, asked.folded) DESC, uses DESC, word LIMIT 1
        ) FROM unnest(%s::text[]) WITH ORDINALITY AS asked (folded, place) ORDER BY place
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [LEAST_ALIKE, *parameters, [plain(word) for word in asked]])
        return [row[0] for row in cursor.fetchall()]


def _nearest_here(asked: list[str], kind: str | None) -> list[str | None]:
    vocabulary = VocabularyWord.objects.filter(kind=kind) if kind else VocabularyWord.objects.all()
    known = list(vocabulary.values_list("word", "folded", "uses"))
    return [nearest(word, known) for word in asked]
