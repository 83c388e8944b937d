"""Wagtail's own notices about reviews are silenced: they would leave past the outbox, in the request."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

NOTICES = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def keep_silent(sender: type[TaskState | WorkflowState], **kwargs: object) -> None:
    """Stand where Wagtail's notice would: owners hear from ``emails``, curators have the desk, and the rooms that
    review pages write their own letters."""


def connect() -> None:
    """Take the places of the notices, whether Wagtail's admin gets ready before us or after.

    Of two receivers with one ``dispatch_uid`` the first stays.
    """
    for signal, sender, uid in NOTICES:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(keep_silent, sender=sender, dispatch_uid=uid)
