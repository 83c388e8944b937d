"""The member's overview."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kko.accounts.slots import overview_items


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """ "Můj přehled": everything that is the member's own, from every room."""
    return render(request, "accounts/overview.html", {"items": overview_items(request)})
