"""The map of Europe that case studies stand on: ours, drawn on the server, without tiles and without a network.

The outlines (``static/img/europe.svg``) were drawn by ``scripts/europe.py`` in the same projection: Lambert's
azimuthal equal-area around 52° N, 10° E, as the European grid has it (EPSG 3035), on a sphere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 880
SCALE = 1850.0  # units of the drawing for one radius of the Earth
LEFT, TOP = -510.0, 345.0  # the corner of the drawing, measured from the centre of the projection
CENTRE_LATITUDE, CENTRE_LONGITUDE = radians(52), radians(10)
NEAR = 22.0  # points nearer to each other than this share a mark


@dataclass(frozen=True)
class Mark:
    """A mark on the map: its centre, and the numbers that the list beside gives its places."""

    x: float
    y: float
    numbers: tuple[int, ...]

    @property
    def label(self) -> str:
        """One number as it is, several as the first with the count of the others: "3 +1"."""
        first, *others = self.numbers
        return f"{first}+{len(others)}" if others else str(first)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point (degrees, WGS 84) stands in the drawing: x to the right, y down, one decimal."""
    north, east = radians(latitude), radians(longitude) - CENTRE_LONGITUDE
    middle = sin(CENTRE_LATITUDE) * sin(north) + cos(CENTRE_LATITUDE) * cos(north) * cos(east)
    stretch = sqrt(2 / (1 + middle)) * SCALE
    x = stretch * cos(north) * sin(east)
    y = stretch * (cos(CENTRE_LATITUDE) * sin(north) - sin(CENTRE_LATITUDE) * cos(north) * cos(east))
    return round(x - LEFT, 1), round(TOP - y, 1)


def is_shown(x: float, y: float) -> bool:
    """Whether a point of the drawing lies within its frame."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def marks(points: Iterable[tuple[int, float, float]]) -> list[Mark]:
    """Return the marks of ``(number, latitude, longitude)``; what lies close together shares one."""
    found: list[Mark] = []
    for number, latitude, longitude in points:
        x, y = project(latitude, longitude)
        if not is_shown(x, y):
            continue
        near = next((place for place, mark in enumerate(found) if _distance(mark, x, y) < NEAR), None)
        if near is None:
            found.append(Mark(x, y, (number,)))
        else:
            found[near] = Mark(found[near].x, found[near].y, (*found[near].numbers, number))
    return found


def _distance(mark: Mark, x: float, y: float) -> float:
    return sqrt((mark.x - x) ** 2 + (mark.y - y) ** 2)
