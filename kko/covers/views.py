"""Covers as files: public, without cookies, the same for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kko.covers.composition import cover_svg
from kko.covers.palettes import PALETTES, Palette
from kko.covers.png import cover_png

YEAR = 31_536_000

_for_ever = cache_control(public=True, max_age=YEAR, immutable=True)


@require_safe
@_for_ever
def svg(request: HttpRequest, palette: str, seed: str) -> HttpResponse:
    return HttpResponse(cover_svg(seed, _palette_or_404(palette)), content_type="image/svg+xml")


@require_safe
@_for_ever
def png(request: HttpRequest, palette: str, seed: str) -> HttpResponse:
    """Give the pattern alone: words come from the rooms that own them, never from an address."""
    return HttpResponse(cover_png(seed, _palette_or_404(palette)), content_type="image/png")


def _palette_or_404(name: str) -> Palette:
    try:
        return PALETTES[name]
    except KeyError:
        raise Http404 from None
