"""Backends for the fault tests whose process dies, as by ``kill -9``, at the worst moments."""

import os
import signal

from django.core.mail.backends.smtp import EmailBackend


class DiesBeforeSending(EmailBackend):
    """The letter is claimed; nothing has been said to the server."""

    def send_messages(self, email_messages):
        os.kill(os.getpid(), signal.SIGKILL)


class DiesAfterSending(EmailBackend):
    """The server has taken the letter; the outbox has not been told."""

    def send_messages(self, email_messages):
        super().send_messages(email_messages)
        os.kill(os.getpid(), signal.SIGKILL)
