"""The page where a profile's links elsewhere are kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from catalogue.actions.links import MAX_LINKS, LinkError, set_links
from catalogue.forms import LinksForm
from catalogue.views.members import own_profile


@never_cache
@login_required
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """All links at once, in their order; an emptied row is a link taken away."""
    profile = own_profile(request, pk)
    there = [{"url": link.url, "label": link.label} for link in profile.links.all()]
    form = LinksForm(request.POST if request.method == "POST" else None, initial=there, prefix="links")
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            set_links(profile=profile, links=form.links(), by=request.user)
        except LinkError as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved. The links are public at once, where the profile is."))
            return redirect("catalogue:links", pk)
    context = {"profile": profile, "form": form, "problem": problem, "most": MAX_LINKS}
    return render(request, "catalogue/links.html", context)
