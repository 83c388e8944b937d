"""Letters for tests."""

from itertools import count
from typing import Any

from kko.mail.models import Message

numbers = count(1)


def a_letter(**fields: Any) -> Message:
    """Return a stored letter, pending and due unless told otherwise."""
    number = next(numbers)
    values = {
        "recipient": f"someone{number}@example.cz",
        "period": f"letter:{number}",
        "subject": "Váš profil byl vrácen",
        "body_text": "Prosíme o doplnění.\n",
        "body_html": "<p>Prosíme o doplnění.</p>\n",
    }
    return Message.objects.create(**{**values, **fields})
