"""What the land is: the rock arch, the river, the hill, hops, and the turns of a circle."""

from kko.covers.motifs.shapes import ACCENT, MAIN, SECOND, Disc, Path

ARCH = (  # Pravčická brána, the sun in its opening
    Path(MAIN, "M-1 121V38L9 34L15 24H88L97 30L106 28L113 38L121 40V121H97V90A37 37 0 0 0 23 90V121Z"),
    Path(SECOND, "M-1 64L14 61L31 63L27 71L12 69L-1 72ZM-1 90L12 88L23 90V99L12 96L-1 98Z"),
    Path(SECOND, "M121 58L108 55L88 59L92 66L107 63L121 66ZM121 84L109 81L97 84V93L109 89L121 92Z"),
    Path(ACCENT, "M36 121V120A24 24 0 0 1 84 120V121Z"),
)

RIVER = (
    Path(MAIN, "M-1 12H0C22 -4 38 -4 60 12C82 28 98 28 120 12H121V28H120C98 44 82 44 60 28C38 12 22 12 0 28H-1Z"),
    Path(SECOND, "M-1 42H0C22 26 38 26 60 42C82 58 98 58 120 42H121V58H120C98 74 82 74 60 58C38 42 22 42 0 58H-1Z"),
    Path(MAIN, "M-1 72H0C22 56 38 56 60 72C82 88 98 88 120 72H121V88H120C98 104 82 104 60 88C38 72 22 72 0 88H-1Z"),
    Path(
        SECOND,
        "M62 -1C82 14 98 14 118 -1Z"  # the trough of the wave above
        "M-1 102H0C22 86 38 86 60 102C82 118 98 118 120 102H121V118H120L118 121H62L60 118C38 102 22 102 0 118H-1Z",
    ),
)

HILL = (  # Říp and its rotunda
    Disc(ACCENT, 92, 28, 16),
    Path(MAIN, "M-1 98C26 96 34 48 60 48C86 48 94 96 121 98L110 108H10L-1 98Z"),
    Path(SECOND, "M54 49V37L60 29L66 37V49Z"),
    Path(SECOND, "M-1 97C40 92 80 108 121 99V111C80 119 40 105 -1 111Z"),
    Path(MAIN, "M-1 110C40 104 80 118 121 110V121H-1Z"),
)


def _scales(y: int, *xs: int) -> str:
    """Return a row of the hop cone's scales, each 26 wide and 40 high."""
    return "".join(
        f"M{x} {y + 40}C{x - 9} {y + 32} {x - 13} {y + 22} {x - 13} {y + 13}"
        f"A13 13 0 0 1 {x + 13} {y + 13}C{x + 13} {y + 22} {x + 9} {y + 32} {x} {y + 40}Z"
        for x in xs
    )


HOP = (  # Žatec: the cone hangs from its vine between two toothed leaves
    Path(
        ACCENT,
        "M60 8C44 -2 22 4 8 20L20 24L6 40L21 41L13 58C36 56 54 34 60 8Z"
        "M60 8C66 34 84 56 107 58L99 41L114 40L100 24L112 20C98 4 76 -2 60 8Z",
    ),
    Path(SECOND, _scales(78, 60)),
    Path(MAIN, _scales(66, 49, 71)),
    Path(SECOND, _scales(53, 39, 60, 81)),
    Path(MAIN, _scales(40, 48, 72)),
    Path(SECOND, _scales(28, 40, 60, 80)),
    Path(MAIN, _scales(16, 49, 71)),
    Path(SECOND, _scales(6, 60)),
    Path(ACCENT, "M57 -1H63V10H57Z"),
)

QUARTER = (Path(MAIN, "M-1 121V0H0A120 120 0 0 1 120 120V121Z"),)

RINGS = (  # bands, not discs one over another: where four meet, no edge is drawn twice
    Path(MAIN, "M-1 0H0A120 120 0 0 1 120 120V121H90V120A90 90 0 0 0 0 30H-1Z"),
    Path(SECOND, "M-1 60H0A60 60 0 0 1 60 120V121H29V120A29 29 0 0 0 0 91H-1Z"),
    Path(ACCENT, "M-1 121V90H0A30 30 0 0 1 30 120V121Z"),
)
