"""How a profile is kept: its links, its old addresses, who is invited to it and who claims it."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import MembershipRole
from catalogue.models.profile import Profile, WebField
from kko.accounts.models import User


class ProfileLink(models.Model):
    """A profile elsewhere. Public at once: it is never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="links")
    url = WebField(_("address"))
    label = models.CharField(_("name of the link"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["profile", "url"], name="profile_link_once")]

    def __str__(self) -> str:
        return self.label or self.url


class OldAddress(models.Model):
    """An address that a profile had before, or that a profile merged into it had; it redirects."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="old_addresses")
    since = models.DateTimeField(default=timezone.now, editable=False)
    # Articles show profiles by their numbers; nothing else still knows the number of one that was merged.
    gone_id = models.PositiveBigIntegerField(_("number of the merged profile"), null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.slug


INVITATION_LASTS = timedelta(days=14)
_INVITATION_SALT = "catalogue.invitation"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Neither taken up nor withdrawn."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def by_token(self, token: str) -> "Invitation | None":
        """The invitation whose link holds ``token``, whatever became of it; ``None`` for a token that is none."""
        try:
            found = signing.loads(token, salt=_INVITATION_SALT)
        except signing.BadSignature:
            return None
        return self.select_related("profile", "invited_by").filter(pk=found).first()


class Invitation(models.Model):
    """Somebody is asked by e-mail to look after a profile with its owner."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=8, choices=MembershipRole.choices, default=MembershipRole.EDITOR)
    invited_by = models.ForeignKey(
        User, verbose_name=_("invited by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("letter sent"), default=timezone.now, editable=False)
    letters = models.PositiveSmallIntegerField(_("letters"), default=1, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.profile}"

    @property
    def token(self) -> str:
        """What the link of the letter holds; its age is judged by ``sent_at``, so a new letter renews it."""
        return signing.dumps(self.pk, salt=_INVITATION_SALT)

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_expired(self) -> bool:
        """Whether its last letter is too old to be taken up."""
        return self.sent_at < timezone.now() - INVITATION_LASTS


class ClaimQuerySet(models.QuerySet["Claim"]):
    def open(self) -> Self:
        """Those that no curator has settled."""
        return self.filter(settled_at=None)


class Claim(models.Model):
    """ "This profile is about me": a member asks to take over a profile that curators entered."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    reason = models.TextField(_("how we can tell that it is yours"), max_length=1000)
    created_at = models.DateTimeField(_("claimed"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    granted = models.BooleanField(_("granted"), default=False)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "user"], condition=models.Q(settled_at=None), name="claim_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.profile}"
