"""What a profile has made."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from catalogue.models.profile import Profile, WebField

MAX_PIECES = 12


class PortfolioItem(Orderable):
    """A piece of work. Part of the profile's revisions, so it waits for approval with them.

    ``key`` names it in every revision: one that was never published has no row, and so no other name.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
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
    media_url = WebField(_("video or sound elsewhere"), blank=True)

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
