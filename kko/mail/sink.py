"""The test sink: reading back what the embedded delivery wrote."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings


def delivered(recipient: str | None = None) -> list[EmailMessage]:
    """Return the delivered letters, the oldest first; those for ``recipient`` only when given."""
    letters = [_read(path) for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"))]
    if recipient is None:
        return letters
    return [letter for letter in letters if recipient.lower() in _addresses(letter)]


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value, arg-type]


def _addresses(letter: EmailMessage) -> set[str]:
    fields = [str(field) for name in ("To", "Cc") for field in letter.get_all(name, [])]
    return {address.lower() for _name, address in getaddresses(fields)}
