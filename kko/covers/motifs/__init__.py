"""Motifs: the region's shapes, each drawn once in a unit tile. A drawing that is out never changes."""

from dataclasses import dataclass

from kko.covers.motifs import land, ornaments, works
from kko.covers.motifs.shapes import UNIT, Disc, Path, Point, Shape

__all__ = ["MOTIFS", "UNIT", "Disc", "Motif", "Path", "Point", "Shape", "named"]


@dataclass(frozen=True)
class Motif:
    """A drawing and what it does in a composition.

    ``family``: a ``work`` stands upright, a ``jewel`` draws the eye, a ``field`` rests it; ``turns`` says
    whether quarter turns suit it.
    """

    name: str
    family: str
    shapes: tuple[Shape, ...]
    turns: bool = False


MOTIFS = (
    Motif("tower", "work", works.TOWER),
    Motif("chimneys", "work", works.CHIMNEYS),
    Motif("roof", "work", works.ROOF),
    Motif("arch", "work", land.ARCH),
    Motif("bridge", "work", works.BRIDGE),
    Motif("hill", "work", land.HILL),
    Motif("wheel", "jewel", works.WHEEL),
    Motif("facet", "jewel", ornaments.FACET, turns=True),
    Motif("onion", "jewel", ornaments.ONION),
    Motif("hop", "jewel", land.HOP),
    Motif("river", "field", land.RIVER),
    Motif("quarter", "field", land.QUARTER, turns=True),
    Motif("rings", "field", land.RINGS, turns=True),
)
_BY_NAME = {motif.name: motif for motif in MOTIFS}


def named(name: str) -> Motif:
    """Return the motif; raises ``KeyError`` for a name that is none."""
    return _BY_NAME[name]
