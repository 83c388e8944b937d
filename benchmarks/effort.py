"""What an answer costs beside time: queries, bytes, reading the listing anew, memory."""

import gzip
import time

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import load, population, questions
from benchmarks.kept import CACHES
from benchmarks.report import Goal, Section
from benchmarks.server import serving
from catalogue.actions import mark_listing_changed
from catalogue.listing import current_listing
from kko.accounts.context_processors import forget_footers
from kko.search.asking import forget_synonyms
from kko.search.retrieval import matching_ids

WANTED_QUERIES = 8
PAGES = {"list, ours": ("kko.urls", questions.lists), "search, ours": ("kko.urls", questions.searches)}
PAGES |= {
    "list, careful": ("benchmarks.careful.urls", questions.lists),
    "search, careful": ("benchmarks.careful.urls", questions.searches),
}


def queries(quick: bool) -> Section:
    """Count the queries and the bytes of real answers; the most of all addresses counts.

    Each answer reads anew what a process keeps for a minute: the footer and the synonyms. The shared cache is there,
    as in production: Wagtail has the roots of its sites in it.
    """
    population.populate()
    rows, goals = [], []
    for name, (urls, paths) in PAGES.items():
        with override_settings(ROOT_URLCONF=urls, CACHES=CACHES):
            _ask("/katalog/")
            asked = [_ask(path) for path in paths()]
        most = max(count for count, _, _ in asked)
        whole, sent = (sum(row[place] for row in asked) // len(asked) for place in (1, 2))
        rows.append([name, str(most), f"{whole:,}", f"{sent:,}"])
        if name.endswith("ours"):
            goals.append(Goal(f"queries of the {name}", f"≤ {WANTED_QUERIES}", str(most), most <= WANTED_QUERIES))
    return Section("Queries", ["Page", "Queries at most", "Bytes on average", "Bytes compressed"], rows, goals)


def _ask(path: str) -> tuple[int, int, int]:
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    current_listing()
    forget_footers()
    forget_synonyms()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, secure=True)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(captured), len(gzip.decompress(answer.content)), len(answer.content)


def words(quick: bool) -> Section:
    """Say how many profiles each of the searched words finds and how long finding takes in one process."""
    population.populate()
    rows = []
    for group, several in questions.WORDS.items():
        for word in several:
            matching_ids(word, "profile", prefix=True)
            started = time.perf_counter()
            found = len(matching_ids(word, "profile", prefix=True))
            rows.append([group, word, f"{found:,}", f"{(time.perf_counter() - started) * 1000:.1f}"])
    return Section("Words of the searches", ["Kind", "Words", "Hits", "Found in ms"], rows)


def freshness(quick: bool) -> Section:
    """Measure how long a change of the catalogue keeps a process busy, and what a worker holds."""
    population.populate()
    seconds = []
    for _ in range(1 if quick else 3):
        mark_listing_changed()
        started = time.perf_counter()
        current_listing()
        seconds.append(time.perf_counter() - started)
    with serving("benchmarks.settings") as server:
        load.run(server.address, [*questions.lists(), *questions.searches()], connections=4, seconds=4)
        memory = server.memory_mb()
    rows = [
        ["the listing read anew after a change", f"{min(seconds):.2f} s"],
        ["memory of a worker with listing and dictionary", f"{memory[0]} MB"],
    ]
    return Section("Freshness and memory", ["What", "Measured"], rows)
