"""Rich text and addresses, made harmless where they are shown."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from magazine import hygiene

register = template.Library()
register.filter(hygiene.followable)


@register.filter
def harmless(html: str) -> SafeString:
    """Return the rich text with nothing in it but words, headings, lists, tables and links."""
    return mark_safe(hygiene.harmless(html))
