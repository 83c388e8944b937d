"""Lighthouse on the main pages: mobile emulation, the median of five runs, served as in production."""

import json
import os
import shutil
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import Goal, Section
from benchmarks.server import AS_DEPLOYED, serving
from scripts import services
from scripts.console import Refusal, run_quietly, step

VERSION = "12.8.2"  # the newest that runs on Node 18 and 20
RUNS = 5
ATTEMPTS = 3  # now and then a trace of Chromium lacks its beginning (NO_NAVSTART)
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic"
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
WANTED_PERFORMANCE = 95
HOME_KB, SCRIPT_KB = 250, 40
HEADS = [
    "Page",
    "Performance",
    "Access.",
    "Best pr.",
    "SEO",
    "FCP ms",
    "LCP ms",
    "TBT ms",
    "CLS",
    "kB",
    "JS kB",
    "Files",
]


@dataclass(frozen=True)
class Look:
    """One run on one page: scores of 100, times in ms, bytes as they went over the wire."""

    scores: dict[str, int]
    fcp: float
    lcp: float
    tbt: float
    cls: float
    total: int
    script: int
    files: int
    speed_of_machine: float
    faults: tuple[str, ...]


def lighthouse(quick: bool) -> Section:
    """Look at home, catalogue, a profile and an article as a phone would."""
    try:
        tool, chromium = _tool(), services.chromium()
    except (Refusal, services.Missing) as problem:
        goal = Goal("Lighthouse", "measured", "not measured", False)
        return Section("Lighthouse", ["Page"], [], [goal], [str(problem)])
    load = os.getloadavg()[0]
    with serving("benchmarks.settings", AS_DEPLOYED) as server:
        looks = {
            name: _several(tool, chromium, f"{server.address}{path}", name, 1 if quick else RUNS)
            for name, path in _pages().items()
        }
    rows = [_row(name, several) for name, several in looks.items()]
    goals = [goal for name, several in looks.items() for goal in _goals(name, several)]
    return Section("Lighthouse", HEADS, rows, goals, [_how(looks, load, quick), *_faults(looks)])


def _pages() -> dict[str, str]:
    from catalogue.models import Profile
    from magazine.models import ArticlePage

    profile = Profile.objects.sample().filter(live=True).order_by("pk").first()
    article = ArticlePage.objects.live().filter(is_sample=True).order_by("pk").first()
    return {
        "home": "/",
        "catalogue": "/katalog/",
        "profile": profile.get_absolute_url(),
        "article": article.get_url(),
    }


# --- The tool -----------------------------------------------------------------------------------


def _tool() -> list[str]:
    """Return the command of Lighthouse, installed from npm into the user's cache. Raises ``Refusal``."""
    if not shutil.which("npm") or not shutil.which("node"):
        raise Refusal("Lighthouse needs Node and npm: apt-get install nodejs npm.")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "kreativni-ustecko" / f"lighthouse-{VERSION}"
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        with step(f"Installing lighthouse {VERSION} into {folder}"):
            run_quietly(["npm", "install", *options, f"lighthouse@{VERSION}"])
    return ["node", str(command)]


def _several(tool: list[str], chromium: str, address: str, name: str, runs: int) -> list[Look]:
    with step(f"Lighthouse, {name}, {runs} ×"):
        return [_look(tool, chromium, address) for _ in range(runs)]


def _look(tool: list[str], chromium: str, address: str) -> Look:
    options = ["--output=json", "--quiet", f"--chrome-flags={CHROME_FLAGS}"]
    options.append(f"--only-categories={','.join(CATEGORIES)}")
    env = {**os.environ, "CHROME_PATH": chromium}
    for _attempt in range(ATTEMPTS):
        done = subprocess.run([*tool, address, *options], env=env, capture_output=True, text=True)
        if done.returncode == 0:
            return _read(json.loads(done.stdout))
    raise RuntimeError(f"Lighthouse failed on {address}: {done.stderr[-600:]}")


def _read(report: dict[str, Any]) -> Look:
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return Look(
        scores={key: round(100 * (report["categories"][key]["score"] or 0)) for key in CATEGORIES},
        fcp=audits["first-contentful-paint"]["numericValue"],
        lcp=audits["largest-contentful-paint"]["numericValue"],
        tbt=audits["total-blocking-time"]["numericValue"],
        cls=audits["cumulative-layout-shift"]["numericValue"],
        total=sum(one.get("transferSize", 0) for one in requests),
        script=sum(one.get("transferSize", 0) for one in requests if one.get("resourceType") == "Script"),
        files=len(requests),
        speed_of_machine=report["environment"]["benchmarkIndex"],
        faults=_failing(report),
    )


def _failing(report: dict[str, Any]) -> tuple[str, ...]:
    """Return the audits that cost points, with where; performance is told by its numbers."""
    found = []
    for key in CATEGORIES:
        for one in report["categories"][key]["auditRefs"] if key != "performance" else []:
            audit = report["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = (audit.get("details") or {}).get("items", [])
                places = [(item.get("node") or {}).get("selector") or item.get("description", "") for item in items[:3]]
                found.append(f"{audit['id']} ({audit['title']}) {' '.join(map(str, places))}".strip())
    return tuple(found)


# --- The table ----------------------------------------------------------------------------------


def _median(several: list[Look], name: str) -> float:
    return statistics.median(getattr(one, name) for one in several)


def _score(several: list[Look], key: str) -> int:
    return round(statistics.median(one.scores[key] for one in several))


def _row(name: str, several: list[Look]) -> list[str]:
    speeds = [one.scores["performance"] for one in several]
    scores = [f"{_score(several, 'performance')} ({min(speeds)}–{max(speeds)})"]
    scores += [str(_score(several, key)) for key in CATEGORIES if key != "performance"]
    times = [f"{_median(several, key):.0f}" for key in ("fcp", "lcp", "tbt")]
    sizes = [f"{_median(several, key) / 1000:.1f}" for key in ("total", "script")]
    return [name, *scores, *times, f"{_median(several, 'cls'):.3f}", *sizes, f"{_median(several, 'files'):.0f}"]


def _goals(name: str, several: list[Look]) -> list[Goal]:
    speed = _score(several, "performance")
    goals = [Goal(f"{name}, performance", f"≥ {WANTED_PERFORMANCE}", str(speed), speed >= WANTED_PERFORMANCE)]
    for key, words in CATEGORIES.items():
        if key != "performance":
            score = _score(several, key)
            goals.append(Goal(f"{name}, {words}", "100", str(score), score == 100))
    shift = max(one.cls for one in several)
    goals.append(Goal(f"{name}, layout shift", "0", f"{shift:.3f}", round(shift, 3) == 0))
    if name == "home":
        total, script = _median(several, "total") / 1000, _median(several, "script") / 1000
        goals.append(Goal("home, all that is loaded", f"< {HOME_KB} kB", f"{total:.0f} kB", total < HOME_KB))
        goals.append(Goal("home, JavaScript", f"< {SCRIPT_KB} kB", f"{script:.1f} kB", script < SCRIPT_KB))
    return goals


def _how(looks: dict[str, list[Look]], load: float, quick: bool) -> str:
    speed = statistics.median(one.speed_of_machine for several in looks.values() for one in several)
    return (
        f"lighthouse {VERSION}, its own mobile emulation (slow 4G and a processor four times slower, simulated), "
        f"{'one run' if quick else f'median of {RUNS} runs'}; load of the machine {load:.1f} at the start and "
        f"{os.getloadavg()[0]:.1f} at the end, benchmark index {speed:.0f}. gunicorn as deployed, without any cache."
    )


def _faults(looks: dict[str, list[Look]]) -> list[str]:
    found = dict.fromkeys(
        f"{name}: {fault}." for name, several in looks.items() for one in several for fault in one.faults
    )
    return list(found)
