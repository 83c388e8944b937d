"""The letters of accounts, one function for each."""

import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from kko.accounts.models import Erasure, User
from kko.mail.actions import queue_message
from kko.mail.models import Message


def send_email_code(*, to: str, code: str, language: str) -> None:
    """Send a code that shows that somebody reads the mail of this address."""
    queue_message(
        to=to,
        template="email_code",
        context={"code": code},
        period=f"email-code:{secrets.token_hex(8)}",
        language=language,
    )


def send_erasure_asked(*, erasure: Erasure, by_office: bool = False) -> None:
    """Tell the person when everything goes, who asked for it, and with which link they change their mind."""
    user = erasure.user
    with translation.override(user.language):
        address = settings.BASE_URL + reverse("accounts:erasure_cancel", args=[erasure.cancel_token])
    context = {"due_at": erasure.due_at, "address": address, "by_office": by_office}
    _send("erasure_asked", user, f"erasure-asked:{erasure.pk}", **context)


def send_erasure_cancelled(*, user: User, erasure_id: int) -> None:
    """Tell the person that they stay."""
    _send("erasure_cancelled", user, f"erasure-cancelled:{erasure_id}")


def send_farewell(*, erasure: Erasure) -> Message:
    """Say goodbye; the account goes once this letter has left. Returns the letter."""
    return _send("erasure_farewell", erasure.user, farewell_period(erasure))


def farewell_period(erasure: Erasure) -> str:
    """Return the period of the letter of farewell, by which it is found again."""
    return f"erasure-farewell:{erasure.pk}"


def _send(template: str, user: User, period: str, **context: object) -> Message:
    return queue_message(to=user.email, template=template, context=context, period=period, language=user.language)
