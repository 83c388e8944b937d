"""What changed between the public record and the edit that waits, field by field."""

from dataclasses import dataclass

from wagtail.admin.panels import get_edit_handler

from kko.moderation.models import Publishable


@dataclass(frozen=True)
class Change:
    """One field: its label and the difference as HTML, built and escaped by Wagtail."""

    label: str
    html: str


def changes(before: Publishable | None, after: Publishable) -> list[Change]:
    """Return the fields that differ; against an empty record when nothing was public yet."""
    viewset = getattr(type(after), "snippet_viewset", None)
    panel = viewset.get_edit_handler() if viewset is not None else get_edit_handler(type(after))
    base = before if before is not None else type(after)(pk=after.pk)
    bound = panel.get_bound_panel(instance=after, request=None, form=None)
    compared = (comparison(base, after) for comparison in bound.get_comparison())
    return [Change(label=str(one.field_label()), html=one.htmldiff()) for one in compared if one.has_changed()]
