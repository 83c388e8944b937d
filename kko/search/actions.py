"""Putting things into the index and taking them out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kko.search.analysis import index_keys
from kko.search.documents import Document
from kko.search.folding import fold
from kko.search.models import SearchEntry, VocabularyWord
from kko.search.vocabulary import vocabulary_words

BATCH = 500
MAX_KEYS = 4_000

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
        update_fields=["title", "words", "vector", "updated_at"],
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
