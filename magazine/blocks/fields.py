"""The field that holds blocks."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from magazine.hygiene import storable


class BlockField(StreamField):
    """A stream field whose blocks are no part of migrations.

    Blocks change no table, and which cards an article offers is decided by the rooms of the installation.
    Rich text in them is cleaned on its way into the database, wherever it comes from: pages and revisions alike.
    """

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return _clean(self.stream_block, prepared) if isinstance(prepared, list) else prepared

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


def _clean(block: blocks.Block, raw: Any) -> Any:
    """Return the stored value of a block with its rich text made harmless; the rest stays as it is."""
    if isinstance(block, blocks.RichTextBlock):
        return storable(raw) if isinstance(raw, str) else raw
    if isinstance(block, blocks.StreamBlock) and isinstance(raw, list):
        return [_clean_item(block.child_blocks.get(item["type"]), item) for item in raw]
    if isinstance(block, blocks.ListBlock) and isinstance(raw, list):
        return [_clean_item(block.child_block, item) for item in raw]
    if isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        known = block.child_blocks
        return {name: _clean(known[name], value) if name in known else value for name, value in raw.items()}
    return raw


def _clean_item(block: blocks.Block | None, item: Any) -> Any:
    if block is None:  # a card of a room that is not installed
        return item
    if isinstance(item, dict) and "value" in item:
        return {**item, "value": _clean(block, item["value"])}
    return _clean(block, item)
