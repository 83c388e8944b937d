"""The pages where members keep their profiles."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.actions import create_profile
from catalogue.choices import Step
from catalogue.completeness import completeness, content_of, page_of
from catalogue.forms import NewProfileForm
from catalogue.models import Profile
from catalogue.permissions import can_edit_profile, can_preview_profile
from catalogue.views.profile import profile_context
from kko.moderation.actions import PublicationError, archive_record, submit_record, withdraw_record
from kko.moderation.choices import PublicationState


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """The first step of a new profile; its draft is there from then on."""
    data = request.POST if request.method == "POST" else None
    form = NewProfileForm(data, instance=Profile(email=request.user.email))
    if data is not None and form.is_valid():
        try:
            profile = create_profile(profile=form.save(commit=False), by=request.user)
        except PublicationError as error:
            form.add_error(None, str(error))
        else:
            return redirect("catalogue:edit" if "leave" in data else "catalogue:step_what", profile.pk)
    return render(request, "catalogue/new.html", {"form": form})


@never_cache
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The way into a profile: where it stands, its steps, and what can be done with it."""
    return render(request, "catalogue/keeping.html", frame(own_profile(request, pk)))


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest edit as the page it would be, for its owners and the curators."""
    profile = get_object_or_404(Profile, pk=pk)
    if not can_preview_profile(request.user, profile):
        raise Http404
    draft = profile.get_latest_revision_as_object()
    shown = profile_context(request, draft, AnonymousUser())  # as everybody will see it
    shown["needs"] = list(draft.needs.meant_for_everybody().open().select_related("kind"))
    context = {**shown, "preview": True, "row": profile, "state": profile.publication_state}
    return render(request, "catalogue/profile.html", context)


@login_required
@require_POST
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the newest edit, or take the submitted one back (``withdraw`` in the form)."""
    profile = own_profile(request, pk)
    try:
        if "withdraw" in request.POST:
            withdraw_record(record=profile, by=request.user)
            messages.info(request, _("You can edit it again. Nobody will decide about it until you send it."))
            return redirect("catalogue:edit", pk)
        submit_record(record=profile, by=request.user)
        messages.success(request, _("Thank you. A curator will read it and you will get an e-mail."))
    except PublicationError as error:
        messages.error(request, str(error))
    return redirect("accounts:overview")


@login_required
@require_POST
def archiving(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own profile off the public pages; it stays with its owner, who can send it again."""
    archive_record(record=own_profile(request, pk), by=request.user)
    messages.success(request, _("The profile is off the public pages. You can send it for approval again any time."))
    return redirect("accounts:overview")


# What is kept on pages of its own, beside the steps: optional, and public at once but for the portfolio.
FURTHER = (
    ("catalogue:portfolio", gettext_lazy("Portfolio")),
    ("catalogue:needs", gettext_lazy("Needs and offers")),
    ("catalogue:links", gettext_lazy("Links")),
)


def own_profile(request: HttpRequest, pk: int) -> Profile:
    """Return a profile that the signed-in member may edit, with its newest edit. Raises ``Http404``."""
    profile = get_object_or_404(Profile.objects.select_related("latest_revision"), pk=pk)
    if not can_edit_profile(request.user, profile):
        raise Http404
    return profile


def frame(profile: Profile, at: Step | None = None) -> dict[str, Any]:
    """Return what the pages around the steps show: the steps, how complete the profile is, where it stands."""
    measured = completeness(content_of(profile))
    state, places = profile.publication_state, list(Step)
    return {
        "profile": profile,
        "name": profile.latest_revision.object_str if profile.latest_revision else profile.name,
        "at": at,
        "place": places.index(at) + 1 if at else 0,
        "before": page_of(places[places.index(at) - 1]) if at and places.index(at) else "",
        "steps": [(one, one.label, page_of(one), measured.missing_in(one)) for one in Step],
        "further": FURTHER,
        "completeness": measured,
        "state": state,
        "waits": state == PublicationState.SUBMITTED,
    }
