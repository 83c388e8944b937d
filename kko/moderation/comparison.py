"""What changed between the public record and the edit that waits, field by field."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html_join
from wagtail.admin.compare import ForeignObjectComparison, diff_text
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
        return _field_html(comparison)
    lines = []
    for child in comparison.get_child_comparisons():
        for field in child.get_field_comparisons():
            if child.is_addition() or child.is_deletion() or field.has_changed():
                mark = "+" if child.is_addition() else "−" if child.is_deletion() else "~"
                if html := _field_html(field):
                    lines.append((mark, field.field_label(), html))
    return format_html_join("", "<p>{} {}: {}</p>", lines)


def _field_html(comparison: Any) -> str:
    """Return the difference as Wagtail builds it, but nothing for nothing and lists as people write them."""
    if isinstance(comparison, ForeignObjectComparison):
        values = list(comparison.get_objects())
    else:
        values = [getattr(comparison, name, "") for name in ("val_a", "val_b")]
    if any(value is None or isinstance(value, list) for value in values):
        before, after = (_in_words(value, comparison.field) for value in values)
        return diff_text(before, after).to_html() if before != after else escape(after)
    return comparison.htmldiff()


def _in_words(value: Any, field: Any) -> str:
    """Return a value or a list as people write it; a model's ``CODE_WORDS`` say what a field of codes means."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    word = getattr(field.model, "CODE_WORDS", {}).get(field.name, str)
    return ", ".join(str(word(one)) for one in value)
