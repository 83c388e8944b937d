"""Draw the outlines of the map of case studies: ``python -m scripts.europe countries-50m.json``.

The source is Natural Earth (public domain) as npm's ``world-atlas`` 2.0.2 packs it (TopoJSON, ISC).
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from pathlib import Path

from magazine.knowledge.europe import HEIGHT, WIDTH, project
from scripts.console import ROOT

TARGET = ROOT / "static" / "img" / "europe.svg"
TOLERANCE, SMALLEST = 2.2, 60.0  # units of the drawing; square units
SEEN = (-32.0, 20.0, 66.0, 76.0)  # degrees: beyond these the projection is of no use to us
MARGIN = 60.0
Point = tuple[float, float]


def decoded(topology: dict) -> list[list[Point]]:
    """Return the arcs as points of the drawing, thinned out alike for both neighbours of a border."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append(placed(x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(thinned(points))
    return arcs


def placed(longitude: float, latitude: float) -> Point:
    west, south, east, north = SEEN
    x, y = project(min(max(latitude, south), north), min(max(longitude, west), east))
    return min(max(x, -MARGIN), WIDTH + MARGIN), min(max(y, -MARGIN), HEIGHT + MARGIN)


def thinned(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's way: keep the point that is farthest from the line, if it is far enough."""
    if len(points) < 3:
        return points
    far, distance = max(((at, offset(points[at], points[0], points[-1])) for at in range(1, len(points) - 1)),
                        key=lambda pair: pair[1])  # fmt: skip
    if distance < TOLERANCE:
        return [points[0], points[-1]]
    return thinned(points[: far + 1])[:-1] + thinned(points[far:])


def offset(point: Point, start: Point, end: Point) -> float:
    length = hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    across = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(across) / length


def rings(topology: dict, arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Yield the rings that are seen and large enough."""
    for country in topology["objects"]["countries"]["geometries"]:
        shapes = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for shape in shapes:
            for ring in shape:
                points = [point for number in ring for point in part(arcs, number)]
                if len(points) > 3 and abs(area(points)) > SMALLEST and any(map(inside, points)):
                    yield points


def part(arcs: list[list[Point]], number: int) -> list[Point]:
    return (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1]


def area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs) / 2


def inside(point: Point) -> bool:
    return -10 < point[0] < WIDTH + 10 and -10 < point[1] < HEIGHT + 10


def path(points: list[Point]) -> str:
    """Return a ring in whole units, each point as a step from the one before."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(whole)]
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def main(source: Path) -> None:
    sys.setrecursionlimit(20_000)
    topology = json.loads(source.read_text(encoding="utf-8"))
    shapes = "".join(path(ring) for ring in rings(topology, decoded(topology)))
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path id="land" fill-rule="evenodd" d="{shapes}"/></svg>\n',
        encoding="utf-8",
    )
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
