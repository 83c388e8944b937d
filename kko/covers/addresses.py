"""Where a cover is to be had as a file."""

from django.urls import reverse

from kko.covers.chance import plain_seed
from kko.covers.palettes import palette_for


def cover_url(seed: object, sector: str = "", kind: str = "svg") -> str:
    """Return the address of the cover, ``kind`` svg or png; ``sector`` is a slug, or empty."""
    return reverse(f"covers:{kind}", args=[palette_for(str(sector or "")).name, plain_seed(seed)])
