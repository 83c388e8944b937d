"""The catalogue under load, beside the careful page and the bare view, in turn within one run."""

from dataclasses import dataclass

from benchmarks import load, population, questions
from benchmarks.generator import PROFILES
from benchmarks.report import Goal, Section
from benchmarks.server import Server, serving
from scripts.console import step

CONNECTIONS = (1, 8, 32)
WANTED_TIMES = 1.5
WANTED_P95_MS = 250


@dataclass(frozen=True)
class Contender:
    """One page under load: the name of its row, where it is served, what is asked."""

    name: str
    server: Server
    paths: list[str]


def speed(quick: bool) -> Section:
    """Measure list and search at 1, 8 and 32 connections; two workers, no cache."""
    population.populate()
    with serving("benchmarks.settings") as ours, serving("benchmarks.careful.settings") as other:
        contenders = [
            Contender("list, ours", ours, questions.lists()),
            Contender("list, careful", other, questions.lists()),
            Contender("search, ours", ours, questions.searches()),
            Contender("search, careful", other, questions.searches()),
            Contender("bare view of 30 kB", other, ["/strop/"]),
        ]
        runs = _measure(contenders, rounds=1 if quick else 3, seconds=2 if quick else 4)
    rows = [_row(name, connections, run) for (name, connections), run in sorted(runs.items(), key=_place(contenders))]
    heads = ["Page", "Connections", "Requests/s", "p50 ms", "p95 ms", "p99 ms", "Requests", "Errors"]
    notes = [
        f"{PROFILES:,} generated profiles and the sample, PostgreSQL, gunicorn with 2 sync workers, every answer "
        f"rendered anew and compressed. Load by {load.tool()} on the same machine.",
        "Both lists have a sector, a district and an availability ticked; searches have words as well (common, rare, "
        "inflected, without marks, without hits). The careful page counts and filters sectors by the main discipline "
        "only and suggests nothing when it finds nothing, so it does somewhat less.",
    ]
    return Section("Speed", heads, rows, _goals(runs), notes)


def _measure(contenders: list[Contender], rounds: int, seconds: int) -> dict[tuple[str, int], load.Run]:
    with step("Warming up"):
        for one in contenders:
            load.run(one.server.address, one.paths, connections=4, seconds=3)
    runs: dict[tuple[str, int], list[load.Run]] = {}
    for number in range(rounds):
        with step(f"Load, round {number + 1} of {rounds}"):
            for connections in CONNECTIONS:
                for one in contenders:
                    run = load.run(one.server.address, one.paths, connections, seconds)
                    runs.setdefault((one.name, connections), []).append(run)
    return {key: load.together(several) for key, several in runs.items()}


def _place(contenders: list[Contender]):
    order = {one.name: place for place, one in enumerate(contenders)}
    return lambda item: (order[item[0][0]], item[0][1])


def _row(name: str, connections: int, run: load.Run) -> list[str]:
    percentiles = [f"{run.percentile(share):.0f}" for share in (0.5, 0.95, 0.99)]
    return [name, str(connections), f"{run.rate:.0f}", *percentiles, str(run.requests), str(run.errors)]


def _goals(runs: dict[tuple[str, int], load.Run]) -> list[Goal]:
    goals = []
    for page in ("list", "search"):
        ours, careful = runs[f"{page}, ours", 8], runs[f"{page}, careful", 8]
        times = ours.rate / careful.rate if careful.rate else 0.0
        measured, p95 = f"{times:.1f} × ({ours.rate:.0f} to {careful.rate:.0f} requests/s)", ours.percentile(0.95)
        goals += [
            Goal(f"{page} beside careful, 8 connections", f"≥ {WANTED_TIMES} ×", measured, times >= WANTED_TIMES),
            Goal(f"{page}, p95, 8 connections", f"≤ {WANTED_P95_MS} ms", f"{p95:.0f} ms", p95 <= WANTED_P95_MS),
        ]
    errors = sum(run.errors for run in runs.values())
    goals.append(Goal("errors under load", "0", str(errors), errors == 0))
    return goals
