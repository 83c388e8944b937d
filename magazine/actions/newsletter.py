"""The verbs of the newsletter: ask, confirm, leave, send, forget."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.mail.actions import settle_message
from kko.mail.choices import Outcome, Status
from kko.mail.models import Message
from magazine.emails import send_confirmation, send_issue
from magazine.models import ArticlePage, Issue, Subscriber
from magazine.newsletter import CONSENT_VERSION, Wish, articles_between, period_due

logger = logging.getLogger(__name__)
BATCH = 200


@transaction.atomic
def ask_for_newsletter(*, email: str, language: str, parts: Iterable[str]) -> Subscriber:
    """Record that somebody asked for letters to ``email`` (checked, in small letters) and ask that mailbox.

    Nothing changes for an address that has them already until its mailbox says yes to the new choice.
    """
    subscriber, _new = Subscriber.objects.get_or_create(
        email=email, defaults={"language": language, "parts": list(parts), "consent_version": CONSENT_VERSION}
    )
    if subscriber.confirmed_at is None:  # the week to answer begins anew
        subscriber.asked_at = timezone.now()
        subscriber.save(update_fields=["asked_at"])
    send_confirmation(subscriber=subscriber, wish=Wish(subscriber.key, language, list(parts)))
    return subscriber


@transaction.atomic
def confirm_newsletter(*, wish: Wish) -> Subscriber | None:
    """Let the letters go to the address of the wish as it says; ``None`` when the address is gone meanwhile."""
    subscriber = Subscriber.objects.select_for_update().filter(key=wish.key).first()
    if subscriber is None:
        return None
    subscriber.language, subscriber.parts = wish.language, wish.parts
    subscriber.confirmed_at = subscriber.confirmed_at or timezone.now()
    subscriber.consent_version = CONSENT_VERSION
    subscriber.save()
    return subscriber


@transaction.atomic
def leave_newsletter(*, subscriber: Subscriber) -> None:
    """End the letters: the address is deleted, and what the outbox has not sent yet is taken back."""
    waiting = Message.objects.addressed_to(subscriber.email).filter(status=Status.PENDING)
    for letter in waiting.filter(period__startswith="newsletter"):
        settle_message(message=letter, outcome=Outcome.CANCEL, by=None)
    subscriber.delete()


@transaction.atomic
def erase_subscriptions(user: User) -> None:
    """Delete the subscriptions of a person who leaves the site."""
    Subscriber.objects.filter(email__in=addresses_of(user)).delete()


def forget_unconfirmed() -> str:
    """Delete addresses that nobody confirmed in a week. A chore; says how many went."""
    gone, _by_model = Subscriber.objects.stale().delete()
    return f"{gone} unconfirmed addresses forgotten" if gone else ""


def send_due_issue() -> str:
    """Send the week's issue from Thursday morning, once; what a crash left unfinished is finished first. A chore."""
    sent = [_send(issue) for issue in Issue.objects.filter(finished_at=None).order_by("until")]
    issue = _open_issue()
    if issue is not None:
        sent.append(_send(issue))
    return f"{sum(sent)} letters of the newsletter written" if sum(sent) else ""


@transaction.atomic
def _open_issue() -> Issue | None:
    """Begin the issue of this week where it is due and there is something new; two processes begin one."""
    now = timezone.now()
    period = period_due(now)
    if period is None or Issue.objects.filter(period=period).exists():
        return None
    last = Issue.objects.first()
    since = last.until if last else now - timedelta(days=7)
    fresh = ArticlePage.objects.live().public().filter(first_published_at__gt=since, first_published_at__lte=now)
    if not fresh.filter(is_sample=False).exists():
        return None
    issue, is_new = Issue.objects.get_or_create(period=period, defaults={"since": since, "until": now})
    return issue if is_new else None


def _send(issue: Issue) -> int:
    """Write the letters of an issue, and say how many; the outbox refuses a second one, so it may begin anew."""
    written, readings = 0, {}
    readers = Subscriber.objects.confirmed().filter(confirmed_at__lte=issue.until).order_by("pk")
    for reader in readers.iterator(chunk_size=BATCH):
        choice = (reader.language, tuple(sorted(reader.parts)))
        if choice not in readings:
            readings[choice] = articles_between(issue.since, issue.until, reader.language, reader.parts)
        if readings[choice] and _write(reader, issue, readings[choice]):
            written += 1
    Issue.objects.filter(pk=issue.pk).update(letters=written, finished_at=timezone.now())
    return written


def _write(reader: Subscriber, issue: Issue, articles: list[ArticlePage]) -> bool:
    try:
        with transaction.atomic():
            if not Subscriber.objects.select_for_update().filter(pk=reader.pk).exists():
                return False  # left while the letters were written
            send_issue(subscriber=reader, issue=issue, articles=articles)
    except Exception:  # what is broken about one must not silence those behind
        logger.exception("The newsletter for subscriber %s could not be written.", reader.pk)
        return False
    return True
