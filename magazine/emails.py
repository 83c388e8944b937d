"""The letters of the newsletter, and those between authors and editors."""

import uuid
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Revision, TaskState

from kko.accounts.models import User
from kko.mail.actions import queue_message
from magazine.addresses import absolute, address_of
from magazine.models import ArticlePage, Issue, Subscriber
from magazine.newsletter import Wish, join_token, leave_token


def send_confirmation(*, subscriber: Subscriber, wish: Wish) -> None:
    """Ask the mailbox whether it wants the newsletter; every request is a letter of its own."""
    with translation.override(wish.language):
        link = absolute(reverse("magazine:newsletter_confirmation", args=[join_token(wish)]))
    queue_message(
        to=subscriber.email,
        template="newsletter_confirmation",
        context={"confirm_url": link, "is_known": subscriber.confirmed_at is not None},
        period=f"newsletter-confirmation:{uuid.uuid4().hex}",
        language=wish.language,
    )


def send_issue(*, subscriber: Subscriber, issue: Issue, articles: list[ArticlePage]) -> None:
    """Send the new articles of one issue; the outbox keeps it to one letter for each address and week."""
    with translation.override(subscriber.language):
        leave = absolute(reverse("magazine:newsletter_leaving", args=[leave_token(subscriber)]))
        change = absolute(reverse("magazine:newsletter"))
        shown = [{"title": one.title, "summary": one.summary, "url": address_of(one)} for one in articles]
    queue_message(
        to=subscriber.email,
        template="newsletter_issue",
        context={"articles": shown, "leave_url": leave, "change_url": change},
        period=f"newsletter:{issue.period}",
        language=subscriber.language,
        unsubscribe_url=leave,
    )


def send_page_submitted(*, page: Page, to: User, review: TaskState, by: User | None) -> None:
    """Tell an editor that a page waits to be read; one letter for each time it is sent."""
    period = f"{submitted_by(by)}{page.pk}:{review.pk}" if by else f"page_submitted::{page.pk}:{review.pk}"
    _send_review("page_submitted", period, page, to, who=str(by or ""), url=_edit_url(page))


def submitted_by(user: User) -> str:
    """Return how the periods of letters begin that tell editors what ``user`` has sent."""
    return f"page_submitted:{user.pk}:"


def send_page_returned(*, page: Page, to: User, review: TaskState) -> None:
    """Tell the author what the editor asks for."""
    period = f"page_returned:{page.pk}:{review.pk}"
    _send_review("page_returned", period, page, to, note=review.comment, url=_edit_url(page))


def send_page_approved(*, page: Page, to: User, review: TaskState, goes_out_at: datetime | None) -> None:
    """Tell the author that the page is public, or from when (aware) it will be."""
    period = f"page_approved:{page.pk}:{review.pk}"
    with translation.override(to.language):
        url = address_of(page)
    _send_review("page_approved", period, page, to, note=review.comment, goes_out_at=goes_out_at, url=url)


def send_page_out(*, page: Page, to: User, revision: Revision) -> None:
    """Tell the author that the time which was set has come and the page is public."""
    with translation.override(to.language):
        url = address_of(page)
    _send_review("page_out", f"page_out:{page.pk}:{revision.pk}", page, to, url=url)


def send_page_late(*, page: Page, to: User, revision: Revision) -> None:
    """Tell that a page did not go out at its time, and what it lacks; one letter for each time that was set."""
    set_for = revision.approved_go_live_at
    with translation.override(to.language):
        lacks = [str(one) for one in revision.as_object().hindrances()]
    period = f"page_late:{page.pk}:{revision.pk}:{set_for:%Y%m%d%H%M}"
    _send_review("page_late", period, page, to, set_for=set_for, lacks=lacks, url=_edit_url(page))


def _edit_url(page: Page) -> str:
    return absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _send_review(template: str, period: str, page: Page, to: User, **context: object) -> None:
    values = {"title": page.draft_title, **context}
    queue_message(to=to.email, template=template, context=values, period=period, language=to.language)
