"""Pages of the magazine beside Wagtail's routing of an empty page: queries, bytes, speed; drawn and kept apart."""

import gzip

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import load
from benchmarks.kept import CACHES
from benchmarks.report import Goal, Section
from benchmarks.server import serving
from magazine.models import ArticlePage

EMPTY, CONNECTIONS, WANTED_BEYOND, ASKED_AGAIN = "/prazdna", 8, 8, 50

ROUTED = ", found and not drawn"


def pages(quick: bool) -> Section:
    """Count and load the article and the front; answers drawn anew, given out from what is kept, and 304."""
    article = ArticlePage.objects.live().filter(locale__language_code="cs").order_by("pk").first()
    shown = {"article": article.get_url(), "front": "/magazin/"}
    paths = shown | {f"{name}{ROUTED}": EMPTY + path for name, path in shown.items()}
    counted = {name: _count(path) for name, path in paths.items()}
    seconds = 2 if quick else 5
    with serving("benchmarks.routed") as drawing, serving("benchmarks.kept") as keeping:
        drawn = {name: _rate(drawing.address, path, seconds) for name, path in paths.items()}
        kept = {name: _rate(keeping.address, path, seconds) for name, path in shown.items()}
    unchanged = {name: _unchanged(path) for name, path in shown.items()}
    rows = []
    for name, (queries, whole, sent) in counted.items():
        speeds = [f"{drawn[name]:.0f}", f"{kept[name]:.0f}" if name in kept else ""]
        again = f"{unchanged[name]:.0%}" if name in unchanged else ""
        rows.append([name, str(queries), f"{whole:,}", f"{sent:,}", *speeds, again])
    heads = ["Page", "Queries", "Bytes", "Compressed", "Drawn, requests/s", "Kept, requests/s", "304 when asked again"]
    notes = [
        f"{CONNECTIONS} connections, 2 workers, load by {load.tool()}. Pages found and not drawn are what Wagtail's "
        "routing alone costs. Queries are counted with the shared cache there, as in production, and no page kept.",
    ]
    return Section("Pages of the magazine", heads, rows, _goals(counted, unchanged), notes)


@override_settings(ROOT_URLCONF="benchmarks.routed_urls", KKO_PAGE_SECONDS=0, CACHES=CACHES)
def _count(path: str) -> tuple[int, int, int]:
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    client.get(path, secure=True)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, secure=True)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    packed = answer.headers.get("Content-Encoding") == "gzip"
    whole = gzip.decompress(answer.content) if packed else answer.content
    return len(captured), len(whole), len(answer.content)


def _rate(address: str, path: str, seconds: int) -> float:
    load.run(address, [path], connections=2, seconds=1)
    return load.run(address, [path], CONNECTIONS, seconds).rate


@override_settings(KKO_PAGE_SECONDS=0)
def _unchanged(path: str) -> float:
    """Return the share of 304 among answers to somebody who has the page."""
    client = Client(headers={"host": "127.0.0.1"})
    etag = client.get(path, secure=True).headers["ETag"]
    answers = [client.get(path, secure=True, headers={"If-None-Match": etag}) for _ in range(ASKED_AGAIN)]
    return sum(answer.status_code == 304 for answer in answers) / ASKED_AGAIN


def _goals(counted: dict[str, tuple[int, int, int]], unchanged: dict[str, float]) -> list[Goal]:
    goals = []
    for name in unchanged:
        beyond, share = counted[name][0] - counted[name + ROUTED][0], unchanged[name]
        goals += [
            Goal(f"queries of the {name} beyond routing", f"≤ {WANTED_BEYOND}", str(beyond), beyond <= WANTED_BEYOND),
            Goal(f"{name} asked again", "304 always", f"{share:.0%}", share == 1),
        ]
    return goals
