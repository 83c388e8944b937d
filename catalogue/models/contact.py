"""What visitors write to a profile, and whom its owner will not hear."""

from typing import Self

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.profile import Profile
from kko.accounts.models import User

_LINK_SALT = "kko.contact.link"


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def delivered(self) -> Self:
        """Those whose sender confirmed the address."""
        return self.filter(confirmed_at__isnull=False)

    def of_token(self, token: str) -> Self:
        """The one that the link in a letter is about; none for a link that is not ours."""
        try:
            return self.delivered().filter(pk=signing.loads(token, salt=_LINK_SALT))
        except signing.BadSignature:
            return self.none()

    def reported(self) -> Self:
        """Those an owner complained about and no curator has settled."""
        return self.filter(reported_at__isnull=False, settled_at=None)


class ContactMessage(models.Model):
    """A message to the owners of a profile. It leaves once its sender has confirmed the address by a code."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="contact_messages")
    name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("your e-mail"))
    text = models.TextField(_("message"), max_length=3000)
    language = models.CharField(max_length=2, default="cs")
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a profile")
        verbose_name_plural = _("messages to profiles")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.email}: {self.profile}"

    @property
    def link_token(self) -> str:
        """What the link in the owner's letter carries, for those who have no account."""
        return signing.dumps(self.pk, salt=_LINK_SALT)


class ContactBlock(models.Model):
    """An address whose messages do not reach a profile any more."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="contact_blocks")
    email = models.EmailField(_("e-mail"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        constraints = [models.UniqueConstraint(fields=["profile", "email"], name="contact_block_once")]

    def __str__(self) -> str:
        return self.email
