"""Cut the fonts of the site: one small variable file for each family, written to ``static/fonts``.

Run where npm is, with fonttools and brotli installed (never needed at run time)::

    pip install fonttools brotli
    python -m scripts.fonts

The packages bring each family in ranges. Czech needs two of them at once, and a word whose letters come from
two files loses its kerning, so the ranges are joined into one file: letters with marks take over the kerning of
their bare letters, the weights are limited to those in use, and what no text of ours needs is left out.
At the end the metrics of the fallback faces in ``static/css/base.css`` are printed.
"""

import subprocess
import tarfile
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
LICENCES = ROOT / "static" / "vendor" / "fonts"
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "ĚŠČŘŽŮŤĎŇěščřžůťďň"
    + "ĽĹŔľĺŕĄĆĘŁŃŚŹŻąćęłńśźżŐŰőűŒœẞ"  # names of our neighbours
    + "–—‘’‚“”„•…‹›‰€™−←↑→↓\u2009\u200b\u202f\u2060"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "liga", "tnum", "pnum"]
HIGH_RIGHT = set("ďťľĽ")  # their hook stands where the bare letter has room
SAMPLE = "Dílna Pod Komínem točí užitkový porcelán v bývalé sušárně a učí to každého, kdo se nebojí hlíny za nehty. "


@dataclass(frozen=True)
class Family:
    name: str
    package: str
    version: str
    weights: tuple[int, int]
    stand_ins: tuple[tuple[int, str], ...]  # of which weight; Liberation Sans has the metrics of Arial

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


FAMILIES = (
    Family(
        "Bricolage Grotesque",
        "@fontsource-variable/bricolage-grotesque",
        "5.3.0",
        (700, 800),
        ((700, "LiberationSans-Bold.ttf"),),
    ),
    Family(
        "Instrument Sans",
        "@fontsource-variable/instrument-sans",
        "5.3.0",
        (400, 700),
        ((400, "LiberationSans-Regular.ttf"), (600, "LiberationSans-Bold.ttf")),
    ),
)


def main() -> None:
    for family in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            package = _unpacked(family, Path(folder))
            font = _cut(family, package)
            LICENCES.mkdir(parents=True, exist_ok=True)
            (LICENCES / f"{family.slug}-OFL.txt").write_bytes((package / "LICENSE").read_bytes())
        FONTS.mkdir(parents=True, exist_ok=True)
        target = FONTS / f"{family.slug}.woff2"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs")
        for weight, stand_in in family.stand_ins:
            print(_fallback(TTFont(target), weight, stand_in))


def _unpacked(family: Family, folder: Path) -> Path:
    """Return the folder of the npm package, fetched into ``folder``."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{family.package}@{family.version}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _cut(family: Family, package: Path) -> TTFont:
    parts = [
        TTFont(package / "files" / f"{family.slug}-{part}-wght-normal.woff2", recalcTimestamp=False)
        for part in ("latin", "latin-ext")
    ]
    font = _joined(*parts)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": family.weights})
    add_HVAR(font)
    font.flavor = "woff2"
    return font


def _joined(font: TTFont, other: TTFont) -> TTFont:
    """Return ``font`` with the needed glyphs of ``other``: both are cut from one source and share their names."""
    font.ensureDecompiled()  # every table must be read under the old order of glyphs
    order, added = list(font.getGlyphOrder()), {}
    letters = other.getBestCmap()
    wanted = [letters[ord(each)] for each in LETTERS if ord(each) in letters and ord(each) not in font.getBestCmap()]
    for name in _with_components(other, wanted):
        if name not in order:
            order.append(name)
            added[name] = other["glyf"][name]
    font.setGlyphOrder(order)
    for name, glyph in added.items():
        font["glyf"].glyphs[name] = glyph
        font["hmtx"].metrics[name] = other["hmtx"].metrics[name]
        font["gvar"].variations[name] = other["gvar"].variations[name]
    font["glyf"].setGlyphOrder(order)
    for table in ("HVAR", "MVAR"):
        if table in font:
            del font[table]
    for each in LETTERS:
        if letters.get(ord(each)) in order:
            for table in font["cmap"].tables:
                table.cmap.setdefault(ord(each), letters[ord(each)])
    _spread_kerning(font, [each for each in LETTERS if letters.get(ord(each)) in added])
    return font


def _with_components(font: TTFont, names: list[str]) -> list[str]:
    found = []
    for name in names:
        glyph = font["glyf"][name]
        parts = [part.glyphName for part in glyph.components] if glyph.isComposite() else []
        found += [*_with_components(font, parts), name]
    return list(dict.fromkeys(found))


def _spread_kerning(font: TTFont, letters: list[str]) -> None:
    """Give each added letter the kerning of its bare letter, on both sides."""
    names = font.getBestCmap()
    pairs = []
    for letter in letters:
        bare = unicodedata.normalize("NFD", letter)[0]
        if bare != letter and ord(bare) in names:
            pairs.append((names[ord(letter)], names[ord(bare)], letter not in HIGH_RIGHT))
    pairs.sort(key=lambda pair: font.getGlyphID(pair[0]))
    for table in _pair_tables(font):
        for new, bare, is_open_right in pairs:
            if is_open_right:
                _follow_first(table, new, bare)
            _follow_second(table, new, bare)


def _pair_tables(font: TTFont) -> list:
    tables = [table for lookup in font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable]
    tables = [getattr(table, "ExtSubTable", table) for table in tables]
    return [table for table in tables if type(table).__name__ == "PairPos"]


def _follow_first(table, new: str, bare: str) -> None:
    if bare not in table.Coverage.glyphs or new in table.Coverage.glyphs:
        return
    place = table.Coverage.glyphs.index(bare)
    table.Coverage.glyphs.append(new)
    if table.Format == 1:
        table.PairSet.append(table.PairSet[place])
        table.PairSetCount = len(table.PairSet)
    elif bare in table.ClassDef1.classDefs:
        table.ClassDef1.classDefs[new] = table.ClassDef1.classDefs[bare]


def _follow_second(table, new: str, bare: str) -> None:
    if table.Format == 2 and bare in table.ClassDef2.classDefs:
        table.ClassDef2.classDefs.setdefault(new, table.ClassDef2.classDefs[bare])


def _fallback(font: TTFont, weight: int, stand_in: str) -> str:
    """Return the descriptors that make the stand-in as wide and as high as the font at this weight."""
    still = instancer.instantiateVariableFont(font, {"wght": weight})
    ratio = _width(still) / _width(TTFont(next(Path("/usr/share/fonts").rglob(stand_in))))
    metrics, em = still["hhea"], still["head"].unitsPerEm * ratio
    return (
        f"  {weight} as {stand_in}: size-adjust: {ratio:.2%}; ascent-override: {metrics.ascent / em:.2%};"
        f" descent-override: {-metrics.descent / em:.2%}; line-gap-override: {metrics.lineGap / em:.2%};"
    )


def _width(font: TTFont) -> float:
    """Return the width of the sample in ems."""
    names = font.getBestCmap()
    return sum(font["hmtx"][names[ord(each)]][0] for each in SAMPLE) / font["head"].unitsPerEm


if __name__ == "__main__":
    main()
