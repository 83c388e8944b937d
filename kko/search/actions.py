"""Putting things into the index and taking them out; counting what is searched."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from kko.search.analysis import index_keys, query_groups
from kko.search.asking import asks_for, forget_synonyms
from kko.search.documents import Document
from kko.search.folding import fold, name_words
from kko.search.models import SearchCount, SearchEntry, VocabularyWord
from kko.search.phrases import counted_phrase
from kko.search.vocabulary import vocabulary_words

logger = logging.getLogger(__name__)

BATCH = 500
MAX_KEYS = 4_000

# Of words searched: how many different ones a day are counted (whoever floods the search fills no disk), after how
# long those that were searched only once go, and after how long all go.
PHRASES_A_DAY = 2_000
SINGLE_IS_KEPT = timedelta(days=30)
COUNTS_ARE_KEPT = timedelta(days=365)
UNDECLINED = 3  # letters of a name that no case changes: Marek, Marka
PATIENCE_MS = 200  # of a count for others who write; a page must not wait for it

_COUNT_SEARCH = """
    INSERT INTO search_searchcount (day, phrase, searches, empty)
    SELECT day, phrase, 1, empty FROM (SELECT {day} AS day, {phrase} AS phrase, {empty} AS empty) AS new
    WHERE EXISTS (SELECT 1 FROM search_searchcount AS same WHERE same.day = new.day AND same.phrase = new.phrase)
    OR (SELECT count(*) FROM search_searchcount AS today WHERE today.day = new.day) < %s
    ON CONFLICT (day, phrase) DO UPDATE
    SET searches = search_searchcount.searches + 1, empty = search_searchcount.empty + excluded.empty
"""
_TYPES = {"postgresql": {"day": "%s::date", "phrase": "%s::text", "empty": "%s::int"}}

_COUNT_WORDS = """
    INSERT INTO search_vocabularyword (kind, word, folded, uses) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, word) DO UPDATE SET uses = search_vocabularyword.uses + excluded.uses
"""


@transaction.atomic
def index_documents(*, documents: Iterable[Document]) -> int:
    """Put the documents into the index, or anew where they stand in it; return how many.

    Of two documents for one object the later counts.
    """
    waiting, count = iter(documents), 0
    change: Counter[tuple[str, str]] = Counter()
    while batch := list(islice(waiting, BATCH)):
        if count == BATCH and connection.vendor == "postgresql":
            _expect_many()
        latest = list({(document.kind, document.object_id): document for document in batch}.values())
        change.update(_index_batch(latest))
        count += len(latest)
    _count_words(change)
    if count > BATCH and connection.vendor == "postgresql":
        _settle_index()
    return count


@transaction.atomic
def remove_documents(*, kind: str, object_ids: Iterable[int]) -> int:
    """Take these objects of one kind out of the index; return how many stood in it."""
    waiting, count = iter(object_ids), 0
    change: Counter[tuple[str, str]] = Counter()
    while batch := list(islice(waiting, BATCH)):
        entries = SearchEntry.objects.filter(kind=kind, object_id__in=batch)
        change.subtract({(kind, word): uses for word, uses in _words_of(entries).items()})
        count += entries.delete()[0]
    _count_words(change)
    return count


@transaction.atomic
def rebuild_kind(*, kind: str, documents: Iterable[Document]) -> int:
    """Index all documents of one kind and forget everything else of it; return how many are in it now."""
    remove_documents(kind=kind, object_ids=_indexed_ids(kind))
    VocabularyWord.objects.filter(kind=kind).delete()
    return index_documents(documents=documents)


def count_search(*, query: str, found: int) -> bool:
    """Count that somebody searched for this today; return whether it was counted. One statement.

    Nothing of who searched is kept, and no words that look like an address or a number of a person. A count
    that would have to wait is left out.
    """
    phrase = counted_phrase(query)
    if not phrase:
        return False
    types = _TYPES.get(connection.vendor, {"day": "%s", "phrase": "%s", "empty": "%s"})
    values: list[str | int] = [timezone.localdate().isoformat(), phrase, int(not found), PHRASES_A_DAY]
    try:
        with _short_wait(), connection.cursor() as cursor:
            cursor.execute(_COUNT_SEARCH.format(**types), values)
            return cursor.rowcount == 1
    except OperationalError as error:
        logger.warning("A search was not counted: %s", error)
        return False


@contextmanager
def _short_wait() -> Iterator[None]:
    """Let SQLite wait for another writer just a moment: an import may hold the file for many seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


@transaction.atomic
def forget_searches() -> str:
    """Forget counts after a year, and after a month what was searched only once. A chore; says how many rows went."""
    today = timezone.localdate()
    old, _by_model = SearchCount.objects.filter(day__lt=today - COUNTS_ARE_KEPT).delete()
    once = SearchCount.objects.values("phrase").annotate(times=Sum("searches")).filter(times=1).values("phrase")
    single = SearchCount.objects.filter(day__lt=today - SINGLE_IS_KEPT, phrase__in=once)
    count = old + single.delete()[0]
    return f"{count} counts of searches forgotten" if count else ""


@transaction.atomic
def forget_names(*, names: Iterable[str]) -> int:
    """Forget the counts of phrases that name one of these people, in any order and form; returns how many rows went.

    A name of one word goes only while no public text says it: "keramika" is everybody's. So this is called when what
    was public of the person is out of the index.
    """
    count = 0
    for name in {" ".join(name_words(name)) for name in names}:
        if " " in name or not VocabularyWord.objects.filter(folded=name).exists():
            count += SearchCount.objects.filter(phrase__in=_phrases_naming(name)).delete()[0]
    return count


def _phrases_naming(name: str) -> list[str]:
    if not name:
        return []
    counts = SearchCount.objects.all()
    for word in name.split():
        counts = counts.filter(phrase__contains=word[:UNDECLINED])
    return [phrase for phrase in set(counts.values_list("phrase", flat=True)) if asks_for(query_groups(phrase), name)]


def use_new_synonyms() -> None:
    """Make searches of this process follow what editors just wrote down; others follow within seconds."""
    forget_synonyms()
    transaction.on_commit(forget_synonyms)


def _expect_many() -> None:
    """Let GIN gather new keys instead of sorting them in with every batch; halves the time of a rebuild."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")


def _settle_index() -> None:
    """Sort in what GIN gathered; queries would read through it one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_vector')")


def _indexed_ids(kind: str) -> list[int]:
    return list(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True))


def _index_batch(documents: list[Document]) -> Counter[tuple[str, str]]:
    """Write the entries; return by how much the uses of words change."""
    change: Counter[tuple[str, str]] = Counter()
    for kind, group in _by_kind(documents).items():
        ids = [document.object_id for document in group]
        standing = SearchEntry.objects.filter(kind=kind, object_id__in=ids)
        change.subtract({(kind, word): uses for word, uses in _words_of(standing).items()})
    entries = [_entry(document) for document in documents]
    change.update((entry.kind, word) for entry in entries for word in entry.words.split())
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["title", "words", "twin", "language", "vector", "updated_at"],
    )
    if connection.vendor == "sqlite":
        _fill_fts(documents)
    return change


def _by_kind(documents: list[Document]) -> dict[str, list[Document]]:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.kind, []).append(document)
    return groups


def _entry(document: Document) -> SearchEntry:
    entry = SearchEntry(
        kind=document.kind,
        object_id=document.object_id,
        title=document.title.replace("\0", "")[:300],
        words=" ".join(vocabulary_words(f"{document.a} {document.b} {document.c}")),
        twin=document.twin,
        language=document.language,
        updated_at=timezone.now(),
    )
    if connection.vendor == "postgresql":
        entry.vector = _vector(document)
    return entry


def _vector(document: Document) -> str:
    """Return the text form of a ``tsvector``: every key, and marked with the weightiest place it stands in."""
    weights: dict[str, str] = {}
    for weight, text in zip("ABCD", (document.a, document.b, document.c, document.d), strict=True):
        for key in index_keys(text):
            weights.setdefault(key, weight)
    kept = list(islice(weights.items(), MAX_KEYS))
    return " ".join([*(key for key, _ in kept), *(weight + key for key, weight in kept if weight != "D")])


def _fill_fts(documents: list[Document]) -> None:
    """Write the FTS5 rows of entries that stand in the table already."""
    rows: list[tuple[Any, ...]] = []
    for kind, group in _by_kind(documents).items():
        entries = SearchEntry.objects.filter(kind=kind, object_id__in=[document.object_id for document in group])
        ids = dict(entries.values_list("object_id", "id"))
        rows += [(ids[document.object_id], *_keys(document)) for document in group]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [row[:1] for row in rows])
        cursor.executemany("INSERT INTO search_fts (rowid, a, b, c, d) VALUES (%s, %s, %s, %s, %s)", rows)


def _keys(document: Document) -> Iterator[str]:
    for text in (document.a, document.b, document.c, document.d):
        yield " ".join(index_keys(text)[:MAX_KEYS])


def _words_of(entries) -> Counter[str]:
    """Return the words of the entries with their uses, and hold the rows until the transaction ends."""
    if connection.features.has_select_for_update:
        entries = entries.order_by("kind", "object_id").select_for_update()
    return Counter(word for words in entries.values_list("words", flat=True) for word in words.split())


def _count_words(change: Counter[tuple[str, str]]) -> None:
    """Add to the uses of words and forget those without any. Sorted, so that two writers cannot deadlock."""
    rows = [(kind, word, fold(word), uses) for (kind, word), uses in sorted(change.items()) if uses]
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT_WORDS, rows)
    for kind in {row[0] for row in rows if row[3] < 0}:
        words = [row[1] for row in rows if row[0] == kind and row[3] < 0]
        VocabularyWord.objects.filter(kind=kind, word__in=words, uses__lte=0).delete()
