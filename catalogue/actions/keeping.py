"""Who looks after a profile: invitations, memberships, claims. Each locks the profile, so that two
people cannot decide about its keepers at once."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.actions.erasure import unveil_profiles
from catalogue.choices import MembershipRole
from catalogue.emails import keeping as emails
from catalogue.models import Claim, Invitation, Membership, Profile
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import release_thing
from kko.moderation.models import key_of

OPEN_INVITATIONS = 10
INVITATIONS_A_DAY = 20
LETTERS_OF_AN_INVITATION = 3
BETWEEN_LETTERS = timedelta(minutes=10)
OPEN_CLAIMS = 5


class KeepingError(Exception):
    """What was asked cannot be done now; the text is for the person who asked."""


@transaction.atomic
def invite_person(*, profile: Profile, email: str, role: str, by: User) -> Invitation:
    """Invite an address to look after the profile and return the invitation; its letter is in the outbox.

    An earlier invitation of the address that nobody took up in time gives way. Raises ``KeepingError``
    when the address looks after it already, is invited, or when there are too many invitations.
    """
    profile = _locked(profile)
    email = email.strip().lower()
    if email in _addresses_of_keepers(profile):
        raise KeepingError(_("This person looks after the profile already."))
    waiting = profile.invitations.open().filter(email=email).first()
    if waiting is not None and not waiting.is_expired:
        raise KeepingError(_("This address is invited already. You can send the letter again below."))
    if waiting is not None:
        _withdraw(waiting)
    _refuse_floods(profile, by)
    invitation = Invitation.objects.create(profile=profile, email=email, role=role, invited_by=by)
    emails.send_invitation(invitation=invitation, by=by)
    audit(verb="invitation.sent", by=by, on=invitation, facts={"profile": profile.pk, "role": role})
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Send the letter again; the link is good for another fourteen days. Raises ``KeepingError`` on haste."""
    invitation = _locked_invitation(invitation)
    if not invitation.is_open:
        raise KeepingError(_("This invitation is settled already."))
    if invitation.letters >= LETTERS_OF_AN_INVITATION:
        raise KeepingError(_("The letter went out three times. Please tell the person yourself, or invite them anew."))
    if invitation.sent_at > timezone.now() - BETWEEN_LETTERS:
        raise KeepingError(_("The letter went out a moment ago. Please give it ten minutes."))
    invitation.sent_at, invitation.letters = timezone.now(), invitation.letters + 1
    invitation.save(update_fields=["sent_at", "letters"])
    emails.send_invitation(invitation=invitation, by=by)
    audit(verb="invitation.sent_again", by=by, on=invitation, facts={"letters": invitation.letters})
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Make the link of an invitation worthless; a settled one stays as it is."""
    invitation = _locked_invitation(invitation)
    if invitation.is_open:
        _withdraw(invitation)
        audit(verb="invitation.withdrawn", by=by, on=invitation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    """Make ``by`` a keeper of the profile and return the membership; a higher role is kept.

    The link alone proves that the invited mailbox is theirs, so any signed-in account may take it up, once.
    Raises ``KeepingError`` when it was withdrawn, is too old, or was taken up by somebody else.
    """
    invitation = _locked_invitation(invitation)
    mine = Membership.objects.filter(profile=invitation.profile, user=by).first()
    if invitation.accepted_at and mine is not None:
        return mine
    _refuse_spent(invitation)
    if mine is None:
        mine = Membership.objects.create(profile=invitation.profile, user=by, role=invitation.role)
    elif invitation.role == MembershipRole.OWNER:
        mine.role = MembershipRole.OWNER
        mine.save(update_fields=["role"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    unveil_profiles(ids=[invitation.profile_id])  # it does not hang on one person any more
    if invitation.invited_by is not None:
        emails.send_invitation_accepted(invitation=invitation, to=invitation.invited_by, who=by)
    audit(verb="invitation.accepted", by=by, on=invitation, facts={"profile": invitation.profile_id})
    return mine


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """Make somebody an owner or an editor and return the membership. The last owner stays one: ``KeepingError``."""
    membership = _locked_membership(membership)
    if membership.role == role:
        return membership
    if role != MembershipRole.OWNER:
        _refuse_last_owner(membership)
        _withdraw_invitations_by(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit(verb="membership.changed", by=by, on=membership, facts={"profile": membership.profile_id, "role": role})
    return membership


@transaction.atomic
def remove_person(*, membership: Membership, by: User) -> None:
    """End a membership (one's own: leave). The last owner stays: ``KeepingError`` says what to do.

    What the person was inviting others to goes with them.
    """
    membership = _locked_membership(membership)
    _refuse_last_owner(membership)
    _withdraw_invitations_by(membership)
    facts = {"user": membership.user_id, "role": membership.role}
    profile = membership.profile
    membership.delete()
    audit(verb="membership.ended", by=by, on=profile, facts=facts)


@transaction.atomic
def open_claim(*, profile: Profile, reason: str, by: User) -> Claim:
    """Record that ``by`` says the profile is about them; curators decide. Returns the claim.

    Raises ``KeepingError`` when somebody looks after the profile, when the person has asked already or
    waits for too many.
    """
    profile = _locked(profile)
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if profile.memberships.exists():
        raise KeepingError(_("Somebody looks after this profile already."))
    waiting = Claim.objects.open().filter(user=by)
    if waiting.filter(profile=profile).exists():
        raise KeepingError(_("You have asked already. A curator will write to you."))
    if waiting.count() >= OPEN_CLAIMS:
        raise KeepingError(_("Several of your requests wait for a curator. Please wait until they are settled."))
    claim = Claim.objects.create(profile=profile, user=by, reason=reason)
    audit(verb="claim.opened", by=by, on=claim, facts={"profile": profile.pk})
    return claim


@transaction.atomic
def grant_claim(*, claim: Claim, by: User, note: str = "") -> Claim:
    """Hand the profile over to who claims it and return the claim; the other claims to it end with a letter.

    Raises ``KeepingError`` when it is settled or somebody looks after the profile by now.
    """
    claim = _locked_claim(claim)
    if claim.profile.memberships.exists():
        raise KeepingError(_("Somebody looks after this profile by now. Refuse the claim and say so."))
    Membership.objects.create(profile=claim.profile, user=claim.user, role=MembershipRole.OWNER)
    unveil_profiles(ids=[claim.profile_id])
    _settle(claim, by=by, granted=True, note=note)
    emails.send_claim_granted(claim=claim)
    others = claim.profile.claims.open().select_for_update(of=("self",)).select_related("user")
    for other in others:
        with translation.override(other.user.language):
            note = _("Another person has shown that the profile is about them.")
        _settle(other, by=by, granted=False, note=note)
        emails.send_claim_refused(claim=other)
    facts = {"profile": claim.profile_id, "user": claim.user_id, "others": len(others)}
    audit(verb="claim.granted", by=by, on=claim, facts=facts)
    return claim


@transaction.atomic
def refuse_claim(*, claim: Claim, by: User, note: str) -> Claim:
    """Do not hand the profile over, with the reason, and return the claim. Raises ``KeepingError`` when settled."""
    if not note.strip():
        raise KeepingError(_("Please write why, so that the person knows."))
    claim = _locked_claim(claim)
    _settle(claim, by=by, granted=False, note=note.strip())
    emails.send_claim_refused(claim=claim)
    audit(verb="claim.refused", by=by, on=claim, facts={"profile": claim.profile_id})
    return claim


def _locked(profile: Profile) -> Profile:
    return Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)


def _locked_invitation(invitation: Invitation) -> Invitation:
    _locked(invitation.profile)
    return Invitation.objects.select_related("profile", "invited_by").get(pk=invitation.pk)


def _locked_membership(membership: Membership) -> Membership:
    _locked(membership.profile)
    found = Membership.objects.select_related("profile", "user").filter(pk=membership.pk).first()
    if found is None:
        raise KeepingError(_("This person does not look after the profile any more."))
    return found


def _locked_claim(claim: Claim) -> Claim:
    _locked(claim.profile)
    claim = Claim.objects.select_related("profile", "user").get(pk=claim.pk)
    if claim.settled_at is not None:
        raise KeepingError(_("This claim is settled already."))
    return claim


def _addresses_of_keepers(profile: Profile) -> set[str]:
    users = User.objects.filter(profile_memberships__profile=profile)
    verified = EmailAddress.objects.filter(user__in=users, verified=True).values_list("email", flat=True)
    return {email.lower() for email in [*users.values_list("email", flat=True), *verified]}


def _refuse_floods(profile: Profile, by: User) -> None:
    if profile.invitations.open().count() >= OPEN_INVITATIONS:
        raise KeepingError(_("Ten invitations wait already. Withdraw one before you send another."))
    yesterday = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(invited_by=by, created_at__gt=yesterday).count() >= INVITATIONS_A_DAY:
        raise KeepingError(_("That was a lot of invitations for one day. Please go on tomorrow."))


def _refuse_spent(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise KeepingError(_("This invitation was taken up already."))
    if invitation.withdrawn_at:
        raise KeepingError(_("This invitation was withdrawn."))
    if invitation.is_expired:
        raise KeepingError(_("This invitation is too old. Ask its sender for a new letter."))


def _refuse_last_owner(membership: Membership) -> None:
    if membership.role != MembershipRole.OWNER:
        return
    others = Membership.objects.filter(profile=membership.profile, role=MembershipRole.OWNER).exclude(pk=membership.pk)
    if not others.exists():
        raise KeepingError(
            _("A profile needs an owner. Make somebody else an owner first, or take the profile off the public pages.")
        )


def _withdraw(invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


def _withdraw_invitations_by(membership: Membership) -> None:
    own = membership.profile.invitations.open().filter(invited_by=membership.user)
    own.update(withdrawn_at=timezone.now())


def _settle(claim: Claim, *, by: User, granted: bool, note: str) -> None:
    claim.settled_at, claim.settled_by, claim.granted, claim.note = timezone.now(), by, granted, note
    claim.save(update_fields=["settled_at", "settled_by", "granted", "note"])
    release_thing(thing=key_of(claim))
