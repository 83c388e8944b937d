"""Codes by e-mail: whoever writes one down reads the mail of that address."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kko.accounts import emails
from kko.accounts.limits import DAY, is_within
from kko.accounts.models import EmailCode
from kko.mail.letters import checked_recipient

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no two signs that look alike
LENGTH = 8
LASTS = timedelta(minutes=15)
ATTEMPTS = 5
CODES_AN_HOUR_FOR_AN_ADDRESS = 5
CODES_A_DAY_FOR_AN_ADDRESS = 10
CODES_AN_HOUR_FOR_A_VISITOR = 20


class TooManyCodes(Exception):
    """So many codes were asked for that nobody honest needs another; the text is for the person."""


@transaction.atomic
def send_code(*, email: str, purpose: str, language: str, ip: str = "") -> None:
    """Send a fresh code for ``purpose`` to ``email``; an earlier one for the same purpose is void.

    ``purpose`` names the thing it opens, such as ``"contact:12"``. Raises ``TooManyCodes`` beyond the
    limits for the address and for the visitor (``ip``), ``UnsafeHeader`` on an address that is none.
    """
    address = checked_recipient(email)
    _refuse_floods(address, ip)
    code = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
    fresh = {"digest": _digest(address, purpose, code), "attempts": 0, "created_at": timezone.now(), "used_at": None}
    EmailCode.objects.update_or_create(email=address, purpose=purpose, defaults=fresh)
    emails.send_email_code(to=address, code=f"{code[:4]}-{code[4:]}", language=language)


@transaction.atomic
def confirm_code(*, email: str, purpose: str, code: str) -> bool:
    """Return whether ``code`` is the live one, which it is once only; every try counts, five at most.

    Case, spaces and hyphens do not matter. Whoever calls this inside a transaction must not roll it back
    on ``False``, or the try would not count.
    """
    rows = EmailCode.objects.select_for_update(of=("self",)).filter(email=email.strip(" ").lower(), purpose=purpose)
    row = rows.filter(used_at=None, attempts__lt=ATTEMPTS, created_at__gt=timezone.now() - LASTS).first()
    if row is None:
        return False
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    is_right = constant_time_compare(row.digest, _digest(row.email, purpose, typed))
    row.attempts += 1
    row.used_at = timezone.now() if is_right else None
    row.save(update_fields=["attempts", "used_at"])
    return is_right


def forget_codes() -> str:
    """Delete codes that nobody can use any more. A chore; says how many went."""
    count, _by_model = EmailCode.objects.filter(created_at__lt=timezone.now() - LASTS).delete()
    return f"{count} codes forgotten" if count else ""


def _refuse_floods(address: str, ip: str) -> None:
    """Raise ``TooManyCodes`` beyond the limits. What one of them refuses does not count against the next."""
    allowed = not ip or is_within(about=f"code-from:{ip}", most=CODES_AN_HOUR_FOR_A_VISITOR)
    if not (allowed and is_within(about=f"code-to:{address}", most=CODES_AN_HOUR_FOR_AN_ADDRESS)):
        raise TooManyCodes(_("Too many codes were asked for within an hour. Please try again later."))
    if not is_within(about=f"code-to:{address}", most=CODES_A_DAY_FOR_AN_ADDRESS, seconds=DAY):
        raise TooManyCodes(_("Too many codes were asked for within a day. Please try again tomorrow."))


def _digest(email: str, purpose: str, code: str) -> str:
    return salted_hmac("kko.email_code", f"{email}\n{purpose}\n{code}", algorithm="sha256").hexdigest()
