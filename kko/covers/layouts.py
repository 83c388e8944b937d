"""Layouts: the rhythms of a cover. Each takes the cast and gives every cell its motif, colouring and turn.

The order of ``LAYOUTS`` and what each draws from chance are stable for ever; a new layout would change
old covers, so it waits for a new way to name them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kko.covers.chance import Chance

Cell = tuple[int, int]
THEME, INVERSE, HIGH, RARE = range(4)  # places in Palette.ways
RIVER = "river"  # flows on through its neighbours, so its colouring does not alternate


@dataclass(frozen=True)
class Tile:
    """One motif at a cell: ``size`` 1 or 2 cells, ``turn`` in quarter turns, ``way`` a place in ``Palette.ways``."""

    motif: str
    x: int
    y: int
    way: int
    turn: int = 0
    size: int = 1


@dataclass(frozen=True)
class Cast:
    """Who plays: a work and a jewel, one of them leads, and a calm field; ``turn_rule`` is how fields turn."""

    lead: str
    second: str
    field: str
    turn_rule: int
    columns: int
    rows: int

    @property
    def cells(self) -> list[Cell]:
        return [(x, y) for y in range(self.rows) for x in range(self.columns)]

    @property
    def still(self) -> str:
        """Return the field for single cells, where a river could not flow."""
        return "rings" if self.field == RIVER else self.field

    def turn(self, x: int, y: int) -> int:
        """Return the quarter turns at a cell: whole circles, leaves, fish scales or a pinwheel."""
        even_x, even_y = x % 2 == 0, y % 2 == 0
        if self.turn_rule == 0:  # four quarters close to a circle
            return (3 if even_y else 2) if even_x else (0 if even_y else 1)
        if self.turn_rule == 1:  # leaves along the diagonal
            return 0 if (x + y) % 2 == 0 else 2
        if self.turn_rule == 2:  # scales
            return 0
        return (x + 2 * y) % 4


def checker(cast: Cast, chance: Chance) -> list[Tile]:
    """Two motifs alternate, colours swap with them; one row or diagonal is struck in the third colouring."""
    other = chance.pick((cast.still, cast.second))
    slope = chance.pick((1, -1))
    shift = chance.below(4)
    tiles = []
    for x, y in cast.cells:
        odd = (x + y) % 2
        way = HIGH if not odd and (x + slope * y) % 4 == shift else odd
        tiles.append(Tile(other if odd else cast.lead, x, y, way, cast.turn(x, y)))
    return tiles


def friezes(cast: Cast, chance: Chance) -> list[Tile]:
    """Every row its motif, like bands of a printed cloth; the colouring alternates along or across."""
    order = chance.some((cast.lead, cast.second, cast.field), 3)
    along = chance.below(2)
    tiles = []
    for x, y in cast.cells:
        way = (x + y) % 2 if along and order[y % 3] != RIVER else y % 2
        tiles.append(Tile(order[y % 3], x, y, way, cast.turn(x, y)))
    return tiles


def pillars(cast: Cast, chance: Chance) -> list[Tile]:
    """Every column its motif; two colourings alternate down the columns."""
    order = chance.some((cast.lead, cast.second, cast.field), 3)
    order = chance.pick(([order[0], order[1]], [order[0], order[1], order[2], order[1]]))
    motifs = [order[x % len(order)] for x in range(cast.columns)]
    return [Tile(motifs[x], x, y, (x + y * (motifs[x] != RIVER)) % 2, cast.turn(x, y)) for x, y in cast.cells]


def diagonals(cast: Cast, chance: Chance) -> list[Tile]:
    """Three motifs run down the diagonals, each with its own colouring."""
    order = chance.some((cast.lead, cast.second, cast.still), 3)
    slope = chance.pick((1, 2))
    ways = chance.pick(((THEME, INVERSE, HIGH), (INVERSE, THEME, THEME), (THEME, INVERSE, INVERSE)))
    return [Tile(order[(x + slope * y) % 3], x, y, ways[(x + slope * y) % 3], cast.turn(x, y)) for x, y in cast.cells]


def quilt(cast: Cast, chance: Chance) -> list[Tile]:
    """Blocks of two by two: quarters that meet in a round, and blocks of the lead between them."""
    shift = chance.below(2)
    field = chance.pick(("quarter", "rings"))
    tiles = []
    for x, y in cast.cells:
        block = (x // 2 + y // 2 + shift) % 2
        way = INVERSE if block else (x + y) % 2
        turn = (3, 0, 2, 1)[x % 2 + 2 * (y % 2)]
        tiles.append(Tile(field, x, y, way, turn) if block else Tile(cast.lead, x, y, way, cast.turn(x, y)))
    return tiles


def hero(cast: Cast, chance: Chance) -> list[Tile]:
    """One tile of two by two; two motifs alternate around it."""
    if min(cast.columns, cast.rows) < 2:
        return checker(cast, chance)
    left, top = chance.below(cast.columns - 1), chance.below(cast.rows - 1)
    way = chance.pick((THEME, INVERSE, HIGH, RARE))
    return [Tile(cast.lead, left, top, way, size=2), *_ground(cast, chance, {(left, top)}, way)]


def twins(cast: Cast, chance: Chance) -> list[Tile]:
    """Large tiles side by side in inverse colours, a frieze of small ones above or below."""
    if cast.rows < 2 or cast.columns < 2:
        return pillars(cast, chance)
    top = chance.pick((0, cast.rows - 2))
    ways = chance.pick(((THEME, INVERSE), (INVERSE, HIGH)))
    motifs = chance.pick(((cast.lead, cast.second), (cast.lead, cast.lead)))
    corners = [(left, top) for left in range(0, cast.columns - 1, 2)]
    large = [Tile(motifs[i % 2], x, y, ways[i % 2], size=2) for i, (x, y) in enumerate(corners)]
    return [*large, *_ground(cast, chance, set(corners), ways[0])]


def horizon(cast: Cast, chance: Chance) -> list[Tile]:
    """A skyline: works stand in a row, fields above are sky, below them the river or the fields run."""
    line = cast.rows - 2 if cast.rows > 2 else 0
    sky_way, land_way = chance.pick(((THEME, INVERSE), (INVERSE, THEME)))
    works = chance.some((cast.lead, cast.second), 2)
    tiles = []
    for x, y in cast.cells:
        if y == line:
            tiles.append(Tile(works[x % 2], x, y, sky_way if x % 2 else land_way))
        elif y < line:
            tiles.append(Tile(cast.still, x, y, sky_way, cast.turn(x, y)))
        else:
            tiles.append(Tile(RIVER, x, y, land_way))
    return tiles


def _ground(cast: Cast, chance: Chance, corners: set[Cell], large_way: int) -> list[Tile]:
    """Return small tiles for the cells that large ones at ``corners`` leave free."""
    taken = {(x + dx, y + dy) for x, y in corners for dx in (0, 1) for dy in (0, 1)}
    pair = chance.pick(((cast.field, cast.field), (cast.second, cast.still), (cast.still, cast.second)))
    flip = int(large_way == THEME)
    still = pair == (RIVER, RIVER)
    return [
        Tile(pair[(x + y) % 2], x, y, flip if still else (x + y + flip) % 2, cast.turn(x, y))
        for x, y in cast.cells
        if (x, y) not in taken
    ]


def mirrored(tiles: list[Tile], columns: int) -> list[Tile]:
    """Return the tiles with left and right changed; the drawings themselves stay as they are."""
    return [replace(tile, x=columns - tile.x - tile.size, turn=3 - tile.turn) for tile in tiles]


def inverted(tiles: list[Tile]) -> list[Tile]:
    """Return the tiles with theme and inverse changed."""
    other = {THEME: INVERSE, INVERSE: THEME}
    return [replace(tile, way=other.get(tile.way, tile.way)) for tile in tiles]


def struck(tiles: list[Tile], chance: Chance) -> list[Tile]:
    """Return the tiles with one small one in a colouring of its own: the note that the eye comes back to."""
    places = [place for place, tile in enumerate(tiles) if tile.size == 1 and tile.motif != RIVER]
    if not places:
        return tiles
    at, way = chance.pick(places), chance.pick((HIGH, RARE))
    return [*tiles[:at], replace(tiles[at], way=way), *tiles[at + 1 :]]


LAYOUTS: tuple[Callable[[Cast, Chance], list[Tile]], ...] = (
    checker,
    friezes,
    pillars,
    diagonals,
    quilt,
    hero,
    twins,
    horizon,
    hero,
    checker,
)
