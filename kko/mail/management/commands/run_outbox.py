"""The embedded delivery: a loop beside the server in place of Celery."""

import logging
import signal
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from kko.mail.actions import drain_outbox
from kko.slots import run_chores

logger = logging.getLogger(__name__)

HOUR, MINUTE = 3600.0, 60.0
NAP = 0.2  # seconds; how soon a signal is noticed


class Command(BaseCommand):
    help = "Sends what is due in the outbox again and again, and does the chores by the hour, until SIGTERM or SIGINT."
    stopped = False
    chores_at = minute_chores_at = 0.0

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks (default: 1)")

    def handle(self, *args, interval: float, **options) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopped:
            self._drain()
            self._do_chores()
            self._rest(interval)

    def _stop(self, _number, _frame) -> None:
        self.stopped = True

    def _drain(self) -> None:
        """Send letter by letter, so that a signal waits for one letter at most."""
        try:
            while not self.stopped and drain_outbox(limit=1).more:
                pass
        except DatabaseError as error:
            logger.warning("The outbox waits, the database does not answer: %s", error)
            connection.close()

    def _do_chores(self) -> None:
        if not self.stopped and time.monotonic() >= self.chores_at:
            self.chores_at = time.monotonic() + HOUR
            run_chores()
        if not self.stopped and time.monotonic() >= self.minute_chores_at:
            self.minute_chores_at = time.monotonic() + MINUTE
            run_chores("KKO_MINUTE_CHORES")

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopped and (left := until - time.monotonic()) > 0:
            time.sleep(min(NAP, left))
