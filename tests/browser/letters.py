"""Letters as they arrive: the outbox is drained and the files of the delivery are read."""

import re
from email.message import EmailMessage

from kko.mail.actions import drain_outbox
from kko.mail.sink import delivered


def letters_to(recipient: str) -> list[EmailMessage]:
    """Drain the outbox and return the letters to ``recipient``, the oldest first."""
    while drain_outbox().more:
        pass
    return delivered(recipient)


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(preferencelist=("plain",)).get_content()


def code_for(recipient: str) -> str:
    """Return the code in the newest letter to ``recipient``."""
    letter = letters_to(recipient)[-1]
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", text_of(letter), re.MULTILINE)[1]
