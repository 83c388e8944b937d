"""The page behind the link of "Is it still true?": one click, no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from catalogue.actions.freshness import confirm_profile
from catalogue.freshness import BadLink, profile_of


@never_cache
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the one click; the script of the page clicks by itself.

    The link alone changes nothing: programs that look into letters for their readers follow links, and a
    profile must not be confirmed by a machine.
    """
    try:
        profile = profile_of(token)
    except BadLink:
        return render(request, "catalogue/confirmation_stale.html", status=410)
    if request.method == "POST":
        confirm_profile(profile=profile, by=request.user if request.user.is_authenticated else None)
        return redirect(f"{request.path}?hotovo")
    context = {"profile": profile, "done": "hotovo" in request.GET}
    return render(request, "catalogue/confirmation.html", context)
