"""Stamps: what was prepared from which files, so that what did not change is not done again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scripts.console import ROOT


def digest(*parts: str | Path) -> str:
    """Return one digest over files (path and content), folders (all their files) and plain strings."""
    total = hashlib.sha256()
    for part in parts:
        for path in files_of(part) if isinstance(part, Path) else []:
            total.update(str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode())
            total.update(path.read_bytes())
        if isinstance(part, str):
            total.update(part.encode())
    return total.hexdigest()


def files_of(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file() and "__pycache__" not in each.parts)


class Stamps:
    """The stamps kept in one folder, each under a name."""

    def __init__(self, folder: Path):
        self.folder = folder

    def holds(self, name: str, value: str) -> bool:
        path = self.folder / name
        return path.exists() and path.read_text(encoding="utf-8") == value

    def set(self, name: str, value: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(value, encoding="utf-8")

    def drop(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
