import os
import signal
import threading
import time

import pytest
from django.core.management import call_command

from kko.mail.sink import delivered
from tests.factories.mail import a_letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.embedded]


@pytest.fixture
def handlers():
    """Puts back the handlers of signals that the command replaces."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_loop_leaves_within_a_second_of_a_signal_however_long_its_interval(mailbox, handlers, number):
    a_letter()
    signalled = []

    def send_signal():
        while not delivered():
            time.sleep(0.02)
        signalled.append(time.monotonic())
        os.kill(os.getpid(), number)

    threading.Thread(target=send_signal).start()
    call_command("run_outbox", "--interval", "60")
    assert time.monotonic() - signalled[0] < 1
    assert len(delivered()) == 1
