"""The verbs of a publication. Each locks the row, so that two people cannot decide at once."""

from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision, TaskState, WorkflowState

from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation import emails
from kko.moderation.choices import Closure
from kko.moderation.models import Publishable, Report

Record = TypeVar("Record", bound=Publishable)


class PublicationError(Exception):
    """What was asked does not fit the state of the record; the text is for the person who asked."""


class StaleReview(PublicationError):
    """The review was about a revision that is no longer the one that waits."""


@transaction.atomic
def submit_record(*, record: Record, by: User) -> Record:
    """Hand the newest revision over to the curators and return the record.

    Raises ``PublicationError`` when it waits already, or nothing was changed since it was published.
    """
    record = _locked(record)
    state = record.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise PublicationError(_("It is waiting for approval already."))
    if record.live and not record.has_unpublished_changes:
        raise PublicationError(_("There is nothing new to approve."))
    _reopen(record)
    if state is not None:
        state.resume(user=by)
    else:
        workflow = record.get_workflow()
        if workflow is None:
            raise PublicationError(_("Approval is not set up yet. Please tell the curators."))
        workflow.start(record, by)
    audit(verb="publication.submitted", by=by, on=record, facts={"revision": record.latest_revision_id})
    return _fresh(record)


@transaction.atomic
def withdraw_record(*, record: Record, by: User) -> Record:
    """Take a submitted edit back, so that its owner can go on editing; return the record."""
    record = _locked(record)
    state = record.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise PublicationError(_("It is not waiting for approval."))
    state.cancel(user=by)
    audit(verb="publication.withdrawn", by=by, on=record, facts={"revision": record.latest_revision_id})
    return _fresh(record)


@transaction.atomic
def approve_record(*, record: Record, revision_id: int, by: User, note: str = "") -> Record:
    """Publish the revision that the curator has read and return the record.

    Raises ``StaleReview`` when another revision waits by now, ``PublicationError`` when none does.
    """
    record = _locked(record)
    task_state = _task_state_for(record, revision_id)
    task_state.approve(user=by, comment=note)
    record = _fresh(record)
    audit(verb="publication.approved", by=by, on=record, facts={"revision": record.live_revision_id})
    for owner in record.owners():
        emails.send_publication_approved(record=record, to=owner, review=task_state)
    return record


@transaction.atomic
def return_record(*, record: Record, revision_id: int, by: User, note: str) -> Record:
    """Give the edit back to its owner with a note and return the record; the public page stays as it is."""
    if not note.strip():
        raise PublicationError(_("Please write what should be changed."))
    record = _locked(record)
    task_state = _task_state_for(record, revision_id)
    task_state.reject(user=by, comment=note.strip())
    record = _fresh(record)
    audit(verb="publication.returned", by=by, on=record, facts={"revision": revision_id})
    for owner in record.owners():
        emails.send_publication_returned(record=record, to=owner, review=task_state, note=note.strip())
    return record


@transaction.atomic
def decline_record(*, record: Record, revision_id: int, by: User, note: str) -> Record:
    """Refuse a record that does not belong here, with the reason, and return it."""
    if not note.strip():
        raise PublicationError(_("Please write why it does not belong here."))
    record = _locked(record)
    if record.live:
        raise PublicationError(_("It is public. Return the edit, or archive the record."))
    task_state = _task_state_for(record, revision_id)
    task_state.workflow_state.cancel(user=by)
    _close(record, Closure.DECLINED)
    audit(verb="publication.declined", by=by, on=record, facts={"revision": revision_id})
    for owner in record.owners():
        emails.send_publication_declined(record=record, to=owner, review=task_state, note=note.strip())
    return _fresh(record)


@transaction.atomic
def archive_record(*, record: Record, by: User) -> Record:
    """Take a record out of the public lists; its owner can submit it again. Return it."""
    record = _locked(record)
    state = record.current_workflow_state
    if state is not None:
        state.cancel(user=by)
    if record.live:
        # record.unpublish() would ask for permissions as a page has them
        UnpublishAction(record, user=by).execute(skip_permission_checks=True)
        record = _locked(record)
    _close(record, Closure.ARCHIVED)
    audit(verb="publication.archived", by=by, on=record)
    return _fresh(record)


def _locked(record: Record) -> Record:
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def _fresh(record: Record) -> Record:
    return type(record)._default_manager.get(pk=record.pk)


def _close(record: Publishable, closure: Closure) -> None:
    record.closure = closure
    record.save(update_fields=["closure"])


def _reopen(record: Publishable) -> None:
    if record.closure:
        _close(record, Closure.OPEN)


def _task_state_for(record: Publishable, revision_id: int) -> TaskState:
    waiting: Revision | None = record.waiting_revision
    if waiting is None:
        raise PublicationError(_("It is not waiting for approval any more. Somebody may have decided already."))
    if waiting.pk != revision_id:
        raise StaleReview(_("The text has changed since you opened it. Please read it once more."))
    task_state = TaskState.objects.select_related("workflow_state").get(
        revision=waiting, status=TaskState.STATUS_IN_PROGRESS
    )
    return task_state


@transaction.atomic
def settle_report(*, report: Report, by: User) -> Report:
    """Close a visitor's report; settled twice stays settled by the first. Returns the report."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.settled_at is None:
        report.settled_at, report.settled_by = timezone.now(), by
        report.save(update_fields=["settled_at", "settled_by"])
        audit(verb="report.settled", by=by, on=report)
    return report
