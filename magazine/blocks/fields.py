"""The field that holds blocks."""

from typing import Any

from wagtail.fields import StreamField


class BlockField(StreamField):
    """A stream field whose blocks are no part of migrations.

    Blocks change no table, and which cards an article offers is decided by the rooms of the installation.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
