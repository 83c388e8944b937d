"""A profile that nobody has confirmed for long: ask its owners, look for oneself, or archive it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actions.freshness import confirm_profile
from catalogue.actions.stale import ask_owners
from catalogue.forms.stale import StaleForm
from catalogue.models import Profile
from catalogue.permissions import can_check_profile
from kko.moderation.actions import PublicationError, archive_record, release_thing
from kko.moderation.forms import languages_of
from kko.moderation.history import history_of
from kko.moderation.models import Assignment, key_of


def stale(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the profile, and the three things that can be done."""
    if not can_check_profile(request.user):
        raise PermissionDenied
    profile = get_object_or_404(Profile.objects.published(), pk=pk)
    owners = profile.owners()
    readers = languages_of(owners)
    if "insert" in request.POST:
        form = StaleForm.inserted(request.POST, readers)
    else:
        form = StaleForm(request.POST or None, readers=readers)
        if request.method == "POST" and form.is_valid() and _do(request, profile, form):
            return redirect("desk")
    context = {
        "profile": profile,
        "owners": owners,
        "form": form,
        "events": history_of(profile)[:5],
        "key": key_of(profile),
        "holder": Assignment.objects.holder(key_of(profile)),
    }
    return render(request, "catalogue/stale.html", context)


def _do(request: HttpRequest, profile: Profile, form: StaleForm) -> bool:
    """Carry out what was chosen; a refusal is told beside the form."""
    verdict = form.cleaned_data["verdict"]
    try:
        if verdict == StaleForm.ASK:
            count = ask_owners(profile=profile, text=form.note_value, by=request.user)
            text = ngettext("The letter goes to %(count)d person.", "The letter goes to %(count)d people.", count)
            messages.success(request, text % {"count": count})
        elif verdict == StaleForm.CONFIRM:
            confirm_profile(profile=profile, by=request.user)
            release_thing(thing=key_of(profile))
            messages.success(request, _("“%(name)s” is confirmed from today.") % {"name": profile})
        else:
            archive_record(record=profile, by=request.user)
            messages.success(request, _("“%(name)s” is off the public pages.") % {"name": profile})
    except PublicationError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
