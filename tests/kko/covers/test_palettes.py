import json
from itertools import combinations
from pathlib import Path

import pytest

from kko.covers.palettes import CLASHES, COLOURS, PALETTES, SECTOR_PALETTES, palette_for

LETTERS = {colour: letter for letter, colour in COLOURS.items()}
WAYS = [(palette.name, way) for palette in PALETTES.values() for way in palette.ways]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_a_palette_holds_four_colours_of_which_no_two_clash(palette):
    colours = set(palette.ways[0])
    assert len(colours) == 4
    assert all(set(way) == colours for way in palette.ways)
    for one, other in combinations(colours, 2):
        assert frozenset((LETTERS[one], LETTERS[other])) not in CLASHES
        assert contrast(one, other) >= 1.35


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_the_drawing_stands_out_from_its_ground(name, way):
    assert contrast(way[0], way[1]) >= 2.5


def test_every_palette_has_four_ways_with_different_grounds():
    assert all(len({way[0] for way in palette.ways}) == 4 for palette in PALETTES.values())


def test_every_sector_has_a_palette_of_its_own():
    taxonomy = Path(__file__).parents[3] / "catalogue" / "data" / "kko_taxonomy.json"
    slugs = {sector["slug"] for sector in json.loads(taxonomy.read_text(encoding="utf-8"))["sectors"]}
    assert SECTOR_PALETTES.keys() == slugs
    assert sorted(SECTOR_PALETTES.values()) == sorted(PALETTES)


def test_other_words_get_a_palette_that_never_changes():
    assert palette_for("remesla").name == "porcelan"
    assert [palette_for(word).name for word in ("", "budova", "akce", "projekt")] == GOLDEN_OTHERS


GOLDEN_OTHERS = ["uhli", "slunce", "platno", "slunce"]
