"""Covers: from a seed and a palette to a picture, the same for ever."""

import hashlib
from collections import Counter
from dataclasses import replace

from kko.covers.chance import Chance
from kko.covers.layouts import LAYOUTS, Cast, Tile, inverted, mirrored, struck
from kko.covers.motifs import MOTIFS, UNIT, named
from kko.covers.palettes import Palette

_WORKS, _JEWELS, _FIELDS = (
    [motif.name for motif in MOTIFS if motif.family == family] for family in ("work", "jewel", "field")
)


def compose(seed: str, *, columns: int = 4, rows: int = 3) -> tuple[Tile, ...]:
    """Return the tiles that fill ``columns`` by ``rows`` cells; the seed alone decides."""
    chance = Chance(seed)
    pair = [chance.pick(_WORKS), chance.pick(_JEWELS)]
    lead, second = pair if chance.below(2) else pair[::-1]
    cast = Cast(lead, second, chance.pick(_FIELDS), chance.below(4), columns, rows)
    tiles = chance.pick(LAYOUTS)(cast, chance)
    if chance.below(2):
        tiles = mirrored(tiles, columns)
    if chance.below(2):
        tiles = inverted(tiles)
    for _ in range(chance.pick((0, 1, 1, 1, 2, 2))):
        tiles = struck(tiles, chance)
    return tuple(tile if named(tile.motif).turns else replace(tile, turn=0) for tile in tiles)


def cover_svg(seed: str, palette: Palette, *, columns: int = 4, rows: int = 3) -> str:
    """Return the cover as SVG without size, hidden from readers, free to stand inline beside others."""
    tiles = compose(seed, columns=columns, rows=rows)
    prefix = "k" + hashlib.sha256(f"{seed}/{palette.name}/{columns}/{rows}".encode()).hexdigest()[:8]
    kinds = {kind: f"{prefix}{place}" for place, kind in enumerate(dict.fromkeys(_kind(tile) for tile in tiles))}
    repeated = Counter(_kind(tile) for tile in tiles)
    drawn: set[tuple[str, int]] = set()
    parts = []
    for tile in tiles:
        kind = _kind(tile)
        first = kind not in drawn
        drawn.add(kind)
        name = kinds[kind] if repeated[kind] > 1 else ""
        parts.append(_drawing(tile, palette, name) if first else _again(tile, name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * UNIT} {rows * UNIT}"'
        f' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f"{_backs(tiles, palette)}{''.join(parts)}</svg>"
    )


def _kind(tile: Tile) -> tuple[str, int]:
    return tile.motif, tile.way


def _backs(tiles: tuple[Tile, ...], palette: Palette) -> str:
    """Return the tiles' grounds, one path for each colour, on whole pixels so that no hairline shows."""
    runs: dict[str, list[str]] = {}
    for tile in tiles:
        side = tile.size * UNIT
        square = f"M{tile.x * UNIT} {tile.y * UNIT}h{side}v{side}h-{side}z"
        runs.setdefault(palette.ways[tile.way][0], []).append(square)
    paths = "".join(f'<path fill="{colour}" d="{"".join(squares)}"/>' for colour, squares in runs.items())
    return f'<g shape-rendering="crispEdges">{paths}</g>'


def _drawing(tile: Tile, palette: Palette, name: str) -> str:
    """Return the motif drawn in place; with a name it can be used again."""
    colours = palette.ways[tile.way]
    shapes = "".join(shape.svg(colours[shape.part]) for shape in named(tile.motif).shapes)
    inner = f'<g id="{name}">{shapes}</g>' if name else shapes
    return f'<g transform="{_placing(tile)}">{inner}</g>'


def _again(tile: Tile, name: str) -> str:
    if tile.turn == 0 and tile.size == 1:
        return f'<use href="#{name}" x="{tile.x * UNIT}" y="{tile.y * UNIT}"/>'
    return f'<use href="#{name}" transform="{_placing(tile)}"/>'


def _placing(tile: Tile) -> str:
    half = UNIT // 2
    words = f"translate({tile.x * UNIT} {tile.y * UNIT})"
    if tile.size > 1:
        words += f"scale({tile.size})"
    if tile.turn:
        words += f"rotate({tile.turn * 90} {half} {half})"
    return words
