"""The cover as PNG, for share cards: the same tiles and shapes, rasterised, with a name in big type."""

from functools import lru_cache, partial
from io import BytesIO
from itertools import combinations
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from kko.covers.composition import compose
from kko.covers.layouts import Tile
from kko.covers.motifs import UNIT, named
from kko.covers.palettes import COLOURS, Palette
from kko.covers.typesetting import LEADING, fitted

FONT = Path(__file__).parent / "fonts" / "BricolageGrotesque-ExtraBold.ttf"
_COLUMNS, _ROWS = 4, 3
_FINE = 4  # drawn so many times larger, then reduced
_RULE, _MARGIN = 4, 48
_SIZES = range(112, 24, -4)
_SMALL, _SMALL_LEADING = 30, 38
_STEPS = 8  # shades between two colours, for smooth edges
_ALL_QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)


def cover_png(
    seed: str,
    palette: Palette,
    *,
    width: int = 1200,
    height: int = 630,
    title: str = "",
    subtitle: str = "",
    font: Path = FONT,
) -> bytes:
    """Return the cover as PNG of ``width`` by ``height`` pixels.

    Without a title the pattern fills the picture and repeats to the sides. With one, the pattern stands
    right, square, and the left shows the title, as big as it fits, over the subtitle.
    """
    card = Image.new("RGB", (width, height), COLOURS["P"])
    side = -(-height // _ROWS)
    tiles = compose(seed, columns=_COLUMNS, rows=_ROWS)
    drawn = {tile: _drawn(tile, palette, side) for tile in tiles}
    if title:
        panel = max(width - 3 * side, width // 3)
        _paste(card, drawn, side, panel - side * _first_column(tiles))
        _set_panel(card, panel, title, subtitle, font)
    else:
        start = (width - _COLUMNS * side) // 2 % (_COLUMNS * side) - _COLUMNS * side
        for left in range(start, width, _COLUMNS * side):
            _paste(card, drawn, side, left)
    return _saved(card, palette)


def _saved(card: Image.Image, palette: Palette) -> bytes:
    out = BytesIO()
    card.quantize(palette=_shades(palette), dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=32)
def _shades(palette: Palette) -> Image.Image:
    """Return Pillow's palette: our exact colours and the steps between any two, so that flat stays flat."""
    pure = [ImageColor.getrgb(colour) for colour in dict.fromkeys((*palette.ways[0], COLOURS["K"], COLOURS["P"]))]
    between = [
        tuple(round(a + (b - a) * step / _STEPS) for a, b in zip(one, other, strict=True))
        for one, other in combinations(pure, 2)
        for step in range(1, _STEPS)
    ]
    holder = Image.new("P", (1, 1))
    holder.putpalette([value for shade in (*pure, *between) for value in shade])
    return holder


def _first_column(tiles: tuple[Tile, ...]) -> int:
    """Return where the three shown columns begin, so that one large tile is not cut."""
    lefts = [tile.x for tile in tiles if tile.size == 2]
    return 1 if lefts == [_COLUMNS - 2] else 0


def _drawn(tile: Tile, palette: Palette, side: int) -> Image.Image:
    colours = palette.ways[tile.way]
    pixels = side * tile.size
    picture = Image.new("RGB", (pixels * _FINE, pixels * _FINE), colours[0])
    pen = ImageDraw.Draw(picture)
    scale = pixels * _FINE / UNIT
    for shape in named(tile.motif).shapes:
        for run in shape.polygons():
            pen.polygon([(x * scale, y * scale) for x, y in run], fill=colours[shape.part])
    picture = picture.reduce(_FINE)
    quarters = _ALL_QUARTERS[tile.turn]
    return picture if quarters is None else picture.transpose(quarters)


def _paste(card: Image.Image, drawn: dict[Tile, Image.Image], side: int, left: int) -> None:
    for tile, picture in drawn.items():
        card.paste(picture, (left + tile.x * side, tile.y * side))


@lru_cache(maxsize=64)
def _face(font: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size)


def _set_panel(card: Image.Image, panel: int, title: str, subtitle: str, font: Path) -> None:
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, panel - 1, card.height), fill=COLOURS["P"])
    pen.rectangle((panel - _RULE, 0, panel - 1, card.height), fill=COLOURS["K"])
    room, bottom = panel - 2 * _MARGIN, card.height - _MARGIN
    if subtitle:
        lines, size = fitted(subtitle, room, 2 * _SMALL_LEADING, [_SMALL], partial(_length, font))
        bottom -= _SMALL_LEADING * len(lines)
        _write(pen, lines, bottom + 4, _SMALL_LEADING, _face(font, size))
        bottom -= 28
        pen.rectangle((_MARGIN, bottom, _MARGIN + room, bottom + _RULE - 1), fill=COLOURS["K"])
        bottom -= 16
    lines, size = fitted(title, room, bottom - _MARGIN, _SIZES, partial(_length, font))
    _write(pen, lines, _MARGIN - size // 8, size * LEADING, _face(font, size))


def _length(font: Path, size: int, words: str) -> float:
    return _face(font, size).getlength(words)


def _write(pen: ImageDraw.ImageDraw, lines: list[str], top: int, leading: float, face: ImageFont.FreeTypeFont) -> None:
    for place, line in enumerate(lines):
        pen.text((_MARGIN, top + round(place * leading)), line, COLOURS["K"], face)
