"""What a profile has made, what it looks for and what it can give."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from catalogue.models.profile import Profile
from catalogue.models.taxonomy import NeedKind


class PortfolioItem(Orderable):
    """A piece of work. Part of the profile's revisions, so it waits for approval with them."""

    profile = ParentalKey(Profile, on_delete=models.CASCADE, related_name="portfolio")
    title_cs = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    title_de = models.CharField(_("title in German"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    note_cs = models.CharField(_("note"), max_length=200, blank=True)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("piece of work")
        verbose_name_plural = _("portfolio")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title_cs=""), name="portfolio_item_titled"),
            models.CheckConstraint(
                condition=models.Q(year=None) | models.Q(year__range=(1000, 2200)), name="portfolio_year_sane"
            ),
        ]

    def __str__(self) -> str:
        return self.title_cs

    @property
    def title(self) -> tuple[str, str]:
        """The title for the reader's language and the language it is in, as ``(text, code)``."""
        wanted = (get_language() or "cs")[:2]
        own = getattr(self, f"title_{wanted}", "")
        return (own, wanted) if own else (self.title_cs, "cs")


class Wish(models.Model):
    """What needs and offers have in common: whose, of which kind, and a note."""

    kind = models.ForeignKey(NeedKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+")
    note_cs = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.kind)


class Need(Wish):
    """What a profile looks for. Public at once: it is never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="needs")

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["kind__group__position", "kind__position"]
        constraints = [models.UniqueConstraint(fields=["profile", "kind"], name="need_of_a_kind_once")]


class Offer(Wish):
    """What a profile can give to others. Public at once: it is never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="offers")

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["kind__group__position", "kind__position"]
        constraints = [models.UniqueConstraint(fields=["profile", "kind"], name="offer_of_a_kind_once")]
