"""The project's addresses and that of the empty page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.models import Site

from kko.urls import urlpatterns as ours


def empty_page(request: HttpRequest) -> HttpResponse:
    """Do what Wagtail does to find the front of the magazine, and show nothing: what no page can go below."""
    site = Site.find_for_request(request)
    site.root_page.localized.specific.route(request, ["magazin"])
    return HttpResponse("<!doctype html><title>Nic</title>")


urlpatterns = [path("prazdna/", empty_page), *ours]
