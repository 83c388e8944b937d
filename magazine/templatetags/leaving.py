"""What leaves the site with a page: its way from home, its data for machines, its card for networks."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from magazine import structured
from magazine.cards import card_url
from magazine.parts import published_at

register = template.Library()
register.simple_tag(card_url)
register.filter(published_at)


@register.simple_tag(takes_context=True)
def crumbs_of(context: dict[str, Any], page: Page) -> structured.Crumbs:
    """Return title and address of what stands above the page; asked once for a request, head and body need it."""
    request = context["request"]
    known = getattr(request, "kko_crumbs", None)
    if known is None or known[0] != page.pk:
        known = request.kko_crumbs = (page.pk, structured.crumbs_of(page, request))
    return known[1]


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any], page: Page, articles: Any = ()) -> SafeString:
    """Return the JSON-LD of the page, for the inside of a ``script`` element."""
    return structured.structured_data(page, context["request"], crumbs_of(context, page), articles)
