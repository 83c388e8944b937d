"""What hands made: the onion flower of Dubí porcelain and the cut of glass."""

from kko.covers.motifs.shapes import ACCENT, BACK, MAIN, SECOND, Disc, Path, around

_EVEN, _ODD = range(0, 16, 2), range(1, 16, 2)
_CORNERS = (
    "M-1 -1H15V0A15 15 0 0 1 0 15H-1ZM121 -1V15H120A15 15 0 0 1 105 0V-1Z"
    "M121 121H105V120A15 15 0 0 1 120 105H121ZM-1 121V105H0A15 15 0 0 1 15 120V121Z"
)

ONION = (  # zwiebelmuster: petals with an ogee tip, a vein in each, a wreath and a seeded core
    Path(SECOND, around("M0 -28C-5 -34 -9 -40 -7 -46C-5 -50 -2 -51 0 -56C2 -51 5 -50 7 -46C9 -40 5 -34 0 -28Z", *_ODD)),
    Path(
        MAIN, around("M0 -10C-7 -20 -16 -30 -11 -42C-9 -47 -3 -50 0 -57C3 -50 9 -47 11 -42C16 -30 7 -20 0 -10Z", *_EVEN)
    ),
    Path(BACK, around("M0 -26C-4 -33 -4 -38 0 -45C4 -38 4 -33 0 -26Z", *_EVEN)),
    Disc(BACK, 60, 60, 21),
    Disc(SECOND, 60, 60, 17),
    Disc(ACCENT, 60, 60, 8),
    Path(MAIN, _CORNERS),
)

FACET = (  # the cut seen from above: a star between the table and the girdle
    Path(MAIN, "M37 4H83L116 37V83L83 116H37L4 83V37Z"),
    Path(SECOND, "M37 4L60 28L83 4L83 37L116 37L92 60L116 83L83 83L83 116L60 92L37 116L37 83L4 83L28 60L4 37L37 37Z"),
    Path(ACCENT, "M60 28L83 37L92 60L83 83L60 92L37 83L28 60L37 37Z"),
    Path(BACK, "M60 60L60 28L83 37ZM60 60L92 60L83 83ZM60 60L60 92L37 83ZM60 60L28 60L37 37Z"),
)
