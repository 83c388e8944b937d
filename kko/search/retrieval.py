"""Asking the index: what is found, in which order, and what was perhaps meant."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from kko.search.analysis import query_groups, query_words
from kko.search.asking import Term, query_terms
from kko.search.folding import fold, plain
from kko.search.models import VocabularyWord
from kko.search.vocabulary import LEAST_ALIKE, nearest

MAX_HITS = 50_000
PREFIX_FROM = 2  # one letter begins half the index

# How much a word tells where it stands, and by its exact form; and the columns a to d of FTS5.
_WEIGHTS = {"A": 8, "B": 4, "C": 2}
_EXACT = 1
_COLUMN_WEIGHTS = "12.0, 5.0, 2.0, 1.0"
# Few entries have translations, so these are looked up behind the ranking, by an index that holds nothing else.
_WITH_TWINS = """
    SELECT found.kind, found.object_id, found.rank, own.twin, coalesce(own.language, '') AS language
    FROM ({}) AS found LEFT JOIN search_searchentry AS own
    ON own.kind = found.kind AND own.object_id = found.object_id AND own.twin IS NOT NULL
"""
_EACH_ONCE = "count(*) - count(twin) + count(DISTINCT twin)"


class Hit(NamedTuple):
    """Something found; a higher rank is better, ranks of two databases do not compare."""

    kind: str
    object_id: int
    rank: float


def find(text: str, *, kind: str | None = None, prefix: bool = False) -> list[Hit]:
    """Return what has every word of the text in any form, best first, then by kind and id. One query.

    With ``prefix`` the last word may be the beginning of one. Nothing asked finds nothing.
    """
    terms = query_terms(text)
    if not terms:
        return []
    sql, parameters = _statement(terms, kind, prefix)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Hit(*row) for row in cursor.fetchall()]


class Found(NamedTuple):
    """What a query found: how many of each kind, and the ids of the best of each."""

    counts: dict[str, int]
    ids: dict[str, list[int]]


def find_by_kind(text: str, *, best: int, kind: str = "", start: int = 0, language: str = "") -> Found:
    """Return the ``best`` of each kind; of ``kind``, where one is named, those from ``start`` on. One query.

    Of translations of one thing one is found and counted: in ``language``, else in the site's, else in any that has
    the words. What is in another language stands behind the rest of its kind.
    The last word may be the beginning of one, as in the catalogue, so that both tell the same numbers.
    """
    terms = query_terms(text)
    if not terms:
        return Found({}, {})
    inner, parameters = _statement(terms, None, prefix=True)
    single, chosen = one_of_twins(_WITH_TWINS.format(inner), "kind, object_id, rank, language", language)
    order = "CASE WHEN language IN ('', %s) THEN 0 ELSE 1 END, rank DESC, object_id"
    sql = f"""
        SELECT kind, object_id, place, total FROM (
            SELECT kind, object_id, row_number() OVER (PARTITION BY kind ORDER BY {order}) AS place,
            count(*) OVER (PARTITION BY kind) AS total FROM ({single}) AS single
        ) AS placed WHERE place <= %s OR (kind = %s AND place > %s AND place <= %s) ORDER BY kind, place
    """
    wanted: list[int | str] = [1 if kind else best, kind, start, start + best]
    with connection.cursor() as cursor:
        cursor.execute(sql, [language, *parameters, *chosen, *wanted])
        rows = cursor.fetchall()
    ids: dict[str, list[int]] = {}
    for key, pk, place, _total in rows:
        if key != kind or start < place <= start + best:
            ids.setdefault(key, []).append(pk)
    return Found({row[0]: row[3] for row in rows}, ids)


def one_of_twins(hits: str, columns: str, language: str) -> tuple[str, list]:
    """Return a query for ``columns`` of what the query ``hits`` finds, of translations of one thing only the one that
    suits a reader of ``language``, and the parameters to add behind those of ``hits``.

    Most things have no twins and pass by the sorting. ``hits`` has the columns kind, object_id, twin and language.
    """
    suits = "CASE language WHEN %s THEN 0 WHEN %s THEN 1 ELSE 2 END, language, object_id"
    sql = f"""
        WITH hits AS ({hits}) SELECT {columns} FROM hits WHERE twin IS NULL UNION ALL SELECT {columns} FROM (
            SELECT {columns}, row_number() OVER (PARTITION BY kind, twin ORDER BY {suits}) AS turn
            FROM hits WHERE twin IS NOT NULL
        ) AS twins WHERE turn = 1
    """
    return sql, [language, settings.LANGUAGE_CODE]


def count_each(asked: Sequence[str]) -> list[tuple[str, int]]:
    """Return each of the words with how many things it finds alone, without those that find none. One query.

    Translations of one thing count as one.
    """
    terms = [(word, query_terms(word)) for word in asked]
    telling = [(word, term) for word, term in terms if term]
    if not telling:
        return []
    if connection.vendor == "postgresql":
        one = f"SELECT %s::int, {_EACH_ONCE} FROM search_searchentry WHERE vector @@ %s::tsquery"
        queries = [_tsqueries(term, False)[0][1] for _word, term in telling]
    else:
        indexed = "search_fts JOIN search_searchentry AS entry ON entry.id = search_fts.rowid"
        one = f"SELECT %s, {_EACH_ONCE} FROM {indexed} WHERE search_fts MATCH %s"
        queries = [_fts_query(term, False) for _word, term in telling]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(queries)), [v for pair in enumerate(queries) for v in pair])
        counts = dict(cursor.fetchall())
    return [(word, counts[place]) for place, (word, _term) in enumerate(telling) if counts[place]]


def matching_ids(text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return the ids of the objects of one kind that ``find`` finds, in its order. One query."""
    terms = query_terms(text)
    if not terms:
        return []
    sql, parameters = _statement(terms, kind, prefix)
    return _ids(f"SELECT object_id FROM ({sql}) AS hits", parameters)


def matching_set(text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return the ids that ``matching_ids`` returns, in no order: several times cheaper for common words. One query."""
    terms = query_terms(text)
    if not terms:
        return []
    if connection.vendor == "postgresql":
        sql = "SELECT object_id FROM search_searchentry WHERE vector @@ %s::tsquery AND kind = %s"
        return _ids(sql, [_tsqueries(terms, prefix)[0][1], kind])
    sql = """
        SELECT entry.object_id FROM search_fts JOIN search_searchentry AS entry ON entry.id = search_fts.rowid
        WHERE search_fts MATCH %s AND entry.kind = %s
    """
    return _ids(sql, [_fts_query(terms, prefix), kind])


def by_rank(ids: Sequence[int], text: str, kind: str, prefix: bool = False) -> list[int]:
    """Return ``ids``, which the text finds, in the order of ``find``. One query that reads each of them.

    Meant for what filters leave of many hits: up to a thousand it is cheaper than to rank all of them.
    """
    terms = query_terms(text)
    if not terms or len(ids) < 2:
        return list(ids)
    if connection.vendor == "postgresql":
        queries = _tsqueries(terms, prefix)[1:]
        worth = " + ".join(["CASE WHEN vector @@ %s::tsquery THEN %s ELSE 0 END"] * len(queries))
        sql = f"""
            SELECT object_id FROM search_searchentry WHERE kind = %s AND object_id = ANY(%s)
            ORDER BY {worth} DESC, object_id
        """
        return _ids(sql, [kind, list(ids), *(value for worth, query in queries for value in (query, worth))])
    sql, parameters = _statement(terms, kind, prefix)
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


def _statement(terms: list[Term], kind: str | None, prefix: bool) -> tuple[str, list]:
    if connection.vendor == "postgresql":
        return _postgresql(_tsqueries(terms, prefix), kind)
    return _sqlite(_fts_query(terms, prefix), kind)


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


def _tsqueries(terms: list[Term], prefix: bool) -> list[tuple[int, str]]:
    """Return queries with what a row earns that matches: all words anywhere, then each word in each place.

    Keys are ``[a-z0-9]`` only, so nothing in them needs quoting.
    """
    anywhere = [_tsterm(term) for term in terms]
    if prefix and _is_long_enough(terms[-1]):
        anywhere[-1] = _tsterm(_beginning(terms[-1], "{}:*"))
    queries = [(1, " & ".join(anywhere))]
    for place, term in enumerate(terms):
        for mark, worth in _WEIGHTS.items():
            queries.append((worth, _at(anywhere, place, _tsterm(term, mark))))
        exact = tuple(tuple(mark + group[0] for mark in _WEIGHTS) for group in term[0])
        queries.append((_EXACT, _at(anywhere, place, _tsterm((exact,)))))
    return queries


def _at(parts: list[str], place: int, instead: str) -> str:
    return " & ".join([*parts[:place], instead, *parts[place + 1 :]])


def _tsterm(term: Term, mark: str = "") -> str:
    alternatives = [" & ".join(f"({' | '.join(mark + key for key in group)})" for group in one) for one in term]
    return f"({' | '.join(f'({one})' for one in alternatives)})" if len(term) > 1 else f"({alternatives[0]})"


def _is_long_enough(term: Term) -> bool:
    return len(term[0][-1][0]) >= PREFIX_FROM


def _beginning(term: Term, form: str) -> Term:
    """Return the term with its last asked word as the beginning of one, in place of the word itself.

    Both beside each other find the same, but PostgreSQL takes them for twice as many rows and reads every vector.
    """
    *before, last = term[0]
    return ((*before, (form.format(last[0]), *last[1:])), *term[1:])


def _fts_query(terms: list[Term], prefix: bool) -> str:
    quoted = [tuple(tuple(tuple(f'"{key}"' for key in group) for group in one) for one in term) for term in terms]
    if prefix and _is_long_enough(terms[-1]):
        quoted[-1] = _beginning(quoted[-1], "{}*")
    return " AND ".join(f"({' OR '.join(f'({_fts_words(one)})' for one in term)})" for term in quoted)


def _fts_words(alternative: tuple[tuple[str, ...], ...]) -> str:
    return " AND ".join(f"({' OR '.join(group)})" for group in alternative)


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
