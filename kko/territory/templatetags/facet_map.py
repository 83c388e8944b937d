"""Draws the panes of a facet map in one go: 354 of them are too many for a loop of the template language."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from kko.territory.facet_map import Pane

register = template.Library()


@register.filter
def panes(group: Iterable[Pane]) -> SafeString:
    """Return SVG paths titled by name and number, inside a link (no stop of the keyboard) where there is one."""
    return mark_safe("\n".join(map(_drawn, group)))  # every part is escaped or a path of ours


def _drawn(pane: Pane) -> str:
    title = f"{pane.facet.name}: {pane.label}" if pane.step else pane.facet.name
    path = f'<path d="{pane.facet.path}"><title>{escape(title)}</title></path>'
    return f'<a href="{escape(pane.url)}" tabindex="-1">{path}</a>' if pane.url else path
