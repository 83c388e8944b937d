"""Chance that repeats: numbers drawn from a seed by SHA-256, the same on every machine and Python, for ever."""

import hashlib
import re
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """A stream of choices that depends on its seed alone."""

    def __init__(self, seed: str):
        self._seed = seed.encode()
        self._round = 0
        self._pool = b""

    def below(self, bound: int) -> int:
        """Return a number from 0 to ``bound`` - 1 (``bound`` far below 65,536)."""
        if len(self._pool) < 2:
            self._pool = hashlib.sha256(b"%d:%b" % (self._round, self._seed)).digest()
            self._round += 1
        number, self._pool = int.from_bytes(self._pool[:2], "big"), self._pool[2:]
        return number % bound

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return ``count`` different items in a drawn order (fewer where there are fewer)."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


_PLAIN = re.compile(r"[a-z0-9-]{1,120}")


def plain_seed(value: object) -> str:
    """Return the value as a seed that an address can hold: itself where it can, else its digest."""
    words = str(value)
    return words if _PLAIN.fullmatch(words) else hashlib.sha256(words.encode()).hexdigest()[:32]
