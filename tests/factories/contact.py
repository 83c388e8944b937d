"""Messages to profiles, and the codes in letters."""

import datetime
import re
from itertools import count

import time_machine
from django.utils import timezone

from catalogue.forms.contact import ContactForm
from catalogue.models import ContactMessage, Profile
from kko.mail.models import Message

_numbers = count(1)


def a_message(profile: Profile, **fields) -> ContactMessage:
    """Return a message that its sender has confirmed and that has reached the profile."""
    number = next(_numbers)
    defaults = {"name": f"Návštěva {number}", "email": f"navsteva{number}@example.cz", "text": "Dobrý den, máte čas?"}
    return ContactMessage.objects.create(profile=profile, **{"confirmed_at": timezone.now()} | defaults | fields)


def filled_in(**fields) -> dict[str, str]:
    """Return what a person sends who opened the form of contact a minute ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1), tick=False):
        stamp = ContactForm.stamp()
    defaults = {"name": "Jana Nová", "email": "jana@example.com", "text": "Dobrý den,\nchci hrnek.", "homepage": ""}
    return defaults | {"opened": stamp} | fields


def newest_code(email: str) -> str:
    """Return the code in the newest letter with one."""
    letter = Message.objects.addressed_to(email).filter(period__startswith="email-code:").latest("pk")
    (code,) = re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", letter.body_text, re.MULTILINE)
    return code
