"""The slot of the desk: what waits for a curator, from every room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk, has_role
from kko.mail.models import Message
from kko.moderation.models import Report
from kko.slots import fillings


@dataclass(frozen=True)
class Waiting:
    """One thing on the desk: what it is, where to decide it, since when it waits (aware, UTC), what to do.

    ``key`` names it for ever (``"catalogue.profile:12"``), so that somebody can take it; without one nobody can.
    """

    title: str
    url: str
    since: datetime
    who: str = ""
    note: str = ""
    key: str = ""
    todo: str = ""


@dataclass(frozen=True)
class Queue:
    """A pile on the desk, oldest first."""

    key: str
    title: str
    waiting: Sequence[Waiting]
    empty: str = ""


def desk_queues(user: User) -> list[Queue]:
    """Return what ``KKO_DESK_QUEUES`` has for ``user``, in the setting's order.

    Each path is a callable ``(user) -> Queue | None``.
    """
    found = (fill(user) for fill in fillings("KKO_DESK_QUEUES"))
    return [queue for queue in found if queue is not None]


def unsettled_mail(user: User) -> Queue | None:
    """Letters of which nobody knows whether they left, or that were refused; for administrators."""
    if not has_role(user, Role.ADMINISTRATOR):
        return None
    letters = Message.objects.unsettled().order_by("created_at")[:50]
    waiting = [
        Waiting(
            title=letter.subject,
            url=reverse("desk_letter", args=[letter.pk]),
            since=letter.created_at,
            who=letter.recipient,
            note=letter.get_status_display(),
        )
        for letter in letters
    ]
    return Queue(key="mail", title=_("Letters to settle"), waiting=waiting, empty=_("All letters have left."))


def open_reports(user: User) -> Queue | None:
    """What visitors say does not work, oldest first."""
    if not can_use_desk(user):
        return None
    waiting = [
        Waiting(
            title=report.text[:80],
            url=reverse("desk_report", args=[report.pk]),
            since=report.created_at,
            who=report.email,
            note=report.address,
        )
        for report in Report.objects.open()[:50]
    ]
    return Queue(key="reports", title=_("Reported by visitors"), waiting=waiting, empty=_("Nobody complains."))
