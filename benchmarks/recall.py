"""How much of what must be found a search finds, over pairs of a query and what must come."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).resolve().parent.parent / "catalogue" / "data" / "search_pairs.json"


@dataclass(frozen=True)
class Recall:
    """Means over the pairs, from 0 to 1; and for each pair not wholly found its query and what lacked.

    ``precision_at_10`` is the share of what must come among the first ten; since a pair names what must come,
    not all that may, it is a lower bound.
    """

    recall: float
    precision_at_10: float
    misses: list[tuple[str, list[str]]]


def load_pairs(path: Path = PAIRS) -> list[dict[str, Any]]:
    """Return the pairs of the file: query, profile (one key or several), note."""
    return json.loads(path.read_text(encoding="utf-8"))


def measure(pairs: list[dict[str, Any]], search: Callable[[str], list[str]]) -> Recall:
    """Ask every query of the pairs; ``search`` returns the keys it finds, best first. Raises ValueError for none."""
    if not pairs:
        raise ValueError("No pairs to measure with.")
    recalls, precisions, misses = [], [], []
    for pair in pairs:
        expected = {pair["profile"]} if isinstance(pair["profile"], str) else set(pair["profile"])
        found = search(pair["query"])
        lacking = expected - set(found)
        recalls.append(1 - len(lacking) / len(expected))
        precisions.append(len(expected & set(found[:10])) / len(found[:10]) if found else 0.0)
        if lacking:
            misses.append((pair["query"], sorted(lacking)))
    return Recall(sum(recalls) / len(pairs), sum(precisions) / len(pairs), misses)
