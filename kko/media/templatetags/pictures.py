"""Pictures in templates: the right size and format for each screen, never a jump while they load."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

from kko.media.models import KkoImage, KkoRendition
from kko.media.presets import FORMATS, PRESETS, Preset, fetch_drawn, images_within

register = template.Library()


@register.simple_tag
def kko_picture(
    image: KkoImage | None, preset: str, alt: str | None = None, css: str = "", eager: object = False
) -> SafeString | str:
    """Return a ``picture`` with AVIF and WebP and a JPEG for the rest, with its width and height.

    ``{% kko_picture page.picture "hero" alt="" css="article-cover" %}``. Without ``alt`` it says what the image
    says of itself. It loads when it comes near, unless the preset opens the page or ``eager`` is given. Nothing
    where there is no image.
    """
    if not image:
        return ""
    chosen, (*better, plain) = PRESETS[preset], FORMATS
    by_format = _drawn(image, chosen)
    sources = format_html_join(
        "", '<source type="image/{}" srcset="{}" sizes="{}">',
        [(format, _srcset(by_format[format]), chosen.sizes) for format in better],
    )  # fmt: skip
    largest = by_format[plain][-1]
    attributes = {
        "src": largest.url,
        "srcset": _srcset(by_format[plain]),
        "sizes": chosen.sizes,
        "width": largest.width,
        "height": largest.height,
        "alt": largest.alt if alt is None else alt,
        "class": css or False,
        **_loading(bool(eager) or chosen.opens),
    }
    return format_html("<picture>{}<img{}></picture>", sources, flatatt(attributes))


@register.simple_tag
def with_pictures(things: Iterable[Any], field: str, *presets: str) -> list[Any]:
    """Return the things as a list whose pictures are there in these presets, whatever their number: one query.

    ``{% with_pictures articles "picture" "card" as shown %}``; the things come with ``select_related`` images.
    """
    found = list(things)
    fetch_drawn([getattr(thing, field) for thing in found], *presets)
    return found


@register.simple_tag
def body_with_pictures(body: Any, *presets: str) -> Any:
    """Return the body of blocks, its pictures fetched in these presets, whatever their number: one query."""
    fetch_drawn(images_within(body), *presets)
    return body


def _drawn(image: KkoImage, preset: Preset) -> dict[str, list[KkoRendition]]:
    """Return what there is of the image by format, from small to large; what is missing is drawn now."""
    filters = [Filter(spec=spec) for spec in preset.specs]
    drawn, size = list(get_renditions_or_not_found(image, filters).values()), len(preset.filters)
    return {format: drawn[place * size : (place + 1) * size] for place, format in enumerate(FORMATS)}


def _srcset(drawn: list[KkoRendition]) -> str:
    """Each width once: a small original is never made larger, so its sizes may be the same."""
    return ", ".join(f"{next(same).url} {width}w" for width, same in groupby(drawn, lambda one: one.width))


def _loading(at_once: bool) -> dict[str, str]:
    return {"fetchpriority": "high"} if at_once else {"loading": "lazy", "decoding": "async"}
