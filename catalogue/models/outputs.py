"""What projects left to use again, who used it since, and what visitors tell the curators of both."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Language, OutputKind, OutputLicence, TipKind, TipVerdict
from catalogue.models.profile import Profile, WebField
from catalogue.models.projects import (
    OUTPUT_PALETTE,
    SETTLED_KEPT,
    UNSETTLED_KEPT,
    YEARS,
    Project,
    Tongues,
    labels_of,
    sane_year,
)
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.covers.addresses import cover_url
from kko.moderation.models import Publishable, PublishableQuerySet
from kko.search.folding import sort_key
from kko.search.models import SortKeyField

OF_PUBLIC_PROJECTS = models.Q(project__live=True, project__closure="")
LICENCE_DEEDS = {
    OutputLicence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    OutputLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    OutputLicence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    OutputLicence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    OutputLicence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    OutputLicence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    OutputLicence.CC_BY_NC_ND: "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    OutputLicence.ODBL: "https://opendatacommons.org/licenses/odbl/1-0/",
    OutputLicence.MIT: "https://opensource.org/license/mit",
    OutputLicence.EUPL: "https://eupl.eu/1.2/",
}


class OutputQuerySet(PublishableQuerySet):
    """The queries of outputs: one is public with its project only."""

    def published(self) -> Self:
        return super().published().filter(OF_PUBLIC_PROJECTS)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The published ones of public projects; for curators all."""
        return self if can_use_desk(user) else self.published()

    def newest_first(self) -> Self:
        return self.order_by("-made_in", "sort_key", "pk")


class Output(Tongues, Publishable):
    """Something that others can use again: a file of ours or a link, with its licence."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=11, choices=OutputKind.choices)
    title_cs = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_de = models.CharField(_("title in German"), max_length=160, blank=True)
    sort_key = SortKeyField(max_length=500, editable=False)
    summary_cs = models.TextField(_("what it is good for"), max_length=600, blank=True)
    summary_en = models.TextField(_("what it is good for, in English"), max_length=600, blank=True)
    summary_de = models.TextField(_("what it is good for, in German"), max_length=600, blank=True)
    made_in = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    url = WebField(_("link"), blank=True, help_text=_("Where it is to be had, if not as a file here."))
    licence = models.CharField(_("licence"), max_length=16, choices=OutputLicence.choices, default=OutputLicence.ASK)
    languages = models.JSONField(_("languages"), default=list, blank=True)

    objects = OutputQuerySet.as_manager()
    preview_modes: list = []  # it has no page of its own

    class Meta:
        verbose_name = _("output of a project")
        verbose_name_plural = _("outputs of projects")
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(title_cs="") | models.Q(live=False), name="output_titled"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OutputKind.values) | models.Q(live=False), name="output_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(licence__in=OutputLicence.values), name="output_licence_known"),
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(document__isnull=False) | ~models.Q(url=""),
                name="output_can_be_had",
            ),
            models.CheckConstraint(condition=sane_year("made_in"), name="output_year_sane"),
        ]

    def __str__(self) -> str:
        return self.title_cs

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.title_cs)[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return its place on the page of its project."""
        return f"{self.project.get_absolute_url()}#vystup-{self.pk}"

    def get_edit_url(self) -> str:
        return reverse(self.snippet_viewset.get_url_name("edit"), args=[self.pk])

    def owners(self) -> list[User]:
        """Nobody: curators keep outputs, others send tips."""
        return []

    @property
    def title(self) -> tuple[str, str]:
        """The title for the reader's language and the language it is in."""
        return self.in_language("title")

    @property
    def summary(self) -> tuple[str, str]:
        return self.in_language("summary")

    @property
    def address(self) -> str:
        """Where it is to be had: our file first, else the link."""
        return self.document.url if self.document_id and self.document else self.url

    @property
    def deed_url(self) -> str:
        """The address of the licence's text, or nothing where there is none."""
        known = self.licence in OutputLicence.values
        return LICENCE_DEEDS.get(OutputLicence(self.licence), "") if known else ""

    @property
    def language_labels(self) -> list[str]:
        return labels_of(Language, self.languages)

    @property
    def cover_url(self) -> str:
        return cover_url(f"vystup-{self.pk or 0}", OUTPUT_PALETTE)


class OutputUse(models.Model):
    """Who used an output since, and what they say. Curators enter it; never part of a revision.

    It goes with the profile, whose name it says.
    """

    output = models.ForeignKey(Output, verbose_name=_("output"), on_delete=models.CASCADE, related_name="uses")
    who = models.CharField(_("who used it"), max_length=160)
    profile = models.ForeignKey(
        Profile, verbose_name=_("their profile"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    text = models.TextField(_("what they say"), max_length=1000, blank=True)
    language = models.CharField(
        _("in which language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    class Meta:
        verbose_name = _("use of an output")
        verbose_name_plural = _("uses of outputs")
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(who=""), name="output_use_says_who"),
            models.CheckConstraint(condition=sane_year("year"), name="output_use_year_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.output}"


class ProjectTipQuerySet(models.QuerySet["ProjectTip"]):
    def open(self) -> Self:
        return self.filter(settled_at=None)

    def to_forget(self, now: datetime) -> Self:
        """Those that were settled half a year ago, and those that nobody has settled for a year and a half."""
        settled = models.Q(settled_at__lt=now - SETTLED_KEPT)
        return self.filter(settled | models.Q(settled_at=None, created_at__lt=now - UNSETTLED_KEPT))


class ProjectTip(models.Model):
    """What a visitor tells the curators without an account: a project that is missing, something to add, a use."""

    kind = models.CharField(_("about"), max_length=8, choices=TipKind.choices)
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, null=True, blank=True, related_name="tips"
    )
    output = models.ForeignKey(
        Output, verbose_name=_("output"), on_delete=models.CASCADE, null=True, blank=True, related_name="tips"
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    link = WebField(_("link"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    email = models.EmailField(_("e-mail for an answer"), blank=True)
    language = models.CharField(max_length=2, default="cs", editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=TipVerdict.choices, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)

    objects = ProjectTipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip about a project")
        verbose_name_plural = _("tips about projects")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="project_tip_says_something"),
            models.CheckConstraint(
                condition=models.Q(kind=TipKind.PROJECT, output=None)
                | models.Q(kind=TipKind.ADDITION, project__isnull=False, output=None)
                | models.Q(kind=TipKind.USE, output__isnull=False),
                name="project_tip_about_its_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, verdict="")
                | models.Q(settled_at__isnull=False, verdict__in=TipVerdict.values),
                name="project_tip_settled_with_verdict",
            ),
        ]

    def __str__(self) -> str:
        return self.title
