"""What waits for the editors: pages that authors have sent for review."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from kko.accounts.models import User
from kko.moderation.slots import MOST_SHOWN, Queue, Waiting
from magazine.permissions import can_plan


def articles_in_review(user: User) -> Queue | None:
    """Pages in review, the longest waiting first, for the editors."""
    if not can_plan(user):
        return None
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), status=WorkflowState.STATUS_IN_PROGRESS
    )
    found = list(states.select_related("requested_by").order_by("created_at", "pk")[: MOST_SHOWN + 1])
    pages = Page.objects.in_bulk([int(state.object_id) for state in found])
    waiting = [
        Waiting(
            title=page.draft_title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            since=state.created_at,
            who=str(state.requested_by or ""),
            key=f"wagtailcore.page:{page.pk}",
            todo=_("read it, then publish it or return it with a note"),
        )
        for state in found[:MOST_SHOWN]
        if (page := pages.get(int(state.object_id)))
    ]
    total = states.count() if len(found) > MOST_SHOWN else None
    return Queue("articles", _("Articles to review"), waiting, _("No article waits."), total)
