"""Letters that carry a visitor's message. The owner's address is in none of them."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.models import ContactMessage
from kko.mail.actions import queue_message


def send_contact_message(*, message: ContactMessage, to: str, language: str) -> None:
    """Bring the message to somebody who looks after the profile; answers go to its sender."""
    with translation.override(language):
        address = settings.BASE_URL + reverse("catalogue:message_link", args=[message.link_token])
        page = settings.BASE_URL + message.profile.get_absolute_url()
        claim = settings.BASE_URL + reverse("catalogue:claim", args=[message.profile.slug])
    context = {"message": message, "profile": message.profile, "address": address, "page_url": page}
    if not message.profile.memberships.exists():  # they may never have heard of us
        context["claim_url"] = claim
    queue_message(
        to=to,
        template="contact_message",
        context=context,
        period=f"contact:{message.pk}",
        language=language,
        reply_to=message.email,
    )


def send_contact_copy(*, message: ContactMessage) -> None:
    """Give the sender a copy of what they wrote."""
    with translation.override(message.language):
        address = settings.BASE_URL + message.profile.get_absolute_url()
    queue_message(
        to=message.email,
        template="contact_copy",
        context={"message": message, "profile": message.profile, "address": address},
        period=f"contact-copy:{message.pk}",
        language=message.language,
    )
