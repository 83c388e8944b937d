"""Covers in templates: as a file's address, or inline."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from kko.covers.addresses import cover_url
from kko.covers.chance import plain_seed
from kko.covers.composition import cover_svg
from kko.covers.palettes import palette_for

register = template.Library()


register.simple_tag(cover_url)


@register.simple_tag
def cover(seed: object, sector: str = "", columns: int = 4, rows: int = 3) -> SafeString:
    """Return the cover as inline SVG, the same picture as its address for 4 by 3."""
    drawn = cover_svg(plain_seed(seed), palette_for(str(sector or "")), columns=columns, rows=rows)
    return mark_safe(drawn)  # our own markup: the seed never enters it, only its digest
