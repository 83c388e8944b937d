"""Pages that belong to no room: errors that Django raises itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token: say so plainly; the browser's back button keeps what was typed."""
    return render(request, "403.html", {"expired_form": True}, status=403)
