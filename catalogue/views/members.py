"""The pages where members keep their profiles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue.actions import create_profile, save_draft
from catalogue.forms import ProfileForm
from catalogue.models import Profile
from catalogue.permissions import can_edit_profile, can_preview_profile
from catalogue.views.public import profile_context
from kko.moderation.actions import PublicationError, archive_record, submit_record, withdraw_record
from kko.moderation.choices import PublicationState


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """A new profile: saved as a draft, then previewed or submitted."""
    form = ProfileForm(request.POST or None, instance=Profile(email=request.user.email))
    if request.method == "POST" and form.is_valid():
        try:
            profile = create_profile(profile=form.save(commit=False), by=request.user)
        except PublicationError as error:
            form.add_error(None, str(error))
        else:
            return _after_save(request, profile)
    return render(request, "catalogue/form.html", {"form": form, "profile": None})


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest edit of a profile; while one waits for approval it can be read and taken back."""
    profile = _own_profile(request, pk)
    state = profile.publication_state
    draft = profile.get_latest_revision_as_object()
    form = ProfileForm(request.POST or None, instance=draft)
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(profile=form.save(commit=False), by=request.user)
        except PublicationError as error:
            form.add_error(None, str(error))
        else:
            return _after_save(request, profile)
    context = {"form": form, "profile": profile, "state": state, "waits": state == PublicationState.SUBMITTED}
    return render(request, "catalogue/form.html", context)


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest edit as the page it would be, for its owners and the curators."""
    profile = get_object_or_404(Profile, pk=pk)
    if not can_preview_profile(request.user, profile):
        raise Http404
    draft = profile.get_latest_revision_as_object()
    context = {**profile_context(request, draft), "preview": True, "row": profile, "state": profile.publication_state}
    return render(request, "catalogue/profile.html", context)


@login_required
@require_POST
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the newest edit, or take the submitted one back (``withdraw`` in the form)."""
    profile = _own_profile(request, pk)
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
    archive_record(record=_own_profile(request, pk), by=request.user)
    messages.success(request, _("The profile is off the public pages. You can send it for approval again any time."))
    return redirect("accounts:overview")


def _own_profile(request: HttpRequest, pk: int) -> Profile:
    profile = get_object_or_404(Profile, pk=pk)
    if not can_edit_profile(request.user, profile):
        raise Http404
    return profile


def _after_save(request: HttpRequest, profile: Profile) -> HttpResponse:
    if "submit" in request.POST:
        return submission(request, profile.pk)
    if "preview" in request.POST:
        return redirect("catalogue:preview", profile.pk)
    messages.success(request, _("Saved. Only you see it until you send it for approval."))
    return redirect("catalogue:edit", profile.pk)
