import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections, transaction
from django.utils import timezone

from kko.mail.actions import Drained, drain_outbox
from kko.mail.choices import Status
from kko.mail.models import Message
from kko.mail.sink import delivered
from tests.factories.mail import a_letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.embedded]

on_postgresql = pytest.mark.postgresql  # its embedded twin is in tests/faults
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def states() -> dict[str, int]:
    return {status: Message.objects.filter(status=status).count() for status in Status.values}


def test_letter_becomes_one_file_with_both_bodies(mailbox):
    message = a_letter(recipient="a@example.cz")
    a_letter(recipient="b@example.cz")
    assert drain_outbox() == Drained(sent=2)
    [letter] = delivered("A@example.cz")
    assert (letter["Message-ID"], letter["Subject"]) == (message.message_id, message.subject)
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert len(delivered()) == 2
    assert {path.suffix for path in mailbox.iterdir()} == {".eml"}


def test_letter_reaches_a_mail_server_once(smtp):
    message = a_letter()
    assert [drain_outbox(), drain_outbox()] == [Drained(sent=1), Drained()]
    message.refresh_from_db()
    assert (smtp.message_ids, message.status, message.attempts) == ([message.message_id], "sent", 1)


def test_batch_ends_at_its_limit_and_says_there_is_more(mailbox):
    for _ in range(3):
        a_letter()
    assert drain_outbox(limit=2) == Drained(sent=2, more=True)
    assert drain_outbox(limit=2) == Drained(sent=1)


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_passing_refusal_is_tried_five_times_ever_later(smtp, stage):
    setattr(smtp, stage, "450 4.2.0 Greylisted, come later")
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        message = a_letter()
        for _ in range(4):
            assert drain_outbox() == Drained(postponed=1)
            assert drain_outbox() == Drained()
            message.refresh_from_db()
            waits.append(message.not_before - timezone.now())
            clock.move_to(message.not_before)
        assert drain_outbox() == Drained(failed=1)
    message.refresh_from_db()
    assert waits == [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
    assert (message.status, message.attempts) == ("failed", 5)
    assert "Greylisted" in message.last_error


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_permanent_refusal_fails_at_once(smtp, stage):
    setattr(smtp, stage, "550 5.1.1 No such user")
    message = a_letter()
    assert drain_outbox() == Drained(failed=1)
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("failed", 1)


def test_connection_lost_in_the_letter_leaves_it_unknown(smtp):
    smtp.data = None
    message = a_letter()
    assert [drain_outbox(), drain_outbox()] == [Drained(unknown=1), Drained()]
    assert smtp.message_ids == [message.message_id]


def test_server_away_costs_one_letter_a_try_and_no_other(smtp, settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]
    first, second = a_letter(), a_letter()
    assert drain_outbox() == Drained(postponed=1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.attempts, second.status, second.attempts) == ("pending", 1, "pending", 0)


def test_silent_server_is_given_up_after_the_timeout(smtp, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.3
        a_letter()
        started = timezone.now()
        assert drain_outbox() == Drained(postponed=1)
    assert timezone.now() - started < timedelta(seconds=2)


def test_claim_of_a_lost_drainer_becomes_unknown_after_a_quarter_of_an_hour_and_is_not_resent(mailbox):
    a_letter(status=Status.CLAIMED, claimed_at=NOON, attempts=1)
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        assert drain_outbox() == Drained()
    with time_machine.travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        assert drain_outbox() == Drained(unknown=1)
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        assert drain_outbox() == Drained()
    assert delivered() == []


def test_letter_that_cannot_be_written_to_disk_is_tried_later(mailbox):
    mailbox.write_text("a file where the folder should be")
    a_letter()
    assert drain_outbox() == Drained(postponed=1)


def test_drain_inside_a_transaction_is_refused(mailbox):
    a_letter()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        drain_outbox()
    assert delivered() == []


@on_postgresql
def test_two_drainers_at_once_send_every_letter_once(smtp):
    sent = sorted(a_letter().message_id for _ in range(60))
    results = []

    def drain():
        try:
            results.append(drain_outbox(limit=100).sent)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=drain) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(smtp.message_ids) == sent
    assert (sum(results), states()["sent"]) == (60, 60)
