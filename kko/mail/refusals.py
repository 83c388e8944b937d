"""What an error while sending says about the letter: try again, give up, or nobody knows."""

import smtplib
from enum import Enum


class Unreachable(Exception):
    """The way out could not be opened; nothing about the letter itself has been said."""


class NotDelivered(Exception):
    """A backend's word that the letter has certainly not been delivered and may be tried again."""


class Verdict(Enum):
    """What to do with the letter."""

    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"


def verdict_on(error: Exception) -> Verdict:
    """Judge an error raised while a letter was being handed over.

    An answer of the server is a fact (RFC 5321: 4xx passing, 5xx permanent). A connection lost or a
    timeout is not: the server may have taken the letter, so the verdict is ``UNKNOWN``.
    """
    if isinstance(error, Unreachable | NotDelivered):
        return Verdict.LATER
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):  # it cannot even be written down
        return Verdict.NEVER
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return Verdict.NEVER if codes and all(code >= 500 for code in codes) else Verdict.LATER
    if isinstance(error, smtplib.SMTPResponseException):
        return Verdict.NEVER if error.smtp_code >= 500 else Verdict.LATER
    return _verdict_on_http(getattr(error, "status_code", None))


def _verdict_on_http(code: int | None) -> Verdict:
    """Judge an answer of a mail service over HTTP (django-anymail's errors carry ``status_code``)."""
    if code == 429:
        return Verdict.LATER
    if code is not None and 400 <= code < 500 and code != 408:
        return Verdict.NEVER
    return Verdict.UNKNOWN
