"""In which sizes and formats pages show a picture, by the name of the place where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from kko.media.models import KkoImage, KkoRendition

FORMATS = ("avif", "webp", "jpeg")  # the best first; the last is for browsers that know neither


@dataclass(frozen=True)
class Preset:
    """Filters of Wagtail from small to large, how wide the picture stands (``sizes``), and whether it opens the page.

    ``fill`` cuts around the focal point, ``width`` and ``max`` keep the whole picture; none makes it larger.
    """

    filters: tuple[str, ...]
    sizes: str
    opens: bool = False

    @property
    def specs(self) -> tuple[str, ...]:
        return tuple(f"format-{format}|{filter}" for format in FORMATS for filter in self.filters)


PRESETS = {
    "hero": Preset(("fill-640x360", "fill-1120x630", "fill-1680x945"), "(width < 80rem) 94vw, 76rem", opens=True),
    "article": Preset(("width-480", "width-800", "width-1200"), "(width < 72rem) 94vw, 66rem"),
    "lead": Preset(("fill-640x480", "fill-1200x900"), "(width < 60rem) 94vw, 40rem"),
    "card": Preset(("fill-400x300", "fill-800x600"), "(width < 36rem) 94vw, (width < 60rem) 46vw, 19rem"),
    "gallery": Preset(("max-600x600", "max-1200x1200"), "(width < 48rem) 94vw, 30rem"),
    "avatar": Preset(("fill-96x96", "fill-192x192"), "6rem"),
}


def specs_of(names: Iterable[str]) -> list[str]:
    """Return the filters of these presets, each once. Raises ``KeyError`` on a name that is none."""
    return list(dict.fromkeys(spec for name in names for spec in PRESETS[name].specs))


def drawn_images(*names: str) -> QuerySet[KkoImage]:
    """Return images with what these presets have drawn of them, for ``Prefetch``: two queries for any number."""
    return KkoImage.objects.prefetch_renditions(*specs_of(names))


def fetch_drawn(images: Iterable[KkoImage | None], *names: str) -> None:
    """Fetch what these presets have drawn of images that are loaded already: one query for any number."""
    waiting = [image for image in images if image is not None and image._get_prefetched_renditions() is None]
    drawn = KkoRendition.objects.filter(filter_spec__in=specs_of(names))
    prefetch_related_objects(waiting, Prefetch("renditions", drawn, to_attr="prefetched_renditions"))


def images_within(value: Any) -> Iterator[KkoImage]:
    """Yield the images of a body of blocks, however deep they stand in it."""
    if isinstance(value, KkoImage):
        yield value
    elif isinstance(value, StreamValue | ListValue):
        for inner in value:
            yield from images_within(getattr(inner, "value", inner))
    elif isinstance(value, StructValue):
        for inner in value.values():
            yield from images_within(inner)


def drawn_as(image: KkoImage, spec: str) -> KkoRendition | None:
    """Return what was drawn by this filter of an image whose drawn sizes are fetched; nothing is drawn for it."""
    drawn = image._get_prefetched_renditions() or ()
    return next((one for one in drawn if one.filter_spec == spec), None)
