"""Sectors and disciplines of the cultural and creative industries, and what their people need and offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.Model):
    """One of the 13 sectors; ``idu_sector`` ties it to the mapping of the Arts and Theatre Institute."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    tri_sector = models.CharField(_("tri-sectoral model"), max_length=20, blank=True)
    idu_sector = models.CharField(_("sector of the national mapping"), max_length=80, blank=True)
    unesco_fcs = models.CharField(_("UNESCO domain"), max_length=20, blank=True)
    de_teilmarkt = models.CharField(_("German sub-market"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class DisciplineQuerySet(models.QuerySet["Discipline"]):
    def in_order(self) -> "DisciplineQuerySet":
        return self.select_related("sector").order_by("sector__position", "position")


class Discipline(models.Model):
    """What somebody does; aliases are words by which people look for it."""

    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="disciplines")
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    aliases = models.TextField(
        _("other words for search"), blank=True, help_text=_("One word or phrase on a line, in Czech.")
    )
    nace_rev2 = models.CharField(_("CZ-NACE (Rev. 2)"), max_length=60, blank=True)
    nace_rev21 = models.CharField(_("NACE Rev. 2.1"), max_length=60, blank=True)
    voucher_area = models.CharField(_("area of the creative voucher"), max_length=80, blank=True)

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        ordering = ["sector__position", "position"]

    def __str__(self) -> str:
        return self.name

    @property
    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]


class NeedGroup(models.Model):
    """A dimension of needs: spaces, finance, education and others."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("group of needs")
        verbose_name_plural = _("groups of needs")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class NeedKind(models.Model):
    """One kind of need; the same list serves "seeks" and "offers", so that they match."""

    group = models.ForeignKey(NeedGroup, verbose_name=_("group"), on_delete=models.PROTECT, related_name="kinds")
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of need")
        verbose_name_plural = _("kinds of needs")
        ordering = ["group__position", "position"]

    def __str__(self) -> str:
        return self.name
