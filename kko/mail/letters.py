"""What a letter says: rendering from its template folder, and refusing what would break its headers."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kko.mail.models import Message

ADDRESS_SIGNS = ("@", "://", "www.")


class UnsafeHeader(ValueError):
    """A recipient or a subject that must not get into the header of a letter."""


@dataclass(frozen=True)
class Letter:
    """The rendered parts of a letter."""

    subject: str
    body_text: str
    body_html: str


def checked_recipient(address: str) -> str:
    """Return the address in lower case and trimmed of spaces. Raises ``UnsafeHeader``."""
    address = checked_header(address.strip(" ")).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise UnsafeHeader(f"Not an e-mail address: {address!r}") from error
    return address


def validate_recipient(address: str) -> None:
    """Refuse the signs that ``EmailField`` lets through and no letter could be sent to. Raises ``ValidationError``."""
    try:
        checked_header(address)
    except UnsafeHeader:
        raise ValidationError(_("This does not look like an e-mail address.")) from None


def on_one_line(text: str) -> str:
    """Return ``text`` without line ends and other signs that nobody sees, which could break a header."""
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    parted = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in seen)
    return " ".join(parted.split())


def holds_address(name: str) -> bool:
    """Whether a name leads somewhere: letters carry names, also to strangers. A name such as "kavárna.cz" does not."""
    return any(sign in name.lower() for sign in ADDRESS_SIGNS)


def validate_name(name: str) -> None:
    """Refuse a name that a letter must not carry. Raises ``ValidationError``."""
    if holds_address(name):
        raise ValidationError(_("Please write a name only, not an address of e-mail or web."))


def checked_header(value: str) -> str:
    """Return ``value`` unchanged. Raises ``UnsafeHeader`` on line ends and other control characters."""
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in value):
        raise UnsafeHeader(f"A control character or a line end in a header: {value!r}")
    return value


def render_letter(*, template: str, context: dict[str, Any], language: str) -> Letter:
    """Render ``templates/email/<template>/`` in ``language``.

    Besides ``context`` the templates get ``site_name``, ``base_url`` (without a slash at the end),
    ``sender`` and ``language``. The subject is put on one line, whatever a name in it holds. Raises
    ``UnsafeHeader`` when it is empty, ``TemplateDoesNotExist`` when a part is missing.
    """
    values = {
        "site_name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "language": language,
        **context,
    }
    with translation.override(language):
        subject = _unbroken(_rendered(f"email/{template}/subject.txt", values, autoescape=False))
        body_text = _rendered(f"email/{template}/body.txt", values, autoescape=False)
        body_html = _rendered(f"email/{template}/body.html", values, autoescape=True)
    if not subject:
        raise UnsafeHeader(f"The subject of {template!r} is empty.")
    limit = Message._meta.get_field("subject").max_length
    return Letter(subject=subject[:limit], body_text=body_text + "\n", body_html=body_html + "\n")


def _unbroken(subject: str) -> str:
    """Return the subject with one space in place of what would break its header; all other signs stay."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", subject).strip()


def compose(message: Message) -> EmailMultiAlternatives:
    """Return the e-mail to hand to the backend; its Message-ID is the row's, at every attempt."""
    ending = {}
    if message.unsubscribe_url:  # RFC 2369 and RFC 8058: mailboxes show a button, one POST ends the letters
        ending = {"List-Unsubscribe": f"<{message.unsubscribe_url}>"}
        ending["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            **ending,
        },
    )
    email.attach_alternative(message.body_html, "text/html")
    return email


def _rendered(name: str, values: dict[str, Any], *, autoescape: bool) -> str:
    # Through Context, since render_to_string would escape "&" in plain text too.
    text = get_template(name).template.render(Context(values, autoescape=autoescape))  # type: ignore[attr-defined]
    return text.replace("\0", "").strip()  # the outbox could not hold it
