"""The map of Europe that case studies stand on: ours, drawn on the server, without tiles and without a network.

The outlines (``static/img/europe.svg``) were drawn by ``scripts/europe.py`` in the same projection: Lambert's
azimuthal equal-area around 52° N, 10° E, as the European grid has it (EPSG 3035), on a sphere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 880
SCALE = 1850.0  # units of the drawing for one radius of the Earth
LEFT, TOP = -510.0, 345.0  # the corner of the drawing, measured from the centre of the projection
CENTRE_LATITUDE, CENTRE_LONGITUDE = radians(52), radians(10)
PAD, NARROWEST = 60.0, 480.0  # around the outermost points; the least width of a part of the map
MARK, LETTER = 46.0, 20.0  # height of a mark and width of a letter, where the whole map is shown


@dataclass(frozen=True)
class Mark:
    """A mark on the map: its centre, its size, and the numbers that the list beside gives its places."""

    x: float
    y: float
    height: float
    width: float
    label: str

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.height / 2, 1)


@dataclass(frozen=True)
class Frame:
    """The part of the drawing that is shown."""

    left: float
    top: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"

    @property
    def scale(self) -> float:
        """How large a unit of the whole map is here."""
        return self.width / WIDTH


@dataclass(frozen=True)
class Drawing:
    """A map: the frame, the marks in it, and the size of their letters."""

    frame: Frame
    marks: list[Mark]

    @property
    def letter(self) -> float:
        return round(LETTER * 1.7 * self.frame.scale, 1)


WHOLE = Frame(0, 0, WIDTH, HEIGHT)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point (degrees, WGS 84) stands in the drawing: x to the right, y down, one decimal."""
    north, east = radians(latitude), radians(longitude) - CENTRE_LONGITUDE
    middle = sin(CENTRE_LATITUDE) * sin(north) + cos(CENTRE_LATITUDE) * cos(north) * cos(east)
    stretch = sqrt(2 / (1 + middle)) * SCALE
    x = stretch * cos(north) * sin(east)
    y = stretch * (cos(CENTRE_LATITUDE) * sin(north) - sin(CENTRE_LATITUDE) * cos(north) * cos(east))
    return round(x - LEFT, 1), round(TOP - y, 1)


def drawing(points: Iterable[tuple[int, float, float]], *, whole: bool = False) -> Drawing:
    """Return the map of ``(number, latitude, longitude)``, cut to where they are unless ``whole``.

    Points outside the map are left out; those that would cover each other share a mark.
    """
    placed = [(number, *project(latitude, longitude)) for number, latitude, longitude in points]
    seen = [(number, x, y) for number, x, y in placed if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    frame = WHOLE if whole or not seen else _frame([(x, y) for _number, x, y in seen])
    return Drawing(frame, _apart(seen, frame.scale))


def _frame(points: list[tuple[float, float]]) -> Frame:
    """The smallest part of the map with its proportions that holds the points and some land around them."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    width = max(max(xs) - min(xs) + 2 * PAD, (max(ys) - min(ys) + 2 * PAD) * WIDTH / HEIGHT, NARROWEST)
    width = min(width, WIDTH)
    height = width * HEIGHT / WIDTH
    left = min(max((min(xs) + max(xs) - width) / 2, 0), WIDTH - width)
    top = min(max((min(ys) + max(ys) - height) / 2, 0), HEIGHT - height)
    return Frame(left, top, width, height)


def _apart(points: list[tuple[int, float, float]], scale: float) -> list[Mark]:
    """Return a mark for each point; those that would cover each other become one, until none does."""
    groups = [[point] for point in points]
    while pair := _covering([_mark(group, scale) for group in groups]):
        kept, gone = pair
        groups[kept] = sorted([*groups[kept], *groups.pop(gone)])
    return [_mark(group, scale) for group in groups]


def _covering(marks: list[Mark]) -> tuple[int, int] | None:
    """Return the places of the first two marks that cover each other, the lower one first."""
    for one, other in combinations(range(len(marks)), 2):
        first, second = marks[one], marks[other]
        beside = abs(first.x - second.x) >= (first.width + second.width) / 2
        if not beside and abs(first.y - second.y) < first.height:
            return one, other
    return None


def _mark(group: list[tuple[int, float, float]], scale: float) -> Mark:
    label = ", ".join(str(number) for number, _x, _y in group)
    x = round(sum(point[1] for point in group) / len(group), 1)
    y = round(sum(point[2] for point in group) / len(group), 1)
    height = round(MARK * scale, 1)
    return Mark(x, y, height, round(max(height, (len(label) * LETTER + 14) * scale), 1), label)
