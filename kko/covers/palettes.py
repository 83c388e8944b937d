"""Palettes: four colours of the site each, and the colourings of a tile that never clash.

Names and colours are part of what is stable for ever: an address of a cover names its palette.
"""

import hashlib
from dataclasses import dataclass

COLOURS = {
    "P": "#f3f5f9",  # porcelain, the ground
    "K": "#12141c",  # ink
    "C": "#1f3fd0",  # cobalt
    "E": "#ff5a1f",  # ember
    "G": "#0d6b5e",  # Elbe green
    "S": "#f5c63d",  # sulphur
    "R": "#f3a7b5",  # rose
    "B": "#bcd7f2",  # sky
}
# Pairs that shimmer or melt where they touch: no palette holds both.
CLASHES = frozenset(frozenset(pair) for pair in ("EG", "ER", "GC", "RS", "RB", "BS"))


@dataclass(frozen=True)
class Palette:
    """``ways`` are colourings (back, main, second, accent): the theme, its inverse, then accents to use sparingly."""

    name: str
    ways: tuple[tuple[str, str, str, str], ...]


def _palette(name: str, ways: str) -> Palette:
    return Palette(name, tuple(tuple(COLOURS[letter] for letter in way) for way in ways.split()))


PALETTES = {
    palette.name: palette
    for palette in (
        _palette("labe", "GPSK PGSK SGPK KSPG"),
        _palette("vyhen", "EKPB KEPB PKEB BKEP"),
        _palette("ruze", "RCPK CRPK KRPC PCRK"),
        _palette("porcelan", "CPEB PCEB BCPE ECPB"),
        _palette("slunce", "SCPE CSPE PCSE ECSP"),
        _palette("divadlo", "SKEC KSEC CSEK EKSC"),
        _palette("uhli", "KSEP SKEP EKSP PKES"),
        _palette("platno", "KBPE BKPE PKBE EKPB"),
        _palette("cibulak", "PCBK CPBK BCPK KPBC"),
        _palette("plakat", "PKES EKPS KPES SKEP"),
        _palette("obloha", "BCKE CBKE KBEC ECBK"),
        _palette("zamek", "GRPK RGPK PGRK KRPG"),
        _palette("les", "BGPK GBPK PGBK KPBG"),
    )
}
SECTOR_PALETTES = {
    "architektura": "labe",
    "design": "vyhen",
    "moda": "ruze",
    "remesla": "porcelan",
    "vytvarne-umeni": "slunce",
    "scenicka-umeni": "divadlo",
    "hudba": "uhli",
    "audiovize": "platno",
    "literatura-media": "cibulak",
    "reklama-komunikace": "plakat",
    "digital-hry": "obloha",
    "kulturni-dedictvi": "zamek",
    "produkce-vzdelavani": "les",
}


def palette_for(sector_slug: str) -> Palette:
    """Return the sector's palette; any other word gets one by its digest, the same for ever."""
    name = SECTOR_PALETTES.get(sector_slug)
    if name is None:
        names = list(PALETTES)
        name = names[hashlib.sha256(sector_slug.encode()).digest()[0] % len(names)]
    return PALETTES[name]
