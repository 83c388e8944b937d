"""What our blocks share: things from the shelf, and specimens for the editor's preview and the style gallery."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from kko.media.models import KkoDocument, KkoImage
from magazine import shelf

SPECIMENS = Path(__file__).resolve().parent.parent / "data" / "specimens.json"
NEWEST_IMAGE, NEWEST_DOCUMENT = "an image", "a document"


@cache
def specimens() -> dict[str, list[Any]]:
    """Return the stored specimens by the name of the block, each in several states, the first for the preview."""
    return json.loads(SPECIMENS.read_text(encoding="utf-8"))


class Specimen:
    """A block that can show itself with invented content."""

    name: str

    def get_preview_value(self) -> Any:
        return self.to_python(self.raw_specimens()[0])  # type: ignore[attr-defined]

    def raw_specimens(self) -> list[Any]:
        """Return the states to show, as they would stand in the database."""
        return [_filled(raw) for raw in specimens()[self.name]]


def _filled(raw: Any) -> Any:
    """Put an image and a document of this installation where a specimen asks for one."""
    if isinstance(raw, dict):
        return {name: _filled(value) for name, value in raw.items()}
    if isinstance(raw, list):
        return [_filled(value) for value in raw]
    if raw == NEWEST_IMAGE:
        return KkoImage.objects.order_by("-pk").values_list("pk", flat=True).first()
    if raw == NEWEST_DOCUMENT:
        return KkoDocument.objects.order_by("-pk").values_list("pk", flat=True).first()
    return raw


class FromShelf:
    """A chooser that takes what it chose from the shelf of the page being rendered, if it holds one."""

    model_class: Any

    @property
    def on_shelf(self) -> Any:
        return self.model_class

    def to_python(self, value: Any) -> Any:
        held = shelf.current()
        return super().to_python(value) if held is None else held.get(self.on_shelf, value)  # type: ignore[misc]

    def bulk_to_python(self, values: Any) -> list[Any]:
        held = shelf.current()
        if held is None:
            return super().bulk_to_python(values)  # type: ignore[misc]
        return [held.get(self.on_shelf, value) for value in values]


class ImageChooser(FromShelf, ImageChooserBlock):
    """An image."""


class DocumentChooser(FromShelf, DocumentChooserBlock):
    """A file."""
