from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from kko.mail.actions import CannotSettle, Drained, drain_outbox, settle_from_log, settle_message
from kko.mail.choices import Status
from kko.mail.models import Message
from kko.mail.sink import delivered
from tests.factories.mail import a_letter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def curator():
    return get_user_model().objects.create(email="curator@example.cz")


def lost_letter(**fields) -> Message:
    return a_letter(**{"status": Status.UNKNOWN, "claimed_at": NOON, "attempts": 1, **fields})


def test_letter_found_sent_stays_settled(mailbox, curator):
    message = settle_message(message=lost_letter(), outcome="sent", by=curator)
    assert (message.status, message.sent_at, message.settled_by) == ("sent", NOON, curator)
    assert drain_outbox() == Drained()


def test_letter_sent_again_keeps_its_message_id(mailbox, curator):
    message = settle_message(message=lost_letter(), outcome="again", by=curator)
    assert (message.status, message.attempts, message.settled_by) == ("pending", 0, curator)
    assert drain_outbox() == Drained(sent=1)
    assert [letter["Message-ID"] for letter in delivered()] == [message.message_id]


@pytest.mark.parametrize("status", ["unknown", "failed", "pending"])
def test_letter_cancelled_is_never_sent(mailbox, curator, status):
    message = settle_message(message=lost_letter(status=status), outcome="cancel", by=curator)
    assert message.status == "cancelled"
    assert drain_outbox() == Drained()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *[("sent", "again"), ("sent", "cancel"), ("claimed", "again"), ("claimed", "cancel"), ("cancelled", "again")],
        *[("failed", "sent"), ("pending", "sent"), ("pending", "again"), ("unknown", "nonsense")],
    ],
)
def test_what_is_decided_or_under_way_is_not_settled(curator, status, outcome):
    message = lost_letter(status=status, sent_at=NOON)
    with pytest.raises(CannotSettle):
        settle_message(message=message, outcome=outcome, by=curator)
    message.refresh_from_db()
    assert (message.status, message.settled_by) == (status, None)


def test_unsettled_are_the_unknown_and_the_refused():
    letters = [a_letter(status=status, claimed_at=NOON, sent_at=NOON) for status in Status.values]
    assert {letter.status for letter in Message.objects.unsettled()} == {"unknown", "failed"}
    assert list(Message.objects.addressed_to(letters[0].recipient.upper())) == [letters[0]]


def test_log_of_postfix_settles_what_it_queued_and_leaves_what_it_lost():
    queued, broken, absent = lost_letter(), lost_letter(), lost_letter()
    pending = a_letter()
    lines = [
        f"Nov 23 12:00:01 mx postfix/cleanup[11]: 4XyZ1: message-id={queued.message_id}\n",
        "Nov 23 12:00:01 mx postfix/qmgr[7]: 4XyZ1: from=<noreply@example.cz>, size=900, nrcpt=1 (queue active)\n",
        f"Nov 23 12:00:02 mx postfix/cleanup[11]: 4XyZ2: message-id={broken.message_id}\n",
        "Nov 23 12:00:03 mx postfix/smtpd[9]: lost connection after DATA (900 bytes) from web[10.0.0.2]\n",
        f"Nov 23 12:00:04 mx postfix/cleanup[11]: 4XyZ3: message-id={pending.message_id}\n",
        "Nov 23 12:00:04 mx postfix/qmgr[7]: 4XyZ3: from=<noreply@example.cz>, size=900, nrcpt=1 (queue active)\n",
    ]
    assert settle_from_log(lines=lines) == 1
    assert statuses(queued, broken, absent, pending) == ["sent", "unknown", "unknown", "pending"]


def test_log_of_exim_settles_by_the_id_unless_the_line_refuses():
    taken, refused = lost_letter(), lost_letter()
    lines = [
        f"2026-11-23 12:00:01 1vN0-00A <= noreply@example.cz H=web S=900 id={taken.message_id[1:-1]}",
        f"2026-11-23 12:00:02 1vN0-00B H=web F=<noreply@example.cz> rejected after DATA: spam id={refused.message_id}",
    ]
    assert settle_from_log(lines=lines) == 1
    assert statuses(taken, refused) == ["sent", "unknown"]


def test_command_reads_the_log_and_says_what_is_left(tmp_path, capsys):
    found = lost_letter()
    lost_letter()
    log = tmp_path / "mail.log"
    log.write_text(f"Nov 23 mx opensmtpd: accepted {found.message_id}\n")
    call_command("settle_mail", "--log", str(log))
    assert capsys.readouterr().out == "Settled as sent: 1. Still unknown: 1.\n"


def test_command_names_a_log_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.log"):
        call_command("settle_mail", "--log", str(tmp_path / "nothing.log"))


def statuses(*messages: Message) -> list[str]:
    for message in messages:
        message.refresh_from_db()
    return [message.status for message in messages]
