"""Cards of records of other rooms: one block for each kind that ``KKO_ARTICLE_CARDS`` names."""

import copy
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser

from kko.slots import CardKind
from magazine import shelf
from magazine.blocks.showing import FromShelf


def chooser_name(kind: CardKind) -> str:
    """Return the name of the chooser of this kind, for its addresses."""
    return f"article_{kind.key}_chooser"


class CardWidget(BaseChooser):
    """Names what everybody may see; a number in a form, or what was hidden since, gives nothing away."""

    kind: CardKind

    def get_display_title(self, instance: Model) -> str:
        return str(instance) if self.kind.choosable("").filter(pk=instance.pk).exists() else gettext("Not public")


class CardChooser(FromShelf, blocks.ChooserBlock):
    """A record of another room; what it shows of it is up to that room, and only what is public."""

    def __init__(self, kind: CardKind, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("label", kind.label)
        kwargs.setdefault("icon", kind.icon)
        super().__init__(**kwargs)

    @cached_property
    def target_model(self) -> Any:
        return self.kind.model

    @cached_property
    def widget(self) -> BaseChooser:
        named = {
            "model": self.kind.model,
            "chooser_modal_url_name": f"{chooser_name(self.kind)}:choose",
            "icon": self.kind.icon,
            "kind": self.kind,
        }
        return type("CardWidget", (CardWidget,), named)()

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return the records, in the place of those that were merged those that remained: the editor keeps these."""
        found = super().bulk_to_python(values)
        gone = {pk for pk, record in zip(values, found, strict=True) if pk is not None and record is None}
        if not gone or shelf.current() is not None:
            return found
        instead = self.kind.remained(gone)
        records = self.model_class._default_manager.in_bulk(instead.values())
        pairs = zip(values, found, strict=True)
        return [record or copy.copy(records.get(instead.get(pk))) for pk, record in pairs]

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Return what a comparison of two versions shows."""
        return self.widget.get_display_title(value) if value else ""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "card": self.card(value), "kind": self.kind}

    def card(self, value: Any) -> Any:
        """Return the card, or ``None`` where not everybody may see the record (any more)."""
        if value is None:
            return None
        held = shelf.current()
        cards = self.kind.cards([value.pk]) if held is None else held.cards.get(self.kind.key, {})
        return cards.get(value.pk)

    def get_preview_value(self) -> Any:
        return self.kind.choosable("").first()

    def raw_specimens(self) -> list[Any]:
        """The first public record; there may be none yet."""
        first = self.get_preview_value()
        return [first.pk] if first else []

    class Meta:
        group = _("Cards")
        template = "magazine/blocks/card.html"
