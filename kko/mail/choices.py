"""Where a letter stands on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """From the outbox to the mail server. Nothing leaves ``unknown`` without a look at the facts."""

    PENDING = "pending", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    UNKNOWN = "unknown", _("not known whether sent")
    FAILED = "failed", _("refused")
    CANCELLED = "cancelled", _("cancelled")


class Outcome(models.TextChoices):
    """What a person decides about a letter that is not settled."""

    SENT = "sent", _("it was sent")
    AGAIN = "again", _("send it again")
    CANCEL = "cancel", _("do not send it")
