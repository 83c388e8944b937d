"""What changed between the public record and the edit that waits, field by field."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
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
    return [Change(label=str(one.field_label()), html=_html(one)) for one in compared if one.has_changed()]


def _html(comparison: Any) -> str:
    """Return the difference of a field, or of each changed piece of a child relation (pieces of work)."""
    if not comparison.is_child_relation:
        return comparison.htmldiff()
    lines = []
    for child in comparison.get_child_comparisons():
        for field in child.get_field_comparisons():
            if child.is_addition() or child.is_deletion() or field.has_changed():
                mark = "+" if child.is_addition() else "−" if child.is_deletion() else "~"
                lines.append((mark, field.field_label(), field.htmldiff()))
    return format_html_join("", "<p>{} {}: {}</p>", lines)
