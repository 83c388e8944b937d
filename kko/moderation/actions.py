"""The verbs of a publication. Each locks the row, so that two people cannot decide at once."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Comment, CommentReply, Page, PageSubscription, Revision, TaskState, WorkflowState

from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation import emails
from kko.moderation.choices import Closure
from kko.moderation.models import Assignment, Publishable, Report, key_of

logger = logging.getLogger(__name__)
Record = TypeVar("Record", bound=Publishable)


class PublicationError(Exception):
    """What was asked does not fit the state of the record; the text is for the person who asked."""


class StaleReview(PublicationError):
    """The review was about a revision that is no longer the one that waits."""


class TakenAlready(PublicationError):
    """Somebody else has the thing; the text says who."""


@dataclass(frozen=True)
class Outcome:
    """What became of one record of a decision about several: its name, whether it was done, or why not."""

    name: str
    done: bool
    why_not: str = ""


@transaction.atomic
def submit_record(*, record: Record, by: User) -> Record:
    """Hand the newest revision over to the curators and return the record.

    Raises ``PublicationError`` when it waits already, nothing was changed since it was published, or
    something hinders its publication.
    """
    record = _locked(record)
    _refuse_hindered(record)
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

    Raises ``StaleReview`` when another revision waits by now, ``PublicationError`` when none does, or something
    hinders its publication.
    """
    record = _locked(record)
    _refuse_hindered(record)
    task_state = _task_state_for(record, revision_id)
    task_state.approve(user=by, comment=note)
    record = _fresh(record)
    release_thing(thing=key_of(record))
    audit(verb="publication.approved", by=by, on=record, facts={"revision": record.live_revision_id})
    for owner in record.owners():
        emails.send_publication_approved(record=record, to=owner, review=task_state)
    return record


@transaction.atomic
def return_record(*, record: Record, revision_id: int, by: User, note: str) -> Record:
    """Give the edit back to its owner with a note and return the record; the public page stays as it is.

    Raises ``PublicationError`` for a record without owners: it would leave the desk and nobody would know.
    """
    if not note.strip():
        raise PublicationError(_("Please write what should be changed."))
    record = _locked(record)
    task_state = _task_state_for(record, revision_id)
    if not record.owners():
        raise PublicationError(
            _("Nobody looks after this, so nobody would read the note. Mend it yourself, or decline it.")
        )
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
    release_thing(thing=key_of(record))
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
    release_thing(thing=key_of(record))
    audit(verb="publication.archived", by=by, on=record)
    return _fresh(record)


def _refuse_hindered(record: Publishable) -> None:
    if hindrance := record.hindrance():
        raise PublicationError(hindrance)


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


def decide_each(*, verdict: str, chosen: Iterable[tuple[str, int, int]], by: User, note: str = "") -> list[Outcome]:
    """Approve or return several records, each for itself, and say what became of each.

    ``chosen`` are model, id and the revision that was listed; ``verdict`` is ``"approve"`` or ``"return"``.
    What cannot be done (another revision waits by now, somebody has decided) keeps no other from its turn.
    """
    decide = {"approve": approve_record, "return": return_record}[verdict]
    outcomes = []
    for label, pk, revision_id in chosen:
        record = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if record is None:
            outcomes.append(Outcome(f"{label} {pk}", done=False, why_not=_("It is gone.")))
            continue
        try:
            record = decide(record=record, revision_id=revision_id, by=by, note=note)
        except PublicationError as refusal:
            outcomes.append(Outcome(str(record), done=False, why_not=str(refusal)))
        except Exception:  # each is its own transaction: what is broken in one must not stop the others
            logger.exception("The decision about %s %s failed.", label, pk)
            outcomes.append(Outcome(str(record), done=False, why_not=_("Something is broken here. Nothing was done.")))
        else:
            outcomes.append(Outcome(str(record), done=True))
    return outcomes


@transaction.atomic
def take_thing(*, thing: str, by: User, instead_of: int | None = None) -> Assignment:
    """Let ``by`` have a thing of the desk and return the assignment; whoever comes first has it.

    ``instead_of`` is the id of who has it now: a colleague who fell ill. Raises ``TakenAlready``.
    """
    if instead_of is not None:
        Assignment.objects.filter(thing=thing, user_id=instead_of).delete()
    try:
        with transaction.atomic():
            return Assignment.objects.create(thing=thing, user=by)
    except IntegrityError:  # the unique thing decides, so that no two can have it
        there = Assignment.objects.select_related("user").filter(thing=thing).first()
    if there is not None and there.user_id == by.pk:
        return there
    raise TakenAlready(_("%(who)s has it already.") % {"who": there.user if there else _("Somebody else")})


@transaction.atomic
def give_back_thing(*, thing: str, by: User) -> bool:
    """Let others have what ``by`` had; returns whether they had it."""
    deleted, _rows = Assignment.objects.filter(thing=thing, user=by).delete()
    return bool(deleted)


def release_thing(*, thing: str) -> None:
    """Forget who had a thing that is done."""
    Assignment.objects.filter(thing=thing).delete()


@transaction.atomic
def settle_report(*, report: Report, by: User, answer: str = "") -> Report:
    """Close a visitor's report and return it; settled twice stays settled by the first.

    An ``answer`` goes to the visitor, if they left an e-mail.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.settled_at is not None:
        return report
    report.settled_at, report.settled_by = timezone.now(), by
    report.answer = answer.strip() if report.email else ""
    report.save(update_fields=["settled_at", "settled_by", "answer"])
    if report.answer:
        emails.send_report_answered(report=report)
    release_thing(thing=key_of(report))
    audit(verb="report.settled", by=by, on=report, facts={"kind": report.kind, "answered": bool(report.answer)})
    return report


@transaction.atomic
def archive_reported(*, report: Report, record: Record, by: User, answer: str = "") -> Record:
    """Archive what a visitor says has closed, and settle the report; returns the record."""
    record = archive_record(record=record, by=by)
    settle_report(report=report, by=by, answer=answer)
    return record


@transaction.atomic
def tell_commented(*, page: Page, changes: dict[str, Any], by: User) -> int:
    """Write about comments that ``by`` has just saved; returns to how many people.

    Who follows the comments of the page hears of all, others of threads they take part in. ``changes`` is what
    Wagtail's editor found.
    """
    went_on = {comment.pk for comment in changes["resolved_comments"]}
    went_on |= {comment.pk for comment, _replies in changes["new_replies"]}
    following = PageSubscription.objects.filter(page=page, comment_notifications=True)
    followers = set(following.values_list("user", flat=True))
    parts = [
        *Comment.objects.filter(pk__in=went_on).values_list("user", "pk"),
        *CommentReply.objects.filter(comment__in=went_on).values_list("user", "comment"),
    ]
    told = 0
    for reader in User.objects.wanting("updated_comments").filter(pk__in={*followers, *dict(parts)}):
        only = None if reader.pk in followers else {thread for user, thread in parts if user == reader.pk}
        words = _comments(changes, only)
        if reader != by and any(words.values()):
            emails.send_page_commented(page=page, to=reader, by=by, words=words)
            told += 1
    return told


def _comments(changes: dict[str, Any], only: set[int] | None) -> dict[str, list]:
    """Return the words of comments and answers; of the threads ``only``, if given."""
    everything = only is None

    def is_told(comment: Comment) -> bool:
        return only is None or comment.pk in only

    return {
        "written": [one.text for one in changes["new_comments"] if everything],
        "answered": [
            (comment.text, [reply.text for reply in replies])
            for comment, replies in changes["new_replies"]
            if is_told(comment)
        ],
        "settled": [one.text for one in changes["resolved_comments"] if is_told(one)],
        "deleted": [one.text for one in changes["deleted_comments"] if everything],
    }
