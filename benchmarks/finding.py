"""Recall of the search over the real sample: what visitors ask for and must find."""

from django.db import transaction

from benchmarks.recall import Recall, load_pairs, measure
from benchmarks.report import Goal, Section
from catalogue.models import Profile
from catalogue.reference import read
from catalogue.search import documents
from kko.search.actions import index_documents
from kko.search.documents import Document
from kko.search.folding import fold
from kko.search.retrieval import matching_ids

KIND = "benchmark"  # the sample alone, beside whatever else the index holds


def finding(quick: bool) -> Section:
    """Ask all pairs as written and without diacritics of the sample indexed as the site does it."""
    pairs = load_pairs()
    with transaction.atomic():
        keys = _index_sample()
        as_written = measure(pairs, lambda query: _search(query, keys))
        bare = measure(pairs, lambda query: _search(fold(query), keys))
        transaction.set_rollback(True)
    measured = {"with diacritics": (as_written, 0.95), "without": (bare, 0.90)}
    rows = [
        [name, str(len(pairs)), f"{one.recall:.4f}", f"{one.precision_at_10:.3f}"]
        for name, (one, _) in measured.items()
    ]
    goals = [
        Goal(f"recall {name}", f"≥ {wanted:.2f}", f"{one.recall:.4f}", one.recall >= wanted)
        for name, (one, wanted) in measured.items()
    ]
    notes = [note for name, (one, _) in measured.items() for note in _misses(name, one)]
    return Section("Recall", ["Queries", "Pairs", "Recall", "Precision at 10"], rows, goals, notes)


def _index_sample() -> dict[int, str]:
    """Index the sample under a kind of its own; return the keys of the pairs by profile."""
    by_name = {entry["name"]: entry["key"] for entry in read("sample_profiles.json")}
    sample = {one.pk: by_name[one.name] for one in Profile.objects.sample() if one.name in by_name}
    index_documents(documents=(_renamed(document) for document in documents(sample)))
    return sample


def _renamed(document: Document) -> Document:
    return Document(KIND, document.object_id, document.title, document.a, document.b, document.c, document.d)


def _search(query: str, keys: dict[int, str]) -> list[str]:
    return [keys[pk] for pk in matching_ids(query, KIND, prefix=True)]


def _misses(name: str, one: Recall) -> list[str]:
    if not one.misses:
        return [f"Nothing missed {name}."]
    return [f"Missed {name}: " + "; ".join(f"{query} ({', '.join(lacking)})" for query, lacking in one.misses) + "."]
