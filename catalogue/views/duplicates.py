"""Two profiles side by side: make them one, or say that they are two."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

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
    if form.is_bound and form.is_valid():
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


def _merge(request: HttpRequest, form: MergeForm, left: Profile, right: Profile) -> Profile | None:
    keep, gone = (left, right) if form.cleaned_data["kept"] == LEFT else (right, left)
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
        "waiting": [profile for profile in (left, right) if profile.waiting_revision],
        "key": found.key,
        "holder": Assignment.objects.holder(found.key),
    }
