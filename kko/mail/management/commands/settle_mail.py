"""Settles letters of unknown fate by the mail server's log."""

import argparse

from django.core.management.base import BaseCommand

from kko.mail.actions import settle_from_log
from kko.mail.choices import Status
from kko.mail.models import Message


class Command(BaseCommand):
    help = "Marks as sent the unknown letters that the mail server's log shows as accepted."

    def add_arguments(self, parser):
        log = argparse.FileType("r", encoding="utf-8", errors="replace")
        parser.add_argument("--log", type=log, required=True, help="the log, or - for standard input")

    def handle(self, *args, log, **options) -> None:
        with log:
            settled = settle_from_log(lines=log)
        left = Message.objects.filter(status=Status.UNKNOWN).count()
        self.stdout.write(f"Settled as sent: {settled}. Still unknown: {left}.")
