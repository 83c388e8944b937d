"""The letters of the newsletter."""

import uuid

from django.urls import reverse
from django.utils import translation

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
