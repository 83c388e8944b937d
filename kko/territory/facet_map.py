"""The facet map: the region as 354 facets, one per municipality, read from ``data/facets.json``.

``scripts/facets.py`` draws them: Voronoi cells of the public points of the municipalities, not their legal
boundaries. Facets share their vertices, so drawings have neither gaps nor overlaps. Coordinates of drawings
are whole units from the upper left corner, about 120 m each.
"""

import bisect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

STORED = Path(__file__).parent / "data" / "facets.json"
# Shares of the positive counts where the steps 2 to 5 of the ramp begin: the deepest is for the few.
SHARES = (0.35, 0.6, 0.8, 0.94)
DEEPEST = len(SHARES) + 1
DEGREE_DECIMALS = 5

Vertex = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facet:
    """One municipality: ``path`` is the ``d`` of an SVG path, ``centre`` its public point, both in units."""

    code: str
    slug: str
    name: str
    district: str
    path: str
    centre: Vertex
    ring: tuple[Vertex, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town named on the map: rank 1 also on small screens; ``side`` of its dot is ``e`` or ``w``."""

    name: str
    centre: Vertex
    rank: int
    side: str


@dataclass(frozen=True, slots=True)
class FacetMap:
    """The stored map; districts are pairs of slug and path, in the order of their codes."""

    width: int
    height: int
    facets: tuple[Facet, ...]
    districts: tuple[tuple[str, str], ...]
    towns: tuple[Town, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class Pane:
    """A facet as one picture shows it: its number, step of the ramp, address (may be empty) and words."""

    facet: Facet
    value: int
    step: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class LegendStep:
    """What a step stands for: numbers from ``low`` to ``high``, both included."""

    step: int
    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What ``territory/_facet_map.html`` draws: panes by step, lightest first; ``nothing`` is zero in words."""

    map: FacetMap
    groups: tuple[tuple[int, tuple[Pane, ...]], ...]
    legend: tuple[LegendStep, ...]
    nothing: str


@cache
def facet_map() -> FacetMap:
    """Return the map, read once per process."""
    stored = _stored()
    corners = _vertices(stored["vertices"])
    facets = tuple(_facet(row, corners) for row in stored["facets"])
    by_slug = {facet.slug: facet for facet in facets}
    return FacetMap(
        width=stored["width"],
        height=stored["height"],
        facets=facets,
        districts=tuple(
            (slug, "".join(_path([corners[place] for place in ring]) for ring in rings))
            for slug, _name, rings in stored["districts"]
        ),
        towns=tuple(Town(by_slug[slug].name, by_slug[slug].centre, rank, side) for slug, rank, side in stored["towns"]),
    )


def shade(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the step of the data ramp, 0 to 5, for each slug of ``counts``.

    Zero and less stay 0, bare paper. A positive count gets its step by quantiles: by the share of all
    positive counts that lie below it (``SHARES``); the greatest count gets 5 unless all are equal. So equal
    counts always share a step, a greater count never has a smaller step, and where most counts are alike
    and low they stay light instead of filling the middle of the ramp; a step may then be empty.
    """
    positive = sorted(count for count in counts.values() if count > 0)

    def step(count: int) -> int:
        if count <= 0:
            return 0
        if positive[0] < count == positive[-1]:
            return DEEPEST
        return 1 + bisect.bisect_right(SHARES, bisect.bisect_left(positive, count) / len(positive))

    return {slug: step(count) for slug, count in counts.items()}


def legend(counts: Mapping[str, int]) -> list[LegendStep]:
    """Return the steps that ``shade(counts)`` uses with the counts found in each, from the lowest."""
    return _legend(counts, shade(counts))


def picture(
    counts: Mapping[str, int],
    url: Callable[[str], str] | None = None,
    label: Callable[[int], str] = str,
) -> Picture:
    """Return the whole region shaded by ``counts`` (by slug of the municipality; who is missing has none).

    ``url`` gives the address for a slug and is asked only where there is something to see; ``label`` gives
    the words for a number (``12 tvůrců``).
    """
    drawn = facet_map()
    full = {facet.slug: counts.get(facet.slug, 0) for facet in drawn.facets}
    steps = shade(full)
    groups: dict[int, list[Pane]] = {}
    for facet in drawn.facets:
        value = full[facet.slug]
        address = url(facet.slug) if url and value > 0 else ""
        pane = Pane(facet, value, steps[facet.slug], address, label(value))
        groups.setdefault(pane.step, []).append(pane)
    shown = tuple((step, tuple(panes)) for step, panes in sorted(groups.items()))
    return Picture(drawn, shown, tuple(_legend(full, steps)), nothing=label(0))


def vertex_of(latitude: float, longitude: float) -> Vertex:
    """Return the whole unit of the drawing where a point lies, in degrees of WGS 84."""
    stored = _stored()
    return (
        round((longitude - stored["west"]) / stored["longitude_step"]),
        round((stored["north"] - latitude) / stored["latitude_step"]),
    )


def facets_geojson() -> dict[str, Any]:
    """Return the facets as a GeoJSON FeatureCollection of polygons, WGS 84, five decimals."""
    to_degrees = _projection(_stored())
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"slug": facet.slug, "name": facet.name, "district": facet.district},
                "geometry": {"type": "Polygon", "coordinates": [_closed(map(to_degrees, facet.ring))]},
            }
            for facet in facet_map().facets
        ],
    }


def districts_geojson() -> dict[str, Any]:
    """Return the outlines of the districts as a GeoJSON FeatureCollection of lines, WGS 84, five decimals."""
    stored = _stored()
    to_degrees = _projection(stored)
    corners = _vertices(stored["vertices"])
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"slug": slug, "name": name},
                "geometry": {
                    "type": "MultiLineString",
                    "coordinates": [_closed(to_degrees(corners[place]) for place in ring) for ring in rings],
                },
            }
            for slug, name, rings in stored["districts"]
        ],
    }


def names_geojson() -> dict[str, Any]:
    """Return the municipalities as a GeoJSON FeatureCollection of points; rank 1 and 2 are towns, 3 all others."""
    to_degrees = _projection(_stored())
    ranks = {town.name: town.rank for town in facet_map().towns}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"slug": facet.slug, "name": facet.name, "rank": ranks.get(facet.name, 3)},
                "geometry": {"type": "Point", "coordinates": list(to_degrees(facet.centre))},
            }
            for facet in facet_map().facets
        ],
    }


def _legend(counts: Mapping[str, int], steps: Mapping[str, int]) -> list[LegendStep]:
    found: dict[int, list[int]] = {}
    for slug, step in steps.items():
        found.setdefault(step, []).append(max(counts[slug], 0))
    return [LegendStep(step, min(numbers), max(numbers)) for step, numbers in sorted(found.items())]


@cache
def _stored() -> dict[str, Any]:
    return json.loads(STORED.read_text(encoding="utf-8"))


def _vertices(deltas: list[int]) -> list[Vertex]:
    x = y = 0
    corners = []
    for right, down in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + right, y + down
        corners.append((x, y))
    return corners


def _facet(row: list[Any], corners: list[Vertex]) -> Facet:
    code, slug, name, district, (x, y), places = row
    ring = tuple(corners[place] for place in places)
    return Facet(code, slug, name, district, _path(ring), (x, y), ring)


def _path(ring: Iterable[Vertex]) -> str:
    """Return a closed path with relative lines, as short as the grammar of SVG allows."""
    first, *rest = ring
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise([first, *rest])]
    numbers = " ".join(f"{right} {down}" for right, down in steps)
    return f"M{first[0]} {first[1]}l{numbers}z".replace(" -", "-")


def _projection(stored: Mapping[str, Any]) -> Callable[[Vertex], tuple[float, float]]:
    """Return the way from units back to longitude and latitude: equirectangular, true in the region's middle."""

    def to_degrees(vertex: Vertex) -> tuple[float, float]:
        longitude = stored["west"] + vertex[0] * stored["longitude_step"]
        latitude = stored["north"] - vertex[1] * stored["latitude_step"]
        return round(longitude, DEGREE_DECIMALS), round(latitude, DEGREE_DECIMALS)

    return to_degrees


def _closed(ring: Iterable[tuple[float, float]]) -> list[list[float]]:
    corners = [list(corner) for corner in ring]
    return [*corners, corners[0]]
