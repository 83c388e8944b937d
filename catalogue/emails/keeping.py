"""Letters about who looks after a profile: invitations and claims."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.models import Claim, Invitation
from kko.accounts.models import User
from kko.mail.actions import queue_message


def send_invitation(*, invitation: Invitation, by: User) -> None:
    """Ask somebody to look after a profile, in the language of the owner who asks."""
    with translation.override(by.language):
        address = settings.BASE_URL + reverse("catalogue:invitation", args=[invitation.token])
        role = str(invitation.get_role_display())
    queue_message(
        to=invitation.email,
        template="profile_invitation",
        context={"name": invitation.profile.name, "who": by.get_short_name(), "role": role, "address": address},
        period=f"invitation:{invitation.pk}:{invitation.letters}",
        language=by.language,
    )


def send_invitation_accepted(*, invitation: Invitation, to: User, who: User) -> None:
    """Tell the owner who took the invitation up, and with which account."""
    with translation.override(to.language):
        address = settings.BASE_URL + reverse("catalogue:people", args=[invitation.profile_id])
    queue_message(
        to=to.email,
        template="invitation_accepted",
        context={"name": invitation.profile.name, "who": who.email, "address": address},
        period=f"invitation-accepted:{invitation.pk}",
        language=to.language,
    )


def send_claim_granted(*, claim: Claim) -> None:
    """Tell a member that the profile is theirs to keep."""
    with translation.override(claim.user.language):
        address = settings.BASE_URL + claim.profile.get_edit_url()
    _send_settled("claim_granted", claim, note=claim.note, address=address)


def send_claim_refused(*, claim: Claim) -> None:
    """Tell a member that the profile is not handed over to them, and why."""
    with translation.override(claim.user.language):
        address = settings.BASE_URL + claim.profile.get_absolute_url()
    _send_settled("claim_refused", claim, note=claim.note, address=address)


def _send_settled(template: str, claim: Claim, **context: Any) -> None:
    queue_message(
        to=claim.user.email,
        template=template,
        context={"name": claim.profile.name, **context},
        period=f"{template}:{claim.pk}",
        language=claim.user.language,
    )
