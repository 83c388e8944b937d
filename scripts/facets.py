"""Draw the facet map: one Voronoi cell per municipality, written to ``kko/territory/data/facets.json``.

Run with the libraries of ``requirements-facets.txt`` (never needed at run time)::

    python -m scripts.facets

The points are projected to kilometres, their cells cut by an outline made of merged buffers whose radius
follows the area of the municipality, all lines noded together and rounded to one integer grid, so that
neighbours share their vertices. Edges too short to be seen are collapsed for both sides at once.
"""

import csv
import json
import math
from itertools import pairwise
from pathlib import Path

import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import polygonize, unary_union

DATA = Path(__file__).resolve().parent.parent / "kko" / "territory" / "data"
LATITUDE_0, LONGITUDE_0 = 50.58, 13.82  # the middle of the region
KM_PER_DEGREE_LATITUDE = 111.24
KM_PER_DEGREE_LONGITUDE = 111.32 * math.cos(math.radians(LATITUDE_0))
WIDTH = 1000  # units across the drawing, about 120 m each
MARGIN = 6
RADIUS_KM = (3.2, 5.8)
RADIUS_PER_AREA = 1.35
CLOSING_KM = 3.2
SIMPLIFY_KM = 0.9
SHORT_EDGE, SHORT_OUTLINE_EDGE = 4.5, 13.0
LEAST_CLEARANCE = 3.0  # of a point from the edges of its facet, in units

Vertex = tuple[int, int]
# Towns named on the map: their rank (1 stays on small screens) and the side their name stands on.
TOWNS = {
    "usti-nad-labem": (1, "e"),
    "decin": (1, "e"),
    "teplice": (1, "w"),
    "most": (1, "w"),
    "chomutov": (1, "w"),
    "louny": (1, "e"),
    "litomerice": (1, "e"),
    "rumburk": (2, "w"),
    "varnsdorf": (2, "w"),
    "litvinov": (2, "w"),
    "bilina": (2, "e"),
    "kadan": (2, "w"),
    "zatec": (2, "e"),
    "podborany": (2, "e"),
    "lovosice": (2, "w"),
    "roudnice-nad-labem": (2, "w"),
}


def read_rows() -> list[dict[str, str]]:
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["code_zuj"])


def to_km(row: dict[str, str]) -> tuple[float, float]:
    """Return kilometres east and south of the middle of the region."""
    east = (float(row["lon"]) - LONGITUDE_0) * KM_PER_DEGREE_LONGITUDE
    return east, (LATITUDE_0 - float(row["lat"])) * KM_PER_DEGREE_LATITUDE


def draw_outline(points: list[tuple[float, float]], areas: list[float]) -> Polygon:
    """Return the region in kilometres: buffers merged, bays closed, corners cut."""
    low, high = RADIUS_KM
    radii = [min(max(RADIUS_PER_AREA * math.sqrt(area / math.pi), low), high) for area in areas]
    merged = unary_union([Point(point).buffer(radius) for point, radius in zip(points, radii, strict=True)])
    closed = merged.buffer(CLOSING_KM).buffer(-CLOSING_KM - 1.0)
    return Polygon(closed.exterior).simplify(SIMPLIFY_KM)


def cells(points: list[tuple[float, float]], outline: Polygon) -> list[Polygon]:
    """Return the facet of each point, its corners on the integer grid and shared with its neighbours."""
    voronoi = shapely.voronoi_polygons(MultiPoint(points), extend_to=outline.buffer(10), ordered=True)
    lines = [outline.exterior, *(cell.exterior.intersection(outline) for cell in voronoi.geoms)]
    pieces = list(polygonize(shapely.unary_union(lines, grid_size=1.0)))
    owners: dict[int, list[Polygon]] = {}
    for piece in pieces:
        middle = piece.representative_point()
        nearest = min(range(len(points)), key=lambda each: middle.distance(Point(points[each])))
        owners.setdefault(nearest, []).append(piece)
    for index, own in owners.items():
        if len(own) > 1:
            raise SystemExit(f"A bay of the outline cuts {points[index]} off from its cell: widen the radius.")
    # Clockwise on paper, where y grows southwards, is counterclockwise in longitude and latitude (RFC 7946).
    return [orient(owners[index][0], sign=-1.0) for index in range(len(points))]


class Mesh:
    """Facets as rings of shared integer vertices."""

    def __init__(self, polygons: list[Polygon], points: list[Point]):
        self.points = points
        self.rings = [[(round(x), round(y)) for x, y in polygon.exterior.coords[:-1]] for polygon in polygons]

    def edges(self) -> dict[tuple[Vertex, Vertex], int]:
        """Return each edge with the number of its facets: one on the outline, two inside."""
        count: dict[tuple[Vertex, Vertex], int] = {}
        for ring in self.rings:
            for a, b in pairwise([*ring, ring[0]]):
                count[min(a, b), max(a, b)] = count.get((min(a, b), max(a, b)), 0) + 1
        return count

    def collapse(self) -> int:
        """Collapse the short edges, shortest first; return how many went."""
        done, refused = 0, set()
        while edge := self.shortest(refused):
            if self.merge(*edge):
                done += 1
            else:
                refused.add(edge)
        return done

    def shortest(self, refused: set) -> tuple[Vertex, Vertex] | None:
        limits = {1: SHORT_OUTLINE_EDGE, 2: SHORT_EDGE}
        short = [
            (math.dist(*edge), edge)
            for edge, count in self.edges().items()
            if math.dist(*edge) < limits[count] and edge not in refused
        ]
        return min(short)[1] if short else None

    def merge(self, a: Vertex, b: Vertex) -> bool:
        """Put one vertex in place of two where every facet stays sound."""
        outer = {vertex for edge, count in self.edges().items() if count == 1 for vertex in edge}
        middle = (round((a[0] + b[0]) / 2), round((a[1] + b[1]) / 2))
        choices = [middle, a, b] if (a in outer) == (b in outer) else [a if a in outer else b]
        return any(self.replace({a, b}, new) for new in choices)

    def replace(self, old: set[Vertex], new: Vertex) -> bool:
        changed = {}
        for index, ring in enumerate(self.rings):
            if old & set(ring):
                moved = [new if vertex in old else vertex for vertex in ring]
                changed[index] = [vertex for place, vertex in enumerate(moved) if vertex != moved[place - 1]]
        if not all(self.sound(index, ring) for index, ring in changed.items()):
            return False
        for index, ring in changed.items():
            self.rings[index] = ring
        return True

    def sound(self, index: int, ring: list[Vertex]) -> bool:
        if len(ring) < 3 or len(set(ring)) < len(ring):
            return False
        polygon, point = Polygon(ring), self.points[index]
        return polygon.is_valid and polygon.contains(point) and polygon.exterior.distance(point) >= LEAST_CLEARANCE

    def straighten(self) -> int:
        """Drop corners of the outline that only one facet has and that hardly turn; return how many."""
        uses: dict[Vertex, int] = {}
        for ring in self.rings:
            for vertex in ring:
                uses[vertex] = uses.get(vertex, 0) + 1
        before = sum(map(len, self.rings))
        for index, ring in enumerate(self.rings):
            for vertex in list(ring):
                place = ring.index(vertex)
                chord = LineString([ring[place - 1], ring[(place + 1) % len(ring)]])
                rest = [each for each in ring if each != vertex]
                if uses[vertex] == 1 and chord.distance(Point(vertex)) < 3 and self.sound(index, rest):
                    self.rings[index] = ring = rest
        return before - sum(map(len, self.rings))


def boundary(rings: list[list[Vertex]]) -> list[list[Vertex]]:
    """Return the outline of several facets as rings, in the order of its own vertices."""
    directed = {edge for ring in rings for edge in pairwise([*ring, ring[0]])}
    following: dict[Vertex, list[Vertex]] = {}
    for a, b in sorted(directed):
        if (b, a) not in directed:
            following.setdefault(a, []).append(b)
    outlines = []
    while following:
        ring = [next(iter(following))]
        while (ahead := following.get(ring[-1])) is not None:
            ring.append(ahead.pop())
            if not ahead:
                del following[ring[-2]]
        outlines.append(ring[:-1])
    return outlines


def pack(rings: list[list[Vertex]]) -> dict[str, list]:
    """Return vertices as deltas (sorted, so that the deltas are short) and the rings as places among them."""
    vertices = sorted({vertex for ring in rings for vertex in ring}, key=lambda v: (v[1] // 24, v[0]))
    place = {vertex: index for index, vertex in enumerate(vertices)}
    deltas = [b - a for old, new in pairwise([(0, 0), *vertices]) for a, b in zip(old, new, strict=True)]
    return {"vertices": deltas, "rings": [[place[vertex] for vertex in ring] for ring in rings]}


def document(rows: list[dict[str, str]], mesh: Mesh, frame: dict[str, object]) -> dict[str, object]:
    packed = pack(mesh.rings)
    place = {
        vertex: index
        for ring, indexes in zip(mesh.rings, packed["rings"], strict=True)
        for vertex, index in zip(ring, indexes, strict=True)
    }
    districts: dict[str, list[list[Vertex]]] = {}
    for row, ring in zip(rows, mesh.rings, strict=True):
        districts.setdefault(row["lau1"], []).append(ring)
    names = {row["lau1"]: row["district"] for row in rows}
    slugs = {row["name"]: row["slug"] for row in rows}  # a district is called after its town
    return {
        **frame,
        "vertices": packed["vertices"],
        "districts": [
            [slugs[names[code]], names[code], [[place[v] for v in ring] for ring in boundary(rings)]]
            for code, rings in sorted(districts.items())
        ],
        "towns": [[slug, rank, side] for slug, (rank, side) in TOWNS.items()],
        "facets": [
            [row["code_zuj"], row["slug"], row["name"], slugs[row["district"]], [round(point.x), round(point.y)], ring]
            for row, point, ring in zip(rows, mesh.points, packed["rings"], strict=True)
        ],
    }


def main() -> None:
    rows = read_rows()
    points = [to_km(row) for row in rows]
    outline = draw_outline(points, [float(row["area_km2"]) for row in rows])
    west, north, east, south = outline.bounds
    scale = (WIDTH - 2 * MARGIN) / (east - west)
    units = [((x - west) * scale + MARGIN, (y - north) * scale + MARGIN) for x, y in points]
    shift = [scale, 0, 0, scale, MARGIN - west * scale, MARGIN - north * scale]
    drawn = shapely.affinity.affine_transform(outline, shift)
    mesh = Mesh(cells(units, drawn), [Point(unit) for unit in units])
    print("straightened", mesh.straighten(), "collapsed", mesh.collapse(), "straightened", mesh.straighten())
    frame = {
        "width": WIDTH,
        "height": math.ceil((south - north) * scale) + 2 * MARGIN,
        # longitude = west + x * longitude_step, latitude = north - y * latitude_step
        "west": round(LONGITUDE_0 + (west - MARGIN / scale) / KM_PER_DEGREE_LONGITUDE, 7),
        "north": round(LATITUDE_0 - (north - MARGIN / scale) / KM_PER_DEGREE_LATITUDE, 7),
        "longitude_step": round(1 / scale / KM_PER_DEGREE_LONGITUDE, 10),
        "latitude_step": round(1 / scale / KM_PER_DEGREE_LATITUDE, 10),
    }
    text = json.dumps(document(rows, mesh, frame), ensure_ascii=False, separators=(",", ":"))
    text = text.replace('],["', '],\n["').replace(',"facets"', ',\n"facets"') + "\n"
    (DATA / "facets.json").write_text(text, encoding="utf-8")
    print(f"{len(mesh.rings)} facets, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
