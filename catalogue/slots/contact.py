"""Reported messages on the curators' desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import ContactMessage
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.slots import Queue, Waiting


def reported_messages(user: User) -> Queue | None:
    """Messages whose recipients complained, oldest first."""
    if not can_use_desk(user):
        return None
    reported = ContactMessage.objects.reported().select_related("profile").order_by("reported_at")[:50]
    waiting = [
        Waiting(
            title=message.text[:80],
            url=reverse("desk_message", args=[message.pk]),
            since=message.reported_at,
            who=message.email,
            note=message.profile.name,
            key=f"catalogue.contactmessage:{message.pk}",
        )
        for message in reported
    ]
    return Queue(key="messages", title=_("Reported messages"), waiting=waiting, empty=_("Nobody complains."))
