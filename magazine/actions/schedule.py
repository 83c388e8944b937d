"""Publishing at the time that was set, and taking down at the end."""

import logging

from django.utils import timezone
from wagtail.models import Page, Revision

from magazine.actions.reviews import tell_late, tell_out
from magazine.models.readiness import NotReady

logger = logging.getLogger(__name__)


def publish_due() -> str:
    """Publish the pages whose time has come and take down those whose time is over; says how many.

    Does what ``publish_scheduled`` of Wagtail does, but a page that cannot go out keeps no other from it: it stays
    in the plan, which says why, and those who can mend it get a letter. So does the author of what went out.
    """
    ended = _take_down()
    published, refused = _put_out()
    parts = [(published, "published"), (ended, "taken down"), (refused, "not ready")]
    return ", ".join(f"{count} pages {what}" for count, what in parts if count)


def _take_down() -> int:
    over = list(Page.objects.live().filter(expire_at__lt=timezone.now()).order_by("expire_at", "pk"))
    for page in over:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(over)


def _put_out() -> tuple[int, int]:
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at", "pk")
    published = refused = 0
    for revision in list(due):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
            tell_out(revision=revision)
        except NotReady as reasons:
            refused += 1
            tell_late(revision=revision)
            logger.warning("Page %s was not published at its time: %s", reasons.page_id, reasons)
    return published, refused
