import socket
import threading
import time
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, connections, transaction

from kko.mail.actions import queue_message
from kko.mail.letters import UnsafeHeader
from kko.mail.models import Message
from tests.factories.mail import a_letter

embedded = pytest.mark.embedded
on_postgresql = pytest.mark.postgresql  # its embedded twin is in tests/faults


@embedded
@pytest.mark.django_db
def test_letter_is_rendered_in_the_language_of_the_reader(greeting):
    queue_message(to="A@example.cz", template=greeting, context={"name": "Bára & syn"}, period="1", language="de")
    message = Message.objects.get()
    assert (message.recipient, message.subject, message.language, message.status) == (
        "a@example.cz",
        "Januar: Bára & syn",
        "de",
        "pending",
    )
    assert message.body_text.startswith("Bára & syn\n\n-- \n")
    assert "Bára &amp; syn</h1>" in message.body_html
    assert '<html lang="de">' in message.body_html


@embedded
@pytest.mark.django_db
def test_same_letter_again_is_the_row_that_is_there(greeting):
    first = queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period="1")
    again = queue_message(to="a@example.cz", template=greeting, context={"name": "B"}, period="1")
    other = queue_message(to="a@example.cz", template=greeting, context={"name": "C"}, period="2")
    assert (again.pk, again.subject) == (first.pk, first.subject)
    assert other.pk != first.pk


@embedded
@pytest.mark.django_db(transaction=True)
def test_letter_vanishes_with_the_transaction_that_caused_it(greeting):
    with transaction.atomic():
        queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period="1")
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


@embedded
@pytest.mark.django_db
def test_database_refuses_the_same_letter_twice():
    a_letter(recipient="a@example.cz", period="1")
    with pytest.raises(IntegrityError, match=r"letter_once_per_recipient_and_period|UNIQUE"):
        a_letter(recipient="a@example.cz", period="1")


@embedded
@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["a@example.cz\nBcc: b@example.cz", "a@example.cz\r", "a@example.cz, b@example.cz", "nobody", ""]
)
def test_recipient_that_would_break_the_header_is_refused(greeting, address):
    with pytest.raises(UnsafeHeader):
        queue_message(to=address, template=greeting, context={"name": "A"}, period="1")


@embedded
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["A\nB", "A\r\nB", "A\u2028B", "A\u2029\x00B", "A\x85B"])
def test_subject_that_would_break_the_header_stands_on_one_line(greeting, name):
    plain = queue_message(to="a@example.cz", template=greeting, context={"name": "A B"}, period="1")
    odd = queue_message(to="b@example.cz", template=greeting, context={"name": name}, period="1")
    assert odd.subject == plain.subject


@embedded
@pytest.mark.django_db
def test_letter_waits_for_its_time(greeting):
    later = datetime(2100, 1, 1, tzinfo=UTC)
    queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period="1", not_before=later)
    assert list(Message.objects.due()) == []


@embedded
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("port_answers", [False, True])
def test_broken_broker_is_logged_and_holds_nobody_up(greeting, settings, caplog, port_answers):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        if not port_answers:
            server.close()
        started = time.monotonic()
        queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period="1")
    assert Message.objects.due().count() == 1
    assert [record.name for record in caplog.records] == ["kko.mail.actions"]
    assert "The broker could not be told about new mail" in caplog.text
    assert time.monotonic() - started < 5


@embedded
@pytest.mark.django_db(transaction=True)
def test_drain_is_poked_once_per_transaction(greeting, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with transaction.atomic():
        for number in range(3):
            queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period=str(number))
        assert [entry[1].__name__ for entry in connection.run_on_commit] == ["_poke"]
        connection.run_on_commit.clear()


@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_many_at_once_queue_the_letter_once(greeting):
    barrier, rows = threading.Barrier(8), []

    def queue():
        try:
            with transaction.atomic():
                barrier.wait()
                rows.append(queue_message(to="a@example.cz", template=greeting, context={"name": "A"}, period="1").pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=queue) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert rows == [Message.objects.get().pk] * 8
