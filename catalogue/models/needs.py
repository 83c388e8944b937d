"""What a profile looks for and what it can give."""

from datetime import date
from typing import Self

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import AnswerVerdict, Terms, Urgency
from catalogue.models.profile import Membership, Profile
from catalogue.models.taxonomy import NeedKind
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk

OPEN = models.Q(closed_at=None)
OF_PUBLIC_PROFILES = models.Q(profile__live=True, profile__closure="")


def in_a_year(today: date | None = None) -> date:
    """Return the day on which a need of today lapses unless its owner says otherwise."""
    return (today or timezone.localdate()) + relativedelta(months=12)


def last_day() -> date:
    """Return the latest day until which a need may be said to last."""
    return timezone.localdate() + relativedelta(months=24)


class NeedQuerySet(models.QuerySet["Need"]):
    """The queries of needs."""

    def open(self) -> Self:
        """Neither closed nor past their day."""
        return self.filter(OPEN, until__gte=timezone.localdate())

    def meant_for_everybody(self) -> Self:
        """Those that everybody may read once their profile is public."""
        return self.filter(visibility=Visibility.PUBLIC)

    def of_public_profiles(self) -> Self:
        """Those of profiles that everybody sees, whoever sees the needs themselves."""
        return self.filter(OF_PUBLIC_PROFILES)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user`` may read: by their own visibility, always of profiles that are public or the user's."""
        if can_use_desk(user):
            return self
        if not user.is_authenticated:
            return self.filter(OF_PUBLIC_PROFILES, visibility=Visibility.PUBLIC)
        own = Membership.objects.filter(user=user).values("profile_id")
        seen = [Visibility.PUBLIC, Visibility.MEMBERS]
        return self.filter(models.Q(OF_PUBLIC_PROFILES, visibility__in=seen) | models.Q(profile__in=own))


class Wish(models.Model):
    """What needs and offers have in common: whose, of which kind, and a note."""

    kind = models.ForeignKey(NeedKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+")
    note_cs = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.kind)


class Need(Wish):
    """What a profile looks for. Public at once: it is never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="needs")
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency.choices, default=Urgency.THIS_YEAR)
    until = models.DateField(_("until when"), default=in_a_year)
    visibility = models.CharField(
        _("who sees the need"), max_length=8, choices=Visibility.choices, default=Visibility.CURATORS
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    story = models.TextField(_("how it turned out"), max_length=1000, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["kind__group__position", "kind__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "kind"], condition=OPEN, name="open_need_of_a_kind_once"),
            models.CheckConstraint(condition=models.Q(urgency__in=Urgency.values), name="need_urgency_known"),
            models.CheckConstraint(condition=models.Q(visibility__in=Visibility.values), name="need_visibility_known"),
        ]

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def has_lapsed(self) -> bool:
        """Whether its day is over: it stays with its owner, but nobody else sees it and it is not counted."""
        return not self.is_closed and self.until < timezone.localdate()


class Offer(Wish):
    """What a profile can give to others. Public at once: it is never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="offers")
    terms = models.CharField(_("terms"), max_length=8, choices=Terms.choices, default=Terms.AGREED)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["kind__group__position", "kind__position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "kind"], name="offer_of_a_kind_once"),
            models.CheckConstraint(condition=models.Q(terms__in=Terms.values), name="offer_terms_known"),
        ]


class Match(models.Model):
    """What the owner of a need said of one answer to it. ``answer_key`` names the answer for ever."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="matches")
    answer_key = models.CharField(max_length=80)
    title = models.CharField(_("answer"), max_length=200)
    verdict = models.CharField(_("verdict"), max_length=9, choices=AnswerVerdict.choices)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [models.UniqueConstraint(fields=["need", "answer_key"], name="match_judged_once")]

    def __str__(self) -> str:
        return f"{self.need}: {self.title}"
