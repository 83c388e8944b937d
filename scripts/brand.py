"""Draw the files of ``static/img`` that are made, not drawn by hand: icons, the share card, covers of error pages.

    python -m scripts.brand

The mark is the cooling tower with the ember sun of ``static/img/favicon.svg``, here as points for Pillow.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from kko.covers.composition import cover_svg
from kko.covers.palettes import COLOURS, PALETTES
from kko.covers.png import cover_png

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
GRID = 64
FINE = 4  # drawn so many times larger, then reduced
ICONS = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
LEFT_SIDE = (((11, 64), (18, 50), (20, 39), (20, 30)), ((20, 30), (20, 21), (18.5, 14), (16, 7)))
SUN = (32, 29, 7)
SHARE_TITLE = "Kreativní Ústecko"
SHARE_SUBTITLE = "Lidé, dílny a prostory kulturních a kreativních odvětví"
ERROR_COVERS = {"not-found": "vyhen", "forbidden": "slunce", "error": "uhli", "maintenance": "porcelan"}
SEEDS = {"not-found": "404-c", "forbidden": "403-f", "error": "500-b", "maintenance": "503-d"}


def main() -> None:
    for name, size in ICONS.items():
        mark(size).save(IMAGES / name, optimize=True)
    card = cover_png("kreativni-ustecko", PALETTES["porcelan"], title=SHARE_TITLE, subtitle=SHARE_SUBTITLE)
    (IMAGES / "share.png").write_bytes(card)
    for name, palette in ERROR_COVERS.items():
        drawing = cover_svg(SEEDS[name], PALETTES[palette], columns=5, rows=5)
        (IMAGES / f"cover-{name}.svg").write_text(drawing + "\n", encoding="utf-8")


def mark(size: int) -> Image.Image:
    """Return the mark as a square of ``size`` pixels."""
    scale = size * FINE / GRID
    picture = Image.new("RGB", (size * FINE, size * FINE), COLOURS["K"])
    pen = ImageDraw.Draw(picture)
    left = [point for curve in LEFT_SIDE for point in _points(*curve)]
    right = [(GRID - x, y) for x, y in reversed(left)]
    pen.polygon([(x * scale, y * scale) for x, y in left + right], fill=COLOURS["E"])
    x, y, radius = SUN
    pen.ellipse([scale * edge for edge in (x - radius, y - radius, x + radius, y + radius)], fill=COLOURS["P"])
    return picture.reduce(FINE)


def _points(a, b, c, d, steps: int = 32) -> list[tuple[float, float]]:
    """Return points along a cubic curve."""
    weights = [
        ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        for t in (step / steps for step in range(steps + 1))
    ]
    return [
        tuple(sum(weight * point[axis] for weight, point in zip(row, (a, b, c, d), strict=True)) for axis in (0, 1))
        for row in weights
    ]


if __name__ == "__main__":
    main()
