"""The map of the catalogue in a real browser: ten thousand points, and what pages without a map do not load."""

import gzip
import statistics
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import Goal, Section
from benchmarks.server import serving
from scripts import services

POINTS = 10_000
READY_MS = 1_000
OTHER_PAGES_KB = 40
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WINDOW = {"width": 1440, "height": 900}
MARK = "name => performance.getEntriesByName(name)[0]?.startTime ?? null"
OTHERS = {"home": "/", "catalogue as a list": "/katalog/", "open data": "/data/", "search": "/hledat/"}


def map(quick: bool) -> Section:
    """Open the map with points of its own in a cold browser, several times; weigh the script of every page."""
    body = _points()
    runs, scripts = [], {}
    with serving("benchmarks.settings") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=FLAGS)
        for _run in range(2 if quick else 7):
            runs.append(_ready(browser, server.address, body))
        for name, path in {"map": "/katalog/mapa/", **OTHERS}.items():
            scripts[name] = _script_bytes(browser, server.address + path)
        browser.close()
    from_start, from_visit = (statistics.median(one) for one in zip(*runs, strict=True))
    others = {name: weight for name, weight in scripts.items() if name != "map"}
    rows = [
        ["squares drawn, from when the map comes into view", f"{from_start:.0f} ms"],
        ["squares drawn, from the visit", f"{from_visit:.0f} ms"],
        ["the points themselves, compressed", f"{len(gzip.compress(body)) / 1000:.1f} kB"],
        *([f"script of the page: {name}, compressed", f"{weight / 1000:.1f} kB"] for name, weight in scripts.items()),
    ]
    most = max(others.values()) / 1000
    goals = [
        Goal(f"{POINTS:,} points on the map ready", f"< {READY_MS} ms", f"{from_start:.0f} ms", from_start < READY_MS),
        Goal("script of pages without the map", f"< {OTHER_PAGES_KB} kB", f"{most:.1f} kB", most < OTHER_PAGES_KB),
    ]
    note = f"Headless Chromium, empty cache, median of {len(runs)}; every point is a place of its own."
    return Section("The map", ["What", "Measured"], rows, goals, [note])


def _points() -> bytes:
    """Return as many points, each once and in the shape that the map asks for: around towns, as people live."""
    import json
    import random

    from catalogue.listing import UNITS
    from kko.territory.models import Municipality
    from kko.territory.place import SOUTH, WEST

    dice = random.Random(20261123)
    towns = list(Municipality.objects.order_by("code").values_list("longitude", "latitude", "population"))
    weights = [population for *_place, population in towns]
    found: set[tuple[int, int]] = set()
    while len(found) < POINTS:
        (east, north, _population) = dice.choices(towns, weights)[0]
        place = (dice.gauss(east, 0.015) - WEST, dice.gauss(north, 0.01) - SOUTH)
        found.add((round(place[0] * UNITS), round(place[1] * UNITS)))
    points = sorted(found)
    steps = [x - before for (before, _), (x, _) in zip([(0, 0), *points], points, strict=False)]
    columns = {"x": steps, "y": [y for _x, y in points], "number": [1] * POINTS}
    return json.dumps({"origin": [WEST, SOUTH], "units": UNITS, **columns}, separators=(",", ":")).encode()


def _ready(browser: Browser, address: str, body: bytes) -> tuple[float, float]:
    """Return the milliseconds from the map's own start and from the visit until its squares are drawn."""
    page = browser.new_page(viewport=WINDOW)
    page.route("**/body.json*", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(f"{address}/katalog/mapa/")
    page.wait_for_selector(f"[data-kko-shown='{POINTS}']")
    page.wait_for_timeout(200)
    start, ready = (page.evaluate(MARK, f"kko-map-{name}") for name in ("start", "ready"))
    page.context.close()
    return ready - start, ready


def _script_bytes(browser: Browser, address: str) -> int:
    """Return how much script a page loads, as its files weigh compressed."""
    page = browser.new_page(viewport=WINDOW)
    loaded: list[str] = []
    page.on("request", lambda request: request.resource_type == "script" and loaded.append(request.url))
    page.goto(address, wait_until="networkidle")
    _scroll_through(page)
    page.context.close()
    files = [Path(settings.STATIC_ROOT, urlsplit(url).path.removeprefix(settings.STATIC_URL)) for url in set(loaded)]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def _scroll_through(page: Page) -> None:
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(500)
