"""Files stay under 400 lines and functions under 30, so that each can be read at once."""

import ast
from pathlib import Path

from scripts.console import ROOT
from scripts.prepare import ROOMS

CODE = [*ROOMS, "scripts", "benchmarks"]
OURS = {".py", ".html", ".txt", ".js", ".css"}
FOREIGN = {"vendor", "migrations", "data", "__pycache__", "locale"}
# Path, or path and function, with the reason. Aim: empty.
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}


def files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.suffix in OURS]
    return [path for path in found if not FOREIGN & set(path.relative_to(ROOT).parts)]


def test_files_have_at_most_400_lines():
    too_long = {}
    for path in files(*CODE, "tests", "templates", "static"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 400:
            too_long[path.relative_to(ROOT).as_posix()] = lines
    assert {name: lines for name, lines in too_long.items() if name not in LONGER_FILES} == {}
    assert LONGER_FILES.keys() <= too_long.keys(), "The list holds files that are short by now."


def test_functions_have_fewer_than_30_lines():
    too_long = {}
    for path in files(*CODE):
        if path.suffix == ".py":
            too_long |= {f"{path.relative_to(ROOT)}:{name}": size for name, size in long_functions(path)}
    assert {name: lines for name, lines in too_long.items() if name not in LONGER_FUNCTIONS} == {}
    assert LONGER_FUNCTIONS.keys() <= too_long.keys(), "The list holds functions that are short by now."


def long_functions(path: Path):
    """Yield name and lines (decorators apart) of the functions of a file that are too long."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = node.end_lineno - node.lineno + 1
            if size >= 30:
                yield node.name, size
