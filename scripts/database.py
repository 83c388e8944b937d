"""The state of the embedded database: absent, whole, or left half made."""

import shutil
import sqlite3
from pathlib import Path

from scripts.console import Refusal

COMPLETE = "database.complete"
WAY_OUT = "`make reset` removes it, then `make run` makes it anew."


def check_whole(var: Path, complete: bool) -> None:
    """Pass when the embedded database is absent or whole.

    ``complete``: whether an earlier run finished preparing it. Raises ``Refusal`` in one sentence.
    """
    path = var / "kko.sqlite3"
    if not path.exists():
        return
    if not complete:
        raise Refusal(f"The database {path} is half made, because an earlier start was cut short: {WAY_OUT}")
    if not readable(path):
        raise Refusal(f"The database {path} is damaged: restore it from a backup, or {WAY_OUT}")


def readable(path: Path) -> bool:
    """Whether SQLite reads the file and finds the table of migrations in it."""
    connection = sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=5)
    try:
        small = path.stat().st_size < 100_000_000
        sound = not small or connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        return sound and connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 0
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def remove(var: Path) -> list[Path]:
    """Remove what the embedded install made under ``var``; return what was there."""
    names = ("kko.sqlite3", "kko.sqlite3-wal", "kko.sqlite3-shm", "media", "mail", "static", "state")
    there = [var / name for name in names if (var / name).exists()]
    for path in there:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return there
