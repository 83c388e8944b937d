"""The slot of the desk: what waits for a curator, from every room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision, TaskState, WorkflowState

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk, has_role
from kko.mail.models import Message
from kko.moderation.choices import ReportKind
from kko.moderation.models import Publishable, PublishableQuerySet, Report, key_of
from kko.slots import fillings

LATE_AFTER = timedelta(days=7)
A_MINUTE = timedelta(minutes=1)
MOST_SHOWN = 200
WHAT_TO_DO = {
    ReportKind.BROKEN: gettext_lazy("try it, and write to the visitor"),
    ReportKind.WRONG: gettext_lazy("find out, and mend it with the owner"),
    ReportKind.COPIED: gettext_lazy("compare it with the original"),
    ReportKind.NOT_THEIRS: gettext_lazy("find out whose it is"),
    ReportKind.CLOSED: gettext_lazy("find out, and archive the profile"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing on the desk: what it is, where to decide it, since when it waits (aware, UTC), what to do.

    ``key`` names it for ever (``"catalogue.profile:12"``), so that somebody can take it; without one nobody can.
    ``chosen`` (``"catalogue.profile:12:45"``, the last number being the revision listed) lets it be decided
    together with others. ``deed_url`` takes an empty POST that settles it at once, by a button that says ``deed``.
    """

    title: str
    url: str
    since: datetime
    who: str = ""
    note: str = ""
    key: str = ""
    todo: str = ""
    chosen: str = ""
    deed: str = ""
    deed_url: str = ""

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.since

    @property
    def how_long(self) -> str:
        """How long ago it came, in words."""
        if self.age < A_MINUTE:
            return _("just now")
        return _("%(time_period)s ago") % {"time_period": timesince(self.since, depth=1)}


@dataclass(frozen=True)
class Queue:
    """A pile on the desk, oldest first. ``total`` says how many there are where ``waiting`` holds the first only;
    what waits longer than ``late_after`` is marked (``None``: nothing is)."""

    key: str
    title: str
    waiting: Sequence[Waiting]
    empty: str = ""
    total: int | None = None
    late_after: timedelta | None = LATE_AFTER

    @property
    def count(self) -> int:
        return len(self.waiting) if self.total is None else self.total


@dataclass(frozen=True)
class ReviewPanel:
    """What belongs to a record but is no part of its edits: ``template`` is included with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def review_panels(record: Publishable, user: User) -> list[ReviewPanel]:
    """Return what ``KKO_REVIEW_PANELS`` has to read beside an edit of ``record`` that waits, in the setting's order.

    Each path is a callable ``(record, user) -> ReviewPanel | None``; it is asked about records of every room.
    """
    found = (fill(record, user) for fill in fillings("KKO_REVIEW_PANELS"))
    return [panel for panel in found if panel is not None]


def each_queue(user: User) -> Iterator[Queue]:
    """Yield what ``KKO_DESK_QUEUES`` has for ``user``, in the setting's order, each asked for when its turn comes.

    Each path is a callable ``(user) -> Queue | None``.
    """
    for fill in fillings("KKO_DESK_QUEUES"):
        queue = fill(user)
        if queue is not None:
            yield queue


def desk_queues(user: User) -> list[Queue]:
    """Return all queues for ``user``."""
    return list(each_queue(user))


def submissions(records: PublishableQuerySet) -> list[tuple[Any, Revision]]:
    """Return those of ``records`` that wait for approval, each with the revision that waits, oldest first.

    Two queries; the revisions come without their content.
    """
    model = records.model
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type__app_label=model._meta.app_label,
        workflow_state__base_content_type__model=model._meta.model_name,
    )
    states = states.select_related("workflow_state", "revision__user").defer("revision__content")
    waiting = {int(state.workflow_state.object_id): state.revision for state in states}
    found = [(record, waiting[record.pk]) for record in records.filter(pk__in=waiting)]
    return sorted(found, key=lambda pair: (pair[1].created_at, pair[1].pk))


def waiting_submission(
    record: Publishable, revision: Revision, *, queue: str, note: str = "", todo: str = ""
) -> Waiting:
    """Return a submitted record as a thing of the desk; ``queue`` is the key of the queue it stands in."""
    key = key_of(record)
    address = reverse("desk_review", args=[record._meta.label_lower, record.pk])
    return Waiting(
        title=revision.object_str or str(record),
        url=f"{address}?fronta={queue}",
        since=revision.created_at,
        who=str(revision.user or ""),
        note=note,
        key=key,
        todo=todo,
        chosen=f"{key}:{revision.pk}",
    )


def unsettled_mail(user: User) -> Queue | None:
    """Letters of which nobody knows whether they left, or that were refused; for administrators."""
    if not has_role(user, Role.ADMINISTRATOR):
        return None
    waiting = [
        Waiting(
            title=letter.subject,
            url=reverse("desk_letter", args=[letter.pk]),
            since=letter.created_at,
            who=letter.recipient,
            note=letter.get_status_display(),
            key=key_of(letter),
            todo=_("look into the log of the mail server"),
        )
        for letter in Message.objects.unsettled().order_by("created_at")[: MOST_SHOWN + 1]
    ]
    return _capped(
        Queue("mail", _("Letters to settle"), waiting, _("All letters have left.")), Message.objects.unsettled()
    )


def open_reports(user: User) -> Queue | None:
    """What visitors say about pages, oldest first, with its kind."""
    if not can_use_desk(user):
        return None
    waiting = [
        Waiting(
            title=report.text[:80],
            url=reverse("desk_report", args=[report.pk]),
            since=report.created_at,
            who=report.email,
            note=f"{report.get_kind_display()}: {report.address}",
            key=key_of(report),
            todo=str(WHAT_TO_DO.get(report.kind, "")),
        )
        for report in Report.objects.open()[: MOST_SHOWN + 1]
    ]
    return _capped(Queue("reports", _("Reported by visitors"), waiting, _("Nobody complains.")), Report.objects.open())


def _capped(queue: Queue, everything: Any) -> Queue:
    """Return the queue with the first ``MOST_SHOWN``; how many there are is counted only when there are more."""
    if len(queue.waiting) <= MOST_SHOWN:
        return queue
    return replace(queue, waiting=queue.waiting[:MOST_SHOWN], total=everything.count())


def deed_words() -> dict[str, str]:
    """The words for what moderation writes into the audit trail, and for the plain acts in Wagtail's log."""
    return {
        "publication.submitted": _("sent for approval"),
        "publication.withdrawn": _("taken back from approval"),
        "publication.approved": _("approved and published"),
        "publication.returned": _("returned with a note"),
        "publication.declined": _("declined"),
        "publication.archived": _("moved to the archive"),
        "report.settled": _("report settled"),
        "wagtail.create": _("created"),
        "wagtail.edit": _("edited in the back office"),
        "wagtail.publish": _("published"),
        "wagtail.unpublish": _("taken off the web"),
        "wagtail.lock": _("locked against changes"),
        "wagtail.unlock": _("unlocked for changes"),
    }
