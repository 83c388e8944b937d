"""What the parts hand over and how it is printed: Markdown, goals first."""

import os
import platform
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scripts.console import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Goal:
    """What must hold, what was measured, and whether it does."""

    what: str
    wanted: str
    measured: str
    holds: bool


@dataclass(frozen=True)
class Section:
    """One part's result: a table (heads and rows), goals, and sentences below it."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]


def write(sections: list[Section], machine: str, path: Path | None = DOCUMENT) -> str:
    """Return the whole report; write it to ``path`` unless that is ``None``."""
    goals = [goal for section in sections for goal in section.goals]
    verdicts = [[goal.what, goal.wanted, goal.measured, "ok" if goal.holds else "**MISSED**"] for goal in goals]
    lines = ["# Benchmarks", "", "Made by `make bench`; " + machine, ""]
    lines += table(["Goal", "Wanted", "Measured", ""], verdicts)
    for section in sections:
        lines += ["", f"## {section.title}", ""]
        lines += table(section.heads, section.rows)
        for note in section.notes:
            lines += ["", note]
    text = "\n".join(lines) + "\n"
    if path is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return text


def machine() -> str:
    """Return the day, the machine's cores and load, and the versions of what was measured."""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({platform.machine()}, load {load} at the start), "
        f"Python {platform.python_version()}, Django {django.get_version()}, PostgreSQL {server}."
    )
