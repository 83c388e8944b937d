"""Where a cover is to be had as a file."""

from functools import cache

from django.urls import reverse

from kko.covers.chance import plain_seed
from kko.covers.palettes import palette_for


def cover_url(seed: object, sector: str = "", kind: str = "svg") -> str:
    """Return the address of the cover, ``kind`` svg or png; ``sector`` is a slug, or empty."""
    before, after = _around_seed(palette_for(str(sector or "")).name, kind)
    return f"{before}{plain_seed(seed)}{after}"


@cache
def _around_seed(palette: str, kind: str) -> tuple[str, str]:
    """Return what stands before and after the seed: one address is worked out, for lists of hundreds."""
    before, _mark, after = reverse(f"covers:{kind}", args=[palette, "0-0"]).rpartition("0-0")
    return before, after
