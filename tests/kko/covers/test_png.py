from io import BytesIO

import pytest
from PIL import Image, ImageColor

from kko.covers.composition import compose
from kko.covers.motifs import UNIT, named
from kko.covers.palettes import COLOURS, PALETTES
from kko.covers.png import cover_png

SIDE = 210
INK, PORCELAIN = (ImageColor.getrgb(COLOURS[letter]) for letter in "KP")


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def colour_at(tile, palette, x: float, y: float) -> tuple[int, int, int]:
    """Return what the SVG's shapes show at a point of the tile, by the rule of crossings."""
    for _ in range(tile.turn):  # turn the point back
        x, y = y, UNIT - x
    shown = 0
    for shape in named(tile.motif).shapes:
        if any(crossings(run, x, y) % 2 for run in shape.polygons()):
            shown = shape.part
    return ImageColor.getrgb(palette.ways[tile.way][shown])


def crossings(run, x: float, y: float) -> int:
    pairs = zip(run, [*run[1:], run[0]], strict=True)
    return sum((ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in pairs)


@pytest.mark.parametrize("number", range(10))
def test_the_png_shows_what_the_svg_draws(number):
    palette = list(PALETTES.values())[number]
    picture = opened(cover_png(f"profil-{number}", palette))
    left, looked_at = (1200 - 4 * SIDE) // 2, 0
    for tile in {tile.motif: tile for tile in compose(f"profil-{number}")}.values():
        scale = SIDE * tile.size / UNIT
        for x, y in [(x + 0.3, y + 0.7) for x in range(5, UNIT, 7) for y in range(5, UNIT, 7)]:
            near = {colour_at(tile, palette, x + dx, y + dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)}
            if len(near) == 1:  # else an edge is smoothed here
                pixel = (int(left + tile.x * SIDE + x * scale), int(tile.y * SIDE + y * scale))
                assert {picture.getpixel(pixel)} == near
                looked_at += 1
    assert looked_at > 200


def test_a_card_has_the_asked_size():
    assert opened(cover_png("a", PALETTES["labe"], width=600, height=315)).size == (600, 315)
    assert opened(cover_png("a", PALETTES["labe"], width=800, height=800, title="Něco")).size == (800, 800)


def test_a_card_with_a_title_has_ink_on_porcelain_left_and_the_pattern_right():
    plain = opened(cover_png("dilna-1", PALETTES["vyhen"]))
    card = opened(cover_png("dilna-1", PALETTES["vyhen"], title="Dílna Pod Komínem", subtitle="Keramika, Dubí"))
    colours = {colour: count for count, colour in card.crop((0, 0, 560, 630)).getcolors(1 << 16)}
    assert max(colours, key=colours.get) == PORCELAIN
    assert colours[INK] > 10_000
    pattern = card.crop((570, 0, 1200, 630))
    assert pattern.tobytes() == plain.crop((180, 0, 810, 630)).tobytes()


@pytest.mark.parametrize("title", ["Ž" * 200, "Co se Essen naučil " * 20, "a\u00a0b " * 90, "x", "مرحبا", "😀"])
def test_the_longest_title_stays_in_its_panel(title):
    card = opened(cover_png("a", PALETTES["labe"], title=title, subtitle=title))
    margins = [card.crop((0, 0, 44, 630)), card.crop((526, 0, 564, 630)), card.crop((0, 590, 560, 630))]
    assert [margin.getcolors() for margin in margins] == [
        [(margin.width * margin.height, PORCELAIN)] for margin in margins
    ]


def test_a_card_is_small_enough_to_share():
    assert len(cover_png("dilna-1", PALETTES["vyhen"], title="Dílna Pod Komínem")) < 80_000
