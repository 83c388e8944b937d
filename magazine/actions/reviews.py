"""Who hears of a page in review: editors when it is sent, its author when they have decided and when its time came.

What Wagtail would send on these occasions is silenced (``kko.moderation.receivers``): it goes past the outbox. Who
switched a notice off in the account of the back office gets none of ours either.
"""

from django.db import transaction
from django.db.models import Q
from wagtail.models import GroupApprovalTask, Page, Revision, TaskState, WorkflowState

from kko.accounts.models import User
from kko.mail.actions import blank_letters_about
from kko.moderation.emails import commented_by
from magazine.emails import (
    send_page_approved,
    send_page_late,
    send_page_out,
    send_page_returned,
    send_page_submitted,
    submitted_by,
)


@transaction.atomic
def tell_reviewers(*, review: TaskState, by: User | None) -> int:
    """Write to those who may decide about a page that was sent, but for who sent it; returns to how many."""
    page, task = _page_of(review.workflow_state), review.task.specific
    if page is None or not isinstance(task, GroupApprovalTask):
        return 0
    wanting = User.objects.wanting("submitted").filter(groups__in=task.groups.all()).distinct()
    readers = [reader for reader in wanting if reader != by]
    for reader in readers:
        send_page_submitted(page=page, to=reader, review=review, by=by)
    return len(readers)


@transaction.atomic
def tell_returned(*, state: WorkflowState, by: User | None) -> bool:
    """Write to who sent the page what has to change; whether there was anybody else to write to."""
    page, author = _page_of(state), _author_of(state, "rejected", by)
    if page is None or author is None:
        return False
    send_page_returned(page=page, to=author, review=_review_of(state))
    return True


@transaction.atomic
def tell_approved(*, state: WorkflowState, by: User | None) -> bool:
    """Write to who sent the page that it is public, or will be; whether there was anybody else to write to."""
    page, author = _page_of(state), _author_of(state, "approved", by)
    if page is None or author is None:
        return False
    waiting = page.scheduled_revision
    goes_out_at = waiting.approved_go_live_at if waiting else None
    send_page_approved(page=page, to=author, review=_review_of(state), goes_out_at=goes_out_at)
    return True


@transaction.atomic
def tell_out(*, revision: Revision) -> bool:
    """Write to its author that a page went out at the time that was set; whether there was anybody to write to."""
    page = revision.content_object
    author = User.objects.wanting("approved").filter(_made(page)).first()
    if author is None:
        return False
    send_page_out(page=page, to=author, revision=revision)
    return True


@transaction.atomic
def tell_late(*, revision: Revision) -> int:
    """Write to author and editors why a page did not go out at its time, once for each time; returns to how many."""
    page = revision.content_object
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=page.get_workflow())
    readers = User.objects.wanting("approved").filter(_made(page) | Q(groups__groupapprovaltask__in=tasks)).distinct()
    for reader in readers:
        send_page_late(page=page, to=reader, revision=revision)
    return len(readers)


def erase_reviews(user: User) -> None:
    """Take the name out of letters that told others who had sent or commented a page: fills ``KKO_ERASERS``."""
    blank_letters_about(periods=[submitted_by(user), commented_by(user)], name=user.name)


def _page_of(state: WorkflowState) -> Page | None:
    """Return the page as it stands now; nothing when the review is of something else, of a profile perhaps."""
    if state.base_content_type.model_class() is not Page:
        return None
    return Page.objects.get(pk=state.object_id)


def _made(page: Page) -> Q:
    """Return the condition for who sent the page for approval last, or who began it if nobody did."""
    sent = page.workflow_states.order_by("-created_at").values_list("requested_by_id", flat=True).first()
    return Q(pk=sent or page.owner_id)


def _review_of(state: WorkflowState) -> TaskState:
    return TaskState.objects.get(pk=state.current_task_state_id)


def _author_of(state: WorkflowState, notice: str, by: User | None) -> User | None:
    author = User.objects.wanting(notice).filter(pk=state.requested_by_id).first()
    return None if author == by else author
