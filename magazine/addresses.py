"""Absolute addresses, as feeds, sitemaps, letters and networks want them."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site


def absolute(address: str) -> str:
    """Return the address with the site before it; one that is absolute already (files in a bucket) stays."""
    return address if "://" in address else f"{settings.BASE_URL}{address}"


def address_of(page: Page, request: HttpRequest | None = None) -> str:
    """Return the absolute address of a page; ``request`` remembers the roots of the sites where many are asked for."""
    return absolute(page.get_url(request) or "/")


def remembering() -> HttpRequest:
    """Return a request of nobody that remembers the roots of the sites, for many addresses without a visitor."""
    request = HttpRequest()
    request._wagtail_site = Site.objects.filter(is_default_site=True).select_related("root_page").first()  # type: ignore[attr-defined]
    return request
