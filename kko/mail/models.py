"""The outbox: letters recorded in the transaction that causes them and delivered after it commits."""

from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kko.mail.choices import Status


def new_message_id() -> str:
    """Return a fresh Message-ID, in angle brackets, under the domain the letters come from."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid4().hex}@{domain}>"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self) -> "MessageQuerySet":
        """Letters to be sent now, the longest waiting first."""
        return self.filter(status=Status.PENDING, not_before__lte=timezone.now()).order_by("not_before", "pk")

    def claimed_before(self, moment: datetime) -> "MessageQuerySet":
        """Letters some drainer took before ``moment`` and has not reported on since."""
        return self.filter(status=Status.CLAIMED, claimed_at__lt=moment)

    def unsettled(self) -> "MessageQuerySet":
        """Letters a person has to decide about: perhaps sent, or refused for good."""
        return self.filter(status__in=[Status.UNKNOWN, Status.FAILED])

    def addressed_to(self, recipient: str) -> "MessageQuerySet":
        return self.filter(recipient=recipient.strip().lower())


class Message(models.Model):
    """One letter to one recipient. ``period`` says which letter it is, so that it goes out once."""

    recipient = models.EmailField(_("recipient"))
    reply_to = models.EmailField(_("answers go to"), blank=True, default="")
    unsubscribe_url = models.URLField(_("where the letters end"), max_length=500, blank=True, default="")
    period = models.CharField(_("which letter"), max_length=200)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("HTML"))
    language = models.CharField(_("language"), max_length=10, default="cs")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    message_id = models.CharField("Message-ID", max_length=250, default=new_message_id, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(_("taken for sending"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "period"], name="letter_once_per_recipient_and_period"),
            models.UniqueConstraint(fields=["message_id"], name="letter_message_id_once"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="letter_status_known"),
            models.CheckConstraint(condition=~models.Q(period=""), name="letter_period_given"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.CLAIMED) | models.Q(claimed_at__isnull=False),
                name="letter_claimed_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.SENT) | models.Q(sent_at__isnull=False),
                name="letter_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=models.Q(status=Status.PENDING), name="letter_due"),
            models.Index(
                fields=["status", "claimed_at"],
                condition=models.Q(status__in=[Status.CLAIMED, Status.UNKNOWN, Status.FAILED]),
                name="letter_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
