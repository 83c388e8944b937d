"""Which revision an approval publishes.

Wagtail imports this module while its own models load, so it must not import any model.
"""


def publish_reviewed(workflow_state, user=None) -> None:
    """Publish what the approver has seen: the finish action of every workflow.

    Wagtail's default publishes the *latest* revision, so an owner who saves between submission and
    approval would slip unseen text past the curator. What was seen is the submitted revision, or a
    newer one that the approver saved themselves.
    """
    submitted = workflow_state.current_task_state.revision
    own = None
    if user is not None:
        own = (
            workflow_state.content_object.revisions.filter(user_id=user.pk, pk__gt=submitted.pk)
            .order_by("-created_at", "-pk")
            .first()
        )
    (own or submitted).publish(user=user, skip_permission_checks=True)
