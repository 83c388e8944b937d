"""Shapes: the few primitives that motifs are cut from, for SVG as text and for Pillow as polygons.

A motif lives in a tile of ``UNIT`` by ``UNIT`` whole units. What touches the tile's edge reaches one
unit over it, so that neighbours of one colour meet without a hairline when the picture is scaled.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

UNIT = 120
BACK, MAIN, SECOND, ACCENT = range(4)  # the four parts that a tile's colouring plays

Point = tuple[float, float]
_TOKEN = re.compile(r"[MLHVCAZ]|-?\d+")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
_STEPS = 16  # straight pieces of a flattened curve
# Cosines of the sixteen winds, written out: the same on every machine, for ever.
_COSINES = (1.0, 0.9238795325, 0.7071067812, 0.3826834324, 0.0, -0.3826834324, -0.7071067812, -0.9238795325)
_COSINES += tuple(-cosine for cosine in _COSINES)


@dataclass(frozen=True)
class Path:
    """An outline in absolute ``M L H V C A Z`` with whole numbers; every closed run is filled, none is a hole."""

    part: int
    d: str

    def svg(self, colour: str) -> str:
        return f'<path fill="{colour}" d="{self.d}"/>'

    def polygons(self) -> list[list[Point]]:
        """Return the outline's closed runs flattened to straight pieces, in tile units."""
        return _flattened(self.d)


@dataclass(frozen=True)
class Disc:
    """A full circle."""

    part: int
    cx: int
    cy: int
    r: int

    def svg(self, colour: str) -> str:
        return f'<circle fill="{colour}" cx="{self.cx}" cy="{self.cy}" r="{self.r}"/>'

    def polygons(self) -> list[list[Point]]:
        """Return the circle as one polygon of 96 corners, in tile units."""
        turns = [2 * math.pi * step / 96 for step in range(96)]
        return [[(self.cx + self.r * math.cos(turn), self.cy + self.r * math.sin(turn)) for turn in turns]]


Shape = Path | Disc


def around(petal: str, *winds: int, centre: int = UNIT // 2) -> str:
    """Return the outline repeated about the tile's centre towards the given winds (sixteenths of a turn).

    ``petal`` is drawn about the origin and points up.
    """
    return "".join(_turned(petal, wind, centre) for wind in winds)


def _turned(petal: str, wind: int, centre: int) -> str:
    cosine, sine = _COSINES[wind % 16], _COSINES[(wind - 4) % 16]
    words = []
    for letter, numbers in _commands(petal):
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        turned = [(x * cosine - y * sine + centre, x * sine + y * cosine + centre) for x, y in pairs]
        words.append(letter + " ".join(f"{math.floor(x + 0.5)} {math.floor(y + 0.5)}" for x, y in turned))
    return "".join(words)


def _commands(d: str) -> list[tuple[str, list[int]]]:
    found: list[tuple[str, list[int]]] = []
    for token in _TOKEN.findall(d):
        if token in _ARITY:
            found.append((token, []))
        else:
            found[-1][1].append(int(token))
    return [
        (letter, numbers[start : start + _ARITY[letter]])
        for letter, numbers in found
        for start in range(0, max(len(numbers), 1), _ARITY[letter] or 1)
    ]


@lru_cache(maxsize=512)
def _flattened(d: str) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for letter, numbers in _commands(d):
        if letter == "M":
            runs.append([(numbers[0], numbers[1])])
        elif letter != "Z":
            runs[-1].extend(_piece(letter, numbers, runs[-1][-1]))
    return runs


def _piece(letter: str, numbers: list[int], here: Point) -> list[Point]:
    if letter == "H":
        return [(numbers[0], here[1])]
    if letter == "V":
        return [(here[0], numbers[0])]
    if letter == "C":
        return _curve(here, *zip(numbers[::2], numbers[1::2], strict=True))
    if letter == "A":
        return _arc(here, numbers[0], bool(numbers[3]), bool(numbers[4]), (numbers[5], numbers[6]))
    return [(numbers[0], numbers[1])]


def _curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    points = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
        points.append((x, y))
    return points


def _arc(a: Point, r: float, large: bool, sweep: bool, b: Point) -> list[Point]:
    """Flatten a circular arc as SVG 1.1, appendix F.6, reads it."""
    half_x, half_y = (b[0] - a[0]) / 2, (b[1] - a[1]) / 2
    half = math.hypot(half_x, half_y)
    r = max(r, half)
    lift = math.sqrt(r * r - half * half) / half * (-1 if large == sweep else 1)
    cx, cy = a[0] + half_x - lift * half_y, a[1] + half_y + lift * half_x
    start, end = math.atan2(a[1] - cy, a[0] - cx), math.atan2(b[1] - cy, b[0] - cx)
    span = (end - start) % (2 * math.pi) if sweep else -((start - end) % (2 * math.pi))
    turns = [start + span * step / (2 * _STEPS) for step in range(1, 2 * _STEPS + 1)]
    return [(cx + r * math.cos(turn), cy + r * math.sin(turn)) for turn in turns]
