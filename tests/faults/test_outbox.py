"""What is left of a letter when processes die, on PostgreSQL, over real SMTP, through a real worker."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.utils import timezone

from kko.mail.actions import Drained, drain_outbox, queue_message, settle_from_log
from kko.mail.choices import Status
from kko.mail.models import Message
from tests.factories.mail import a_letter
from tests.kko.mail.child import BASE_DIR, command, environment
from tests.kko.mail.conftest import greeting, smtp  # noqa: F401  the same fixtures

pytestmark = [
    pytest.mark.fault,
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # the embedded twin is test_outbox_embedded
]


@pytest.fixture
def child_environment(smtp):  # noqa: F811
    """The environment of a child on the database of this very test."""
    values = connection.settings_dict
    password = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    address = f"{values['USER']}{password}@{values['HOST'] or '127.0.0.1'}:{values['PORT'] or 5432}"
    return environment(
        database=f"postgres://{address}/{values['NAME']}", smtp_port=smtp.port, broker=configured.CELERY_BROKER_URL
    )


def drain_until_it_dies(backend: str, env: dict) -> int:
    child = command("drain", f"tests.kko.mail.crashing.{backend}")
    return subprocess.run(child, env=env, cwd=BASE_DIR, timeout=60, check=False).returncode


def a_quarter_of_an_hour_passes() -> None:
    for message in Message.objects.filter(status=Status.CLAIMED):
        message.claimed_at -= timedelta(minutes=15, seconds=1)
        message.save()


def test_drainer_killed_after_sending_leaves_one_letter_unknown_and_never_sends_a_second(smtp, child_environment):  # noqa: F811
    message = a_letter()
    assert drain_until_it_dies("DiesAfterSending", child_environment) == -signal.SIGKILL
    message.refresh_from_db()
    assert (smtp.message_ids, message.status) == ([message.message_id], "claimed")
    assert drain_outbox() == Drained()
    a_quarter_of_an_hour_passes()
    assert [drain_outbox(), drain_outbox()] == [Drained(unknown=1), Drained()]
    assert smtp.message_ids == [message.message_id]
    assert settle_from_log(lines=[f"accepted id={smtp.message_ids[0]}"]) == 1
    message.refresh_from_db()
    assert message.status == "sent"


def test_drainer_killed_before_sending_sends_nothing_and_holds_up_nobody(smtp, child_environment):  # noqa: F811
    lost, other = a_letter(), a_letter()
    assert drain_until_it_dies("DiesBeforeSending", child_environment) == -signal.SIGKILL
    assert drain_outbox() == Drained(sent=1)
    a_quarter_of_an_hour_passes()
    assert drain_outbox() == Drained(unknown=1)
    lost.refresh_from_db()
    assert (smtp.message_ids, lost.status) == ([other.message_id], "unknown")


def test_drainers_in_several_processes_send_every_letter_once(smtp, child_environment):  # noqa: F811
    expected = sorted(a_letter().message_id for _ in range(100))
    drainers = [subprocess.Popen(command("drain"), env=child_environment, cwd=BASE_DIR) for _ in range(3)]
    assert [drainer.wait(timeout=60) for drainer in drainers] == [0, 0, 0]
    assert sorted(smtp.message_ids) == expected
    assert Message.objects.filter(status=Status.SENT, attempts=1).count() == 100


def test_celery_worker_drains_what_a_request_has_queued(smtp, child_environment, greeting):  # noqa: F811
    options = ["-P", "solo", "--without-mingle", "--without-gossip", "-l", "WARNING"]
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "celery", "-A", "kko", "worker", *options],
        env=child_environment,
        cwd=BASE_DIR,
    )
    try:
        with transaction.atomic():
            for number in range(60):  # more than one batch
                queue_message(to=f"a{number}@example.cz", template=greeting, context={"name": "A"}, period="1")
        wait_for(lambda: Message.objects.filter(status=Status.SENT).count() == 60)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    assert sorted(smtp.message_ids) == sorted(Message.objects.values_list("message_id", flat=True))


def wait_for(happened, seconds: float = 45) -> None:
    until = timezone.now() + timedelta(seconds=seconds)
    while not happened():
        assert timezone.now() < until, "it has not happened in time"
        time.sleep(0.1)
