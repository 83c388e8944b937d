"""The list of what fills the slots says everything once."""

import ast
from pathlib import Path

import kko.rooms


def test_no_slot_is_filled_twice():
    body = ast.parse(Path(kko.rooms.__file__).read_text(encoding="utf-8")).body
    filled = [one for one in body if isinstance(one, ast.Assign | ast.AnnAssign)]
    names = [(one.targets[0] if isinstance(one, ast.Assign) else one.target).id for one in filled]
    assert sorted(names) == sorted(set(names))


def test_no_filling_stands_twice_in_its_slot():
    slots = {
        name: value for name, value in vars(kko.rooms).items() if name.startswith("KKO_") and isinstance(value, list)
    }
    assert {name: value for name, value in slots.items() if len(value) != len(set(value))} == {}
