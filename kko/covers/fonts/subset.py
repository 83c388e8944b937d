"""Make the share cards' font: one static, bold TrueType file from the variable woff2 of npm.

Pillow reads TrueType only. Run by hand, outside the project's own environment (see README.md here):

    python subset.py package/files BricolageGrotesque-ExtraBold.ttf
"""

import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHT = 800
PARTS = ("latin", "latin-ext")
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E]
LETTERS += [0x2022, 0x2026, 0x20AC, 0x2212]


def static_part(source: Path, target: Path) -> Path:
    """Write the part at one weight, only our letters, as TrueType; return where it stands."""
    font = instantiateVariableFont(TTFont(source), {"wght": WEIGHT})
    font.flavor = None
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False, name_IDs=["*"])
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=LETTERS)
    chosen.subset(font)
    font.save(target)
    return target


def main(files: str, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            static_part(Path(files) / f"bricolage-grotesque-{part}-wght-normal.woff2", Path(folder) / f"{part}.ttf")
            for part in PARTS
        ]
        Merger().merge([str(part) for part in parts]).save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
