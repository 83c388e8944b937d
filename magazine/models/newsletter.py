"""The newsletter: who asked for it, and what has gone out."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

UNCONFIRMED_LAST = timedelta(days=7)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> Self:
        """Those whose mailbox has said yes: only they get letters."""
        return self.filter(confirmed_at__isnull=False)

    def stale(self) -> Self:
        """Those that nobody confirmed in a week: the address may be another's."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED_LAST)


class Subscriber(models.Model):
    """An address that gets the newsletter once it is confirmed. Whoever leaves is deleted, not marked.

    ``parts`` are the sections that the reader chose, all where the list is empty. ``key`` stands in the links of
    letters, signed. ``consent_version`` says to which words the reader agreed (``magazine.newsletter``).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="cs")
    parts = models.JSONField(_("sections"), default=list, blank=True)
    consent_version = models.CharField(_("version of the consent"), max_length=10)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(consent_version=""), name="subscriber_agreed_to_known_words"),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="subscriber_language_known",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Issue(models.Model):
    """One issue of the newsletter: the articles published since ``since`` (not it) until ``until``, both UTC."""

    period = models.CharField(_("week"), max_length=10, unique=True)
    since = models.DateTimeField(_("articles since"))
    until = models.DateTimeField(_("articles until"))
    letters = models.PositiveIntegerField(_("letters"), default=0)
    finished_at = models.DateTimeField(_("all letters written"), null=True, blank=True)

    class Meta:
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")
        ordering = ["-until"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="issue_has_a_span"),
        ]

    def __str__(self) -> str:
        return self.period
