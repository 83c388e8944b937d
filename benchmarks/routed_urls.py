"""The project's addresses and that of the empty page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.models import Site

from kko.urls import urlpatterns as ours


def empty_page(request: HttpRequest, address: str) -> HttpResponse:
    """Do what Wagtail does to find the page at this address, and show nothing: what no page can go below."""
    site = Site.find_for_request(request)
    site.root_page.localized.specific.route(request, address.split("/"))
    return HttpResponse("<!doctype html><title>Nic</title>")


urlpatterns = [path("prazdna/<path:address>/", empty_page), *ours]
