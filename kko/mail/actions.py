"""Writing letters into the outbox, sending them, and settling those nobody knows about.

A letter goes out at most once: it is claimed and committed before it is sent. What a crash leaves
claimed becomes ``unknown`` and waits for a look at the facts.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from html import unescape
from operator import or_
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape

from kko.mail.choices import Outcome, Status
from kko.mail.letters import checked_header, checked_recipient, compose, render_letter
from kko.mail.models import Message
from kko.mail.postlog import accepted_message_ids
from kko.mail.refusals import NotDelivered, Unreachable, Verdict, verdict_on

logger = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(minutes=15)
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
TRIES = len(WAITS) + 1
# Letters of allauth and codes of our own: what they say is worth nothing the next day.
CODE_PERIODS = ("account:", "email-code:")
CODES_ARE_KEPT, WORDS_ARE_KEPT, LETTERS_ARE_KEPT = timedelta(days=1), timedelta(days=30), timedelta(days=730)
NO_WORDS = {"subject": "", "body_text": "", "body_html": "", "reply_to": "", "unsubscribe_url": "", "last_error": ""}
# A request does not wait for a broker that is away: by default this took 6 s, so it takes 0.02 s.
IMPATIENT = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}
SETTLEABLE = {
    Status.UNKNOWN: {Outcome.SENT, Outcome.AGAIN, Outcome.CANCEL},
    Status.FAILED: {Outcome.AGAIN, Outcome.CANCEL},
    Status.PENDING: {Outcome.CANCEL},
}


class CannotSettle(Exception):
    """The letter is not in a state in which this can be decided about it."""


@dataclass(frozen=True)
class Drained:
    """How many letters a run has sent, given up, left unknown and put off; ``more`` may be due."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    postponed: int = 0
    more: bool = False


@transaction.atomic
def queue_message(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    period: str,
    language: str = "cs",
    not_before: datetime | None = None,
    reply_to: str = "",
    unsubscribe_url: str = "",
) -> Message:
    """Record a letter rendered from ``templates/email/<template>/`` and return its row.

    The same ``(to, period)`` again returns the row that is there, whatever its state. Sent after commit, not before
    ``not_before`` (aware); answers go to ``reply_to``; one POST to ``unsubscribe_url`` ends letters that come again.
    Raises ``UnsafeHeader`` on line ends in an address or the subject and on an address that is none.
    """
    recipient = checked_recipient(to)
    more: dict[str, Any] = {"reply_to": checked_recipient(reply_to) if reply_to else ""}
    more |= {"not_before": not_before or timezone.now(), "unsubscribe_url": checked_header(unsubscribe_url)}
    there = Message.objects.filter(recipient=recipient, period=period).first()
    if there is not None:
        return there
    letter = vars(render_letter(template=template, context=context, language=language))
    defaults = {**letter, **more, "language": language}
    message, created = Message.objects.get_or_create(recipient=recipient, period=period, defaults=defaults)
    if created:
        _poke_after_commit()
    return message


def drain_outbox(*, limit: int = 50) -> Drained:
    """Send up to ``limit`` letters that are due, one claim, one letter, one commit after another.

    Must not run inside a transaction: raises ``RuntimeError``. Stops at the first letter when the
    mail server cannot be reached; the others have lost nothing by it.
    """
    counts = {Status.SENT: 0, Status.FAILED: 0, Status.PENDING: 0, Status.UNKNOWN: _give_up_stale_claims()}
    tried, reachable = 0, True
    while reachable and tried < limit and (message := _claim()):
        tried += 1
        status, reachable = _send(message)
        counts[status] += 1
    return Drained(
        sent=counts[Status.SENT],
        failed=counts[Status.FAILED],
        unknown=counts[Status.UNKNOWN],
        postponed=counts[Status.PENDING],
        more=reachable and tried >= limit,
    )


@transaction.atomic
def settle_message(*, message: Message, outcome: str, by: Any) -> Message:
    """Decide about a letter: it was ``sent``, send it ``again``, or ``cancel`` it.

    ``again`` keeps the Message-ID, so that a mailbox may recognise a second copy. Returns the fresh
    row. Raises ``CannotSettle`` when the letter's state leaves nothing to decide.
    """
    fresh = Message.objects.select_for_update().get(pk=message.pk)
    if outcome not in SETTLEABLE.get(Status(fresh.status), set()):
        raise CannotSettle(f"A letter that is {fresh.status} cannot be settled as {outcome}.")
    now = timezone.now()
    if outcome == Outcome.SENT:
        fresh.status, fresh.sent_at = Status.SENT, fresh.claimed_at or now
    elif outcome == Outcome.CANCEL:
        fresh.status = Status.CANCELLED
    else:
        fresh.status, fresh.attempts, fresh.not_before, fresh.claimed_at = Status.PENDING, 0, now, None
        _poke_after_commit()
    fresh.settled_at, fresh.settled_by = now, by
    fresh.save()
    return fresh


@transaction.atomic
def settle_from_log(*, lines: Iterable[str]) -> int:
    """Mark unknown letters as sent whose Message-ID a mail server's log shows as accepted.

    Returns how many were settled. A letter missing in the log stays unknown: logs are cut off.
    """
    accepted = accepted_message_ids(lines)
    unknown = Message.objects.select_for_update().filter(status=Status.UNKNOWN)
    found = [message for message in unknown if message.message_id in accepted]
    for message in found:
        message.status, message.sent_at = Status.SENT, message.claimed_at or timezone.now()
        message.settled_at = timezone.now()
        message.save(update_fields=["status", "sent_at", "settled_at"])
    return len(found)


def forget_letters() -> str:
    """Delete codes a day after they left, words of letters after 30 days, whole letters after two years.

    The row outlives its words, so that the same ``(recipient, period)`` stays one letter. A chore; says
    how many letters it made shorter.
    """
    now = timezone.now()
    done = Message.objects.filter(status__in=[Status.SENT, Status.CANCELLED])
    codes = done.filter(period__startswith=CODE_PERIODS[0]) | done.filter(period__startswith=CODE_PERIODS[1])
    gone, _by_model = codes.filter(created_at__lt=now - CODES_ARE_KEPT).delete()
    old, _by_model = done.filter(created_at__lt=now - LETTERS_ARE_KEPT).delete()
    wordless = done.filter(created_at__lt=now - WORDS_ARE_KEPT).exclude(body_text="").update(**NO_WORDS)
    count = gone + old + wordless
    return f"{count} letters forgotten" if count else ""


@transaction.atomic
def erase_letters(*, addresses: Iterable[str], names: Iterable[str] = ()) -> int:
    """Delete letters to and from these addresses; blank the done ones to others that say one of them or of ``names``.

    Both count as wholes, whatever the case. What has not reached another person yet still does. Returns how
    many letters were touched. A name that several people may have belongs into ``blank_letters_about``.
    """
    touched = 0
    for address in {one.strip().lower() for one in addresses if one.strip()}:
        own = Message.objects.filter(Q(recipient=address) | Q(reply_to=address))
        named = Message.objects.filter(period__icontains=address)
        named = named.filter(pk__in=[one.pk for one in named if says_address(one.period, address)])
        touched += (own | named).delete()[0]
        touched += _blank_letters(address, _whole_address(address))
    for name in {one.strip() for one in names if one.strip()}:
        touched += _blank_letters(name, _whole_name(name))
    return touched


@transaction.atomic
def blank_letters_about(*, periods: Iterable[str], name: str) -> int:
    """Blank the done letters that say ``name`` and whose period begins with one of ``periods``; returns how many.

    Names are shared by people who know nothing of each other: what a letter is about tells whose name it is.
    """
    begins = reduce(or_, (Q(period__startswith=period) for period in periods), Q(pk__in=[]))
    return _blank_letters(name.strip(), _whole_name(name.strip()), begins) if name.strip() else 0


def says_address(text: str, address: str) -> bool:
    """Whether just this address stands in the text, in any letters: ``jana@example.cz`` says no ``ana@example.cz``."""
    return _whole_address(address).search(text) is not None


def _whole_address(address: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)", re.IGNORECASE)


def _whole_name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)


def _blank_letters(words: str, whole: re.Pattern[str], among: Q | None = None) -> int:
    """Take the words out of letters that are done and say this; the row stays, so that none goes out twice."""
    found = Message.objects.filter(among or Q(), _said(words), status__in=[Status.SENT, Status.CANCELLED])
    told = [letter.pk for letter in found if whole.search(_words_of(letter))]
    return Message.objects.filter(pk__in=told).update(**NO_WORDS)


def _said(words: str) -> Q:
    """Letters that say this, also where HTML writes it with entities."""
    ways = {words, escape(words)}
    query = Q()
    for way in ways:
        query |= Q(subject__icontains=way) | Q(body_text__icontains=way) | Q(body_html__icontains=way)
    return query | Q(last_error__icontains=words)


def _words_of(letter: Message) -> str:
    return "\n".join([letter.subject, letter.body_text, unescape(letter.body_html), letter.last_error])


def _give_up_stale_claims() -> int:
    stale = Message.objects.claimed_before(timezone.now() - CLAIM_LASTS)
    if not stale.exists():  # spares SQLite the write lock, every second
        return 0
    return stale.update(status=Status.UNKNOWN, last_error="The drainer was lost while sending.")


def _claim() -> Message | None:
    """Take the next due letter for this process, committed before anything is sent."""
    if not Message.objects.due().exists():
        return None
    # SQLite knows no row locks and ignores the clause; its transactions are IMMEDIATE, one writer at a time.
    with transaction.atomic(durable=True):
        message = Message.objects.due().select_for_update(skip_locked=True).first()
        if message is not None:
            message.status, message.claimed_at = Status.CLAIMED, timezone.now()
            message.attempts += 1
            message.save(update_fields=["status", "claimed_at", "attempts"])
    return message


def _send(message: Message) -> tuple[Status, bool]:
    """Send a claimed letter and record the outcome. Returns its status and whether the server was there."""
    try:
        _hand_over(message)
    except Exception as error:  # whatever went wrong, the row must say so
        return _record_failure(message, error), not isinstance(error, Unreachable)
    # Whatever the row has become meanwhile: that it was sent is a fact.
    Message.objects.filter(pk=message.pk).update(status=Status.SENT, sent_at=timezone.now(), last_error="")
    return Status.SENT, True


def _hand_over(message: Message) -> None:
    email = compose(message)
    backend = get_connection()
    try:
        backend.open()
    except Exception as error:  # nothing has been said about the letter yet
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    try:
        if backend.send_messages([email]) == 0:
            raise NotDelivered("The backend took no letter.")
    finally:
        _close(backend)


def _close(backend: Any) -> None:
    try:
        backend.close()
    except Exception:  # the letter's fate is decided; a broken farewell does not change it
        logger.info("The mail server did not say goodbye.", exc_info=True)


def _record_failure(message: Message, error: Exception) -> Status:
    verdict = verdict_on(error)
    values: dict[str, Any] = {"last_error": f"{type(error).__name__}: {error}"[:2000]}
    if verdict is Verdict.UNKNOWN:
        values["status"] = Status.UNKNOWN
    elif verdict is Verdict.NEVER or message.attempts >= TRIES:
        values["status"] = Status.FAILED
    else:
        wait = WAITS[message.attempts - 1]
        values.update(status=Status.PENDING, not_before=timezone.now() + wait, claimed_at=None)
    logger.warning("Letter %s is %s: %s", message.pk, values["status"], values["last_error"])
    # Only while the claim is still ours: somebody may have settled the letter meanwhile.
    ours = Message.objects.filter(pk=message.pk, status=Status.CLAIMED, claimed_at=message.claimed_at)
    ours.update(**values)
    return values["status"]


def _poke_after_commit() -> None:
    """Wake the drain once per transaction, however many letters it queues."""
    waiting = (entry[1] for entry in connection.run_on_commit)
    if settings.CELERY_BROKER_URL and _poke not in waiting:
        transaction.on_commit(_poke, robust=True)


def _poke() -> None:
    # By name, since tasks stand above actions.
    try:
        with current_app.connection_for_write(settings.CELERY_BROKER_URL, transport_options=IMPATIENT) as broker:
            current_app.send_task("mail.drain_outbox", connection=broker, retry=False, ignore_result=True, expires=60)
    except Exception as error:  # the letter is safe in the outbox, and beat comes every minute
        logger.warning("The broker could not be told about new mail: %s", error)
