"""The region: its districts, its municipalities with extended powers (ORP) and its municipalities."""

import unicodedata
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kko.search.folding import sort_key
from kko.search.models import SortKeyField


def fold(name: str) -> str:
    """Return ``name`` for comparison: no diacritics, no case, hyphens and runs of blanks as one blank."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(" " if char in "-‐‑–—" else char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


class NamedPlace(models.Model):
    """What every part of the territory has: an official code and its names."""

    code = models.CharField(_("code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_de = models.CharField(_("historical German name"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class District(NamedPlace):
    """A district (okres); ``code`` is its LAU 1 code, such as ``CZ0421``."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="district_named")]


class Orp(NamedPlace):
    """The territory of a municipality with extended powers; ``code`` is that of ČSÚ, such as ``4202``."""

    district = models.ForeignKey(District, verbose_name=_("district"), on_delete=models.PROTECT, related_name="orps")

    class Meta:
        verbose_name = _("municipality with extended powers")
        verbose_name_plural = _("municipalities with extended powers")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="orp_named")]


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def called(self, name: str) -> "MunicipalityQuerySet":
        """Those of this name, whatever its diacritics and case."""
        return self.filter(name_folded=fold(name))

    def with_territory(self) -> "MunicipalityQuerySet":
        return self.select_related("district", "orp")


class Municipality(NamedPlace):
    """A municipality (obec); ``code`` is its code in RÚIAN (ZÚJ). Its point is public."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_folded = models.CharField(max_length=60, db_index=True, editable=False)
    sort_key = SortKeyField(max_length=200, editable=False, default="")
    district = models.ForeignKey(
        District, verbose_name=_("district"), on_delete=models.PROTECT, related_name="municipalities"
    )
    orp = models.ForeignKey(
        Orp,
        verbose_name=_("municipality with extended powers"),
        on_delete=models.PROTECT,
        related_name="municipalities",
    )
    latitude = models.FloatField(_("latitude"), help_text=_("degrees, WGS 84"))
    longitude = models.FloatField(_("longitude"), help_text=_("degrees, WGS 84"))
    population = models.PositiveIntegerField(_("population"))
    population_year = models.PositiveSmallIntegerField(_("year of the population"))
    area_km2 = models.DecimalField(_("area in km²"), max_digits=7, decimal_places=2)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="municipality_named"),
            models.CheckConstraint(condition=~models.Q(name_folded=""), name="municipality_name_folded"),
            models.CheckConstraint(condition=models.Q(area_km2__gt=0), name="municipality_area_positive"),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="municipality_point_on_earth",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name and the sort key true to the name."""
        self.name_folded = fold(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)
