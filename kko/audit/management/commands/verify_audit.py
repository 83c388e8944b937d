from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kko.audit.chain import verify_chain
from kko.audit.models import Entry


class Command(BaseCommand):
    help = "Checks that the audit trail is whole. Exits with 1, saying where, when it is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", metavar="NUMBER:HASH", help="a head printed earlier that must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain()
        if not verdict.ok:
            raise CommandError(f"The audit trail is broken at entry {verdict.broken_at}.")
        if options["expect"]:
            self._expect(options["expect"])
        self.stdout.write(f"The audit trail is whole: {verdict.count} entries, head {verdict.count}:{verdict.head}")

    def _expect(self, head: str) -> None:
        number, _, expected = head.partition(":")
        if not number.isdecimal() or not expected:
            raise CommandError("Give --expect as NUMBER:HASH, as an earlier run printed it.")
        if not Entry.objects.filter(sequence=int(number), hash=expected).exists():
            raise CommandError(f"The audit trail is broken at entry {number}: it is not the one expected.")
