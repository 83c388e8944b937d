"""Citations in templates."""

from django import template
from django.utils.safestring import SafeString

from magazine.knowledge.citing import citation as cited
from magazine.models import Reference

register = template.Library()


@register.simple_tag
def citation(reference: Reference) -> SafeString:
    """Return an entry of the literature as ČSN ISO 690 has it."""
    return cited(reference)
