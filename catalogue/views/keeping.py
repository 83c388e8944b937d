"""Who looks after a profile: its people and invitations, claims to one, and their settlement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.actions import keeping as actions
from catalogue.choices import MembershipRole
from catalogue.forms.keeping import ClaimForm, InvitationForm, PersonForm, SettlementForm
from catalogue.models import Claim, Invitation, Membership, Profile
from catalogue.permissions import can_edit_profile, can_keep_people, can_settle_claim
from catalogue.slots.claims import evidence
from kko.accounts.permissions import can_use_desk
from kko.moderation.models import Assignment, key_of


@login_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after a profile; its owners invite others here."""
    profile = _kept_profile(request, pk)
    owns = can_keep_people(request.user, profile)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and not owns:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(profile=profile, by=request.user, **form.cleaned_data)
        except actions.KeepingError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("catalogue:people", pk)
    return render(request, "catalogue/people.html", _people_context(request, profile, form, owns))


def _people_context(request: HttpRequest, profile: Profile, form: InvitationForm, owns: bool) -> dict[str, object]:
    people = list(profile.memberships.select_related("user").order_by("created_at", "pk"))
    return {
        "profile": profile,
        "form": form,
        "owns": owns,
        "people": people,
        "mine": next(one for one in people if one.user_id == request.user.pk),
        "owner_count": sum(one.role == MembershipRole.OWNER for one in people),
        "invitations": profile.invitations.open() if owns else [],
    }


@login_required
@require_POST
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what somebody may do, remove them, leave, or settle an invitation."""
    profile = _kept_profile(request, pk)
    form = PersonForm(request.POST, profile=profile)
    if not form.is_valid():
        messages.error(request, _("This is not there any more."))
        return redirect("catalogue:people", pk)
    data = form.cleaned_data
    leaves = data["action"] == PersonForm.REMOVE and data["membership"].user_id == request.user.pk
    if not leaves and not can_keep_people(request.user, profile):
        raise PermissionDenied
    try:
        messages.success(request, _change(request, data))
    except actions.KeepingError as error:
        messages.error(request, str(error))
        return redirect("catalogue:people", pk)
    return redirect("accounts:overview") if leaves else redirect("catalogue:people", pk)


def _change(request: HttpRequest, data: dict) -> str:
    """Carry one change out; returns what to tell."""
    by, action = request.user, data["action"]
    if action == PersonForm.RESEND:
        actions.resend_invitation(invitation=data["invitation"], by=by)
        return _("The letter is on its way once more.")
    if action == PersonForm.WITHDRAW:
        actions.withdraw_invitation(invitation=data["invitation"], by=by)
        return _("The invitation is withdrawn; its link does not work any more.")
    if action == PersonForm.REMOVE:
        actions.remove_person(membership=data["membership"], by=by)
        if data["membership"].user_id == by.pk:
            return _("You do not look after the profile any more.")
        return _("The person does not look after the profile any more.")
    actions.change_role(membership=data["membership"], role=action, by=by)
    return _("Saved.")


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: who asks, for what, and with which account to take it up."""
    found = Invitation.objects.by_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect("catalogue:invitation", token)
        try:
            actions.accept_invitation(invitation=found, by=request.user)
        except actions.KeepingError as error:
            messages.error(request, str(error))
            return redirect("catalogue:invitation", token)
        messages.success(request, _("Welcome. You look after the profile now."))
        return redirect("catalogue:edit", found.profile_id)
    return render(request, "catalogue/invitation.html", _invitation_context(request, found))


def _invitation_context(request: HttpRequest, found: Invitation) -> dict[str, object]:
    user = request.user
    keeps = user.is_authenticated and Membership.objects.filter(profile=found.profile, user=user).exists()
    return {
        "invitation": found,
        "profile": found.profile,
        "keeps": keeps,
        "usable": found.is_open and not found.is_expired,
        "other_account": user.is_authenticated and user.email.lower() != found.email.lower(),
    }


@login_required
@never_cache
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """ "This profile is about me": say why, and a curator decides."""
    profile = get_object_or_404(Profile.objects.published(), slug=slug)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_claim(profile=profile, reason=form.cleaned_data["reason"], by=request.user)
        except actions.KeepingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. A curator will look at it and write to you."))
            return redirect("catalogue:claim", slug)
    context = {
        "profile": profile,
        "form": form,
        "mine": can_edit_profile(request.user, profile),
        "owned": profile.memberships.exists(),
        "waiting": Claim.objects.open().filter(profile=profile, user=request.user).first(),
    }
    return render(request, "catalogue/claim.html", context)


def claim_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim on the desk: what speaks for it, and the verdict."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    found = get_object_or_404(Claim.objects.select_related("profile", "user", "settled_by"), pk=pk)
    form = SettlementForm(request.POST or None)
    own = not can_settle_claim(request.user, found)
    if request.method == "POST" and own:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and _settle(request, found, form):
        return redirect("desk")
    others = found.profile.claims.open().exclude(pk=found.pk).select_related("user")
    key = key_of(found)
    holding = {"key": key, "holder": Assignment.objects.holder(key)}
    context = {"claim": found, "form": form, "own": own, "evidence": evidence(found), "others": others} | holding
    return render(request, "catalogue/claim_settlement.html", context)


def _settle(request: HttpRequest, found: Claim, form: SettlementForm) -> bool:
    note = form.cleaned_data["note"]
    try:
        if form.cleaned_data["verdict"] == SettlementForm.GRANT:
            actions.grant_claim(claim=found, by=request.user, note=note)
            messages.success(request, _("The profile is theirs now; a letter says so."))
        else:
            actions.refuse_claim(claim=found, by=request.user, note=note)
            messages.success(request, _("The claim is refused; a letter says why."))
    except actions.KeepingError as error:
        form.add_error(None, str(error))
        return False
    return True


def _kept_profile(request: HttpRequest, pk: int) -> Profile:
    profile = get_object_or_404(Profile, pk=pk)
    if not can_edit_profile(request.user, profile):
        raise Http404
    return profile
