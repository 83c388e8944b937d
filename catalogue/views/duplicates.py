"""Two profiles side by side: make them one, or say that they are two."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actions.duplicates import mark_distinct, merge_profiles
from catalogue.duplicates import Pair, likenesses
from catalogue.forms.duplicates import LEFT, MergeForm
from catalogue.merging import differences, preferred
from catalogue.models import DistinctPair, Profile
from catalogue.permissions import can_merge_profiles
from kko.moderation.actions import PublicationError
from kko.moderation.models import Assignment


def pair(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """All that two profiles say, with the choice of what stays."""
    if not can_merge_profiles(request.user):
        raise PermissionDenied
    left, right = _pair(one, other)
    found = differences(left, right)
    form = MergeForm(
        request.POST if "merge" in request.POST else None,
        pair=(left, right), better=preferred(left, right), found=found,
    )  # fmt: skip
    if "distinct" in request.POST:
        mark_distinct(one=left, other=right, by=request.user)
        messages.success(request, _("Good to know. The desk will not ask about these two again."))
        return redirect("desk")
    if form.is_bound and form.is_valid() and "back" not in request.POST:
        if "confirmed" not in request.POST and not _waiting(left, right):
            return _confirmation(request, form, left, right)
        kept = _merge(request, form, left, right)
        if kept is not None:
            return redirect("desk_history", "catalogue.profile", kept.pk)
    return render(request, "catalogue/duplicate_pair.html", _context(left, right, form))


def _pair(one: int, other: int) -> tuple[Profile, Profile]:
    """Return both, the smaller id first. Drafts nobody has sent are their owners' alone: there is no such page."""
    if one == other:
        raise Http404
    profiles = Profile.objects.select_related("main_discipline", "municipality")
    found = profiles.filter(pk__in=[one, other]).order_by("pk").prefetch_related("memberships__user")
    pair = [profile for profile in found if profile.live or profile.waiting_revision]
    if len(pair) != 2:
        raise Http404
    return pair[0], pair[1]


def _waiting(left: Profile, right: Profile) -> list[Profile]:
    """Return those that wait for approval; a merge of them is refused."""
    return [profile for profile in (left, right) if profile.waiting_revision]


def _kept_and_gone(form: MergeForm, left: Profile, right: Profile) -> tuple[Profile, Profile]:
    return (left, right) if form.cleaned_data["kept"] == LEFT else (right, left)


def _confirmation(request: HttpRequest, form: MergeForm, left: Profile, right: Profile) -> HttpResponse:
    """Ask before two become one: what was chosen is sent once more, with the curator's word."""
    keep, gone = _kept_and_gone(form, left, right)
    people = len(gone.owners())
    letters = ngettext(
        "%(count)d person who looks after it gets a letter.", "%(count)d people who look after it get a letter.", people
    )
    addresses = {"gone": gone.get_absolute_url(), "kept": keep.get_absolute_url()}
    context = {
        "title": _("Make them one?"), "subtitle": str(keep), "icon": "copy",
        "sentences": [
            _("“%(gone)s” becomes part of “%(kept)s”.") % {"gone": gone, "kept": keep},
            _("The address %(gone)s will lead to %(kept)s.") % addresses,
            *([letters % {"count": people}] if people else []),
            _("A merge cannot be undone."),
        ],
        "button": _("Make them one"), "back": reverse("desk_duplicate", args=[left.pk, right.pk]),
        "keeps": True, "fields": [("merge", "1"), ("confirmed", "1"), *form.cleaned_data.items()],
    }  # fmt: skip
    return render(request, "catalogue/office_confirmation.html", context)


def _merge(request: HttpRequest, form: MergeForm, left: Profile, right: Profile) -> Profile | None:
    keep, gone = _kept_and_gone(form, left, right)
    try:
        kept = merge_profiles(keep=keep, gone=gone, fields=form.chosen, by=request.user)
    except PublicationError as refusal:
        form.add_error(None, str(refusal))
        return None
    same = str(gone) == str(kept)
    told = _("The two profiles “%(kept)s” are one now.") if same else _("“%(gone)s” is now part of “%(kept)s”.")
    messages.success(request, told % {"gone": gone, "kept": kept})
    return kept


def _context(left: Profile, right: Profile, form: MergeForm) -> dict[str, object]:
    found = Pair(left.pk, right.pk, likenesses(left, right))
    return {
        "left": left,
        "right": right,
        "profiles": [left, right],
        "form": form,
        "reasons": [reason.label for reason in found.reasons],
        "distinct": DistinctPair.objects.filter(one=left, other=right).select_related("decided_by").first(),
        "waiting": _waiting(left, right),
        "key": found.key,
        "holder": Assignment.objects.holder(found.key),
    }
