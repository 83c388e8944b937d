"""Claims on the curators' desk, and what speaks for one."""

from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Claim
from catalogue.naming import web_key
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.models import key_of
from kko.moderation.slots import Queue, Waiting


def open_claims(user: User) -> Queue | None:
    """Those who say that a profile is about them, oldest first."""
    if not can_use_desk(user):
        return None
    waiting = [
        Waiting(
            title=claim.profile.name,
            url=reverse("claim_settlement", args=[claim.pk]),
            since=claim.created_at,
            who=str(claim.user),
            note=claim.reason[:120],
            key=key_of(claim),
            todo=_("decide whether the profile is theirs"),
        )
        for claim in Claim.objects.open().select_related("profile", "user")
    ]
    return Queue(key="claims", title=_("Claims to a profile"), waiting=waiting, empty=_("Nobody claims a profile."))


def evidence(claim: Claim) -> list[str]:
    """Return what the house itself knows for the claim, in sentences for the curator; may be nothing."""
    known = EmailAddress.objects.filter(user=claim.user, verified=True).values_list("email", flat=True)
    addresses = {email.lower() for email in known}
    host = web_key(claim.profile.web).partition("/")[0]
    found = []
    if claim.profile.email and claim.profile.email.lower() in addresses:
        found.append(_("A verified e-mail of the account is the e-mail of the profile."))
    if host and any(email.rpartition("@")[2] == host for email in addresses):
        found.append(_("A verified e-mail of the account is at the profile's own web, %(host)s.") % {"host": host})
    return found
