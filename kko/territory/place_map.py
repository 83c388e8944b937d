"""Where something is, drawn: the facets around its published place. Nothing more exact can be read off it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kko.territory.choices import Precision
from kko.territory.facet_map import Facet, Town, Vertex, facet_map, vertex_of
from kko.territory.place import Placed

WIDTH, HEIGHT = 320, 240  # units of the facet map, about 120 m each
LETTER = 9  # what a letter of a town's name takes, with its share of the gap before it
RING = 7  # more than the 500 m it stands for, so that an eye finds it


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """What ``territory/_place_map.html`` draws. ``pin`` is the exact point or the middle of ``ring``, or neither is."""

    view_box: str
    panes: str
    lit: str
    name: str
    district: str
    districts: tuple[str, ...]
    towns: tuple[Town, ...]
    pin: Vertex | None
    ring: int
    precision: Precision


def place_map(placed: Placed) -> PlaceMap | None:
    """Return the surroundings of what ``placed`` publishes of its place, or ``None`` off the map.

    An exact place is a pin, one within 500 m a ring, and else the whole facet of the municipality is all there is.
    """
    drawn = facet_map()
    own = next((facet for facet in drawn.facets if facet.code == placed.municipality.code), None)
    if own is None:
        return None
    precision = _precision_of(placed)
    pin = None if precision == Precision.MUNICIPALITY else vertex_of(*placed.published_point)
    left, top = _corner(pin or own.centre, drawn.width, drawn.height)
    near = [facet for facet in drawn.facets if _meets(facet.ring, left, top)]
    return PlaceMap(
        view_box=f"{left} {top} {WIDTH} {HEIGHT}",
        panes="".join(facet.path for facet in near if facet is not own),
        lit=own.path,
        name=placed.municipality.name,
        district=placed.municipality.district.name,
        districts=tuple(path for _slug, path in drawn.districts),
        towns=tuple(town for town in drawn.towns if town.name != own.name and _fits(town, own, left, top)),
        pin=pin,
        ring=RING if precision == Precision.ABOUT_500_M else 0,
        precision=precision,
    )


def _precision_of(placed: Placed) -> Precision:
    """Return how exactly the place is really shown: without a point it is the municipality's."""
    known = placed.latitude is not None and placed.longitude is not None and placed.precision in Precision.values
    return Precision(placed.precision) if known else Precision.MUNICIPALITY


def _corner(middle: Vertex, width: int, height: int) -> Vertex:
    return (
        min(max(middle[0] - WIDTH // 2, 0), max(width - WIDTH, 0)),
        min(max(middle[1] - HEIGHT // 2, 0), max(height - HEIGHT, 0)),
    )


def _meets(ring: Iterable[Vertex], left: int, top: int) -> bool:
    across, down = zip(*ring, strict=True)
    return max(across) >= left and min(across) <= left + WIDTH and max(down) >= top and min(down) <= top + HEIGHT


def _fits(town: Town, own: Facet, left: int, top: int) -> bool:
    """Whether the town and its name lie inside, and away from the municipality that is shown."""
    x, y = town.centre
    name = LETTER * len(town.name)
    first, last = (x - name, x) if town.side == "w" else (x, x + name)
    across, down = zip(*own.ring, strict=True)
    is_aside = last < min(across) or first > max(across) or y + LETTER < min(down) or y - LETTER > max(down)
    return is_aside and left < first and last < left + WIDTH and top + LETTER < y < top + HEIGHT - LETTER
