"""Reported messages on the curators' desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import ContactMessage
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.audit.models import Entry
from kko.moderation.models import key_of
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
            key=key_of(message),
            todo=_("read it, and write to the sender or the owner if need be"),
        )
        for message in reported
    ]
    return Queue(key="messages", title=_("Reported messages"), waiting=waiting, empty=_("Nobody complains."))


def reporter_of(message: ContactMessage) -> str:
    """Return who reported the message: a name, or that it was by the link in the letter, which needs no account."""
    entries = Entry.objects.about(message.profile).filter(verb="contact.reported", facts__message=message.pk)
    entry = entries.first()
    kind, _colon, pk = entry.actor_key.partition(":") if entry else ("", "", "")
    if kind != "user":
        return _("the recipient, by the link in the letter")
    return str(User.objects.filter(pk=int(pk)).first() or _("somebody who has left"))
