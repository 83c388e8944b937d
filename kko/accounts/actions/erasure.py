"""Erasure: asked for, fourteen days to change one's mind, then gone for real."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kko.accounts import emails
from kko.accounts.actions.roles import is_the_last_administrator
from kko.accounts.actions.traces import addresses_of, erase_traces
from kko.accounts.actions.veils import lift_veil, veil
from kko.accounts.models import Erasure, User
from kko.audit.actions import record
from kko.mail.choices import Status
from kko.mail.models import Message
from kko.slots import fillings

logger = logging.getLogger(__name__)

TIME_TO_CHANGE_ONES_MIND = timedelta(days=14)
FAREWELL_WAITS_AT_MOST = timedelta(days=2)


class ErasureError(Exception):
    """What was asked cannot be done now; the text is for the person who asked."""


@transaction.atomic
def ask_erasure(*, by: User, user: User | None = None) -> Erasure:
    """Begin the fourteen days: what only this person keeps leaves the public pages, a letter goes out.

    It is ``by`` who leaves, unless the back office asks for another ``user``: the letter says so. Asked twice is
    asked once. Raises ``ErasureError`` for the only administrator.
    """
    leaving = user or by
    is_last = is_the_last_administrator(leaving)  # locks, and does so before the person is locked
    user = User.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
    there = Erasure.objects.filter(user=user).first()
    if there is not None:
        return there
    if is_last and user == by:
        raise ErasureError(_("You are the only administrator. Give this role to somebody else first."))
    if is_last:
        raise ErasureError(_("This is the only administrator. Give the role to somebody else first."))
    erasure = Erasure.objects.create(user=user, due_at=timezone.now() + TIME_TO_CHANGE_ONES_MIND)
    veil(user=user)
    emails.send_erasure_asked(erasure=erasure, by_office=user != by)
    record(verb="erasure.asked", by=by, on=user)
    return erasure


@transaction.atomic
def cancel_erasure(*, erasure: Erasure, by: User | None) -> bool:
    """Let the person stay and put back what was taken off; returns whether there was still something to cancel.

    Raises ``ErasureError`` once the day has come.
    """
    found = Erasure.objects.select_for_update(of=("self",)).select_related("user").filter(pk=erasure.pk).first()
    if found is None:
        return False
    if not found.can_be_cancelled:
        raise ErasureError(_("The fourteen days are over and the account is being deleted."))
    user, pk = found.user, found.pk
    found.delete()
    lift_veil(user=user)
    emails.send_erasure_cancelled(user=user, erasure_id=pk)
    record(verb="erasure.cancelled", by=by or user, on=user)
    return True


def erase_due() -> str:
    """Say goodbye to those whose day has come and erase them once that letter has left. A chore; says how many.

    Each person goes whole or not at all; a failure is logged without a name and tried again next time.
    """
    gone = 0
    for pk in list(Erasure.objects.due().values_list("pk", flat=True)):
        try:
            gone += _carry_out(pk)
        except Exception:  # whatever it was, the person is whole and the others are due as well
            logger.exception("Erasure %s failed and will be tried again.", pk)
    return f"{gone} people erased" if gone else ""


@transaction.atomic
def erase_person(*, user: User) -> None:
    """Delete everything held about ``user``, room by room (``KKO_ERASERS``), and the account with it."""
    subject = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    addresses = addresses_of(subject)
    # Last of all before the account: what the rooms wrote into the outbox or the trail goes with the rest.
    for erase in fillings("KKO_ERASERS"):
        erase(subject)
    erase_traces(user=subject, addresses=addresses)


@transaction.atomic
def _carry_out(pk: int) -> int:
    """Take one step with an erasure that is due; returns 1 when the person is gone."""
    erasure = Erasure.objects.select_for_update(skip_locked=True, of=("self",)).due().filter(pk=pk).first()
    if erasure is None:
        return 0
    if erasure.farewell_at is None:
        emails.send_farewell(erasure=erasure)
        erasure.farewell_at = timezone.now()
        erasure.save(update_fields=["farewell_at"])
        return 0
    if _is_under_way(erasure):
        return 0
    erase_person(user=erasure.user)
    return 1


def _is_under_way(erasure: Erasure) -> bool:
    """The farewell has not left yet, and there is still hope that it will."""
    period, waiting = emails.farewell_period(erasure), [Status.PENDING, Status.CLAIMED]
    letters = Message.objects.addressed_to(erasure.user.email).filter(period=period, status__in=waiting)
    return letters.filter(created_at__gt=timezone.now() - FAREWELL_WAITS_AT_MOST).exists()
