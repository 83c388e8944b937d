"""The embedded delivery: every letter becomes one ``.eml`` file."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from kko.mail.refusals import NotDelivered


class EmlBackend(BaseEmailBackend):
    """Writes letters to ``settings.EMAIL_FILE_PATH``, named by their time in UTC, whole or not at all."""

    def __init__(self, file_path: str | Path | None = None, **options):
        super().__init__(**options)
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many letters were written. Raises ``NotDelivered`` when the disk refuses."""
        written = 0
        for email in email_messages:
            if not email.recipients():
                continue
            try:
                self._write(email.message().as_bytes(linesep="\r\n"))
                written += 1
            except OSError as error:
                if not self.fail_silently:
                    raise NotDelivered(f"The letter could not be written: {error}") from error
        return written

    def _write(self, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{timezone.now():%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}"
        unfinished = self.folder / f"{name}.part"
        # Codes for signing in are in there: for the owner's eyes only.
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.folder / f"{name}.eml")
