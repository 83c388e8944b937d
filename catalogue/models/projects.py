"""What was done in the region for the creative industries."""

from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from catalogue.choices import Money, ProjectState, TargetGroup
from catalogue.models.profile import Profile, WebField
from kko.accounts.models import User
from kko.covers.addresses import cover_url
from kko.moderation.models import Publishable, PublishableQuerySet, Sourced
from kko.search.folding import sort_key
from kko.search.models import SortKeyField
from kko.territory.models import Municipality

# Words of addresses that stand beside those of projects, in the three languages.
RESERVED_PROJECT_SLUGS = frozenset(
    {"vystupy", "outputs", "ergebnisse", "tip", "tipp", "projekty", "projects", "projekte"}
)
FIRST_YEAR, LAST_YEAR = 1900, 2200
# The colours of covers of projects and of what they left; see kko.covers.palettes.
PROJECT_PALETTE, OUTPUT_PALETTE = "vyhen", "cibulak"
SETTLED_KEPT = relativedelta(months=6)
UNSETTLED_KEPT = relativedelta(months=18)
YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


def sane_year(name: str) -> models.Q:
    """Return the condition that a year is one in which such things happen, or none."""
    return models.Q(**{name: None}) | models.Q(**{f"{name}__range": (FIRST_YEAR, LAST_YEAR)})


class Tongues(models.Model):
    """Texts in Czech with English and German beside them, in columns of their own (see docs/decisions.md, 3)."""

    class Meta:
        abstract = True

    def in_language(self, field: str) -> tuple[str, str]:
        """Return a text for the reader and the language it is in; what is not translated comes in Czech first."""
        wanted = (get_language() or settings.LANGUAGE_CODE)[:2]
        for code in dict.fromkeys([wanted, "cs", "en", "de"]):
            if value := getattr(self, f"{field}_{code}", ""):
                return value, code
        return "", wanted

    def in_all_languages(self, field: str) -> list[str]:
        return [getattr(self, f"{field}_{code}") for code in ("cs", "en", "de")]


class ProjectQuerySet(PublishableQuerySet):
    """The queries of projects."""

    def of_profile(self, profile: Profile) -> Self:
        """Those that the profile led or took part in."""
        return self.filter(models.Q(lead=profile) | models.Q(partners__profile=profile)).distinct()

    def newest_first(self) -> Self:
        return self.order_by("-starts_in", "sort_key", "pk")

    def free_slug(self, name: str) -> str:
        """Return an address for ``name`` that no project has yet."""
        base = slugify(name)[:100].strip("-") or "projekt"
        taken = set(self.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_PROJECT_SLUGS
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return slug


class Project(Tongues, Sourced, Publishable):
    """A project for the creative industries of the region. Curators keep it; its row is what the public sees."""

    name_cs = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    name_de = models.CharField(_("name in German"), max_length=160, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    sort_key = SortKeyField(max_length=500, editable=False)
    summary_cs = models.CharField(_("one-line summary"), max_length=200, blank=True)
    summary_en = models.CharField(_("one-line summary in English"), max_length=200, blank=True)
    summary_de = models.CharField(_("one-line summary in German"), max_length=200, blank=True)
    aim_cs = models.TextField(_("aim and what was done"), max_length=5000, blank=True)
    aim_en = models.TextField(_("aim and what was done, in English"), max_length=5000, blank=True)
    aim_de = models.TextField(_("aim and what was done, in German"), max_length=5000, blank=True)
    lessons_cs = models.TextField(_("what we take from it"), max_length=3000, blank=True)
    lessons_en = models.TextField(_("what we take from it, in English"), max_length=3000, blank=True)
    lessons_de = models.TextField(_("what we take from it, in German"), max_length=3000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ProjectState.choices, default=ProjectState.RUNNING)
    starts_in = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    ends_in = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    lead = models.ForeignKey(
        Profile, verbose_name=_("who led it"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lead_name = models.CharField(
        _("who led it, by name"), max_length=200, blank=True, help_text=_("Where there is no profile in the catalogue.")
    )
    municipalities = ParentalManyToManyField(
        Municipality,
        verbose_name=_("municipalities"),
        blank=True,
        related_name="+",
        help_text=_("None means the whole region."),
    )
    target_groups = models.JSONField(_("for whom"), default=list, blank=True)
    budget_czk = models.DecimalField(
        _("budget in CZK"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    money = models.JSONField(_("whose money"), default=list, blank=True)
    money_note = models.CharField(_("source of money in words"), max_length=300, blank=True)
    web = WebField(_("web"), blank=True)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(name_cs="") | models.Q(live=False), name="project_named"),
            models.CheckConstraint(condition=models.Q(state__in=ProjectState.values), name="project_state_known"),
            models.CheckConstraint(condition=sane_year("starts_in") & sane_year("ends_in"), name="project_years_sane"),
            models.CheckConstraint(
                condition=models.Q(ends_in=None)
                | models.Q(starts_in=None)
                | models.Q(ends_in__gte=models.F("starts_in")),
                name="project_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(budget_czk=None) | models.Q(budget_czk__gte=0), name="project_budget_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name_cs

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key true to the name; a new project gets its address."""
        self.sort_key = sort_key(self.name_cs)[:500]
        if not self.slug:
            self.slug = Project.objects.free_slug(self.name_cs)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:project", args=[self.slug])

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the revision as an object; address and provenance stay as the row has them."""
        restored = super().with_content_json(content)
        restored.slug, restored.provenance = self.slug, self.provenance
        return restored

    def get_edit_url(self) -> str:
        return reverse(self.snippet_viewset.get_url_name("edit"), args=[self.pk])

    def owners(self) -> list[User]:
        """Nobody: curators keep projects, others send tips."""
        return []

    def get_preview_template(self, request, mode_name: str) -> str:
        return "catalogue/project.html"

    def get_preview_context(self, request, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "project": self, "preview": True}

    @property
    def name(self) -> tuple[str, str]:
        """The name for the reader's language and the language it is in."""
        return self.in_language("name")

    @property
    def summary(self) -> tuple[str, str]:
        return self.in_language("summary")

    @property
    def aim(self) -> tuple[str, str]:
        return self.in_language("aim")

    @property
    def lessons(self) -> tuple[str, str]:
        return self.in_language("lessons")

    @property
    def years(self) -> str:
        """The years as one text: "2021–2023", "from 2024" while it runs, "until 2023", or nothing."""
        first, last = self.starts_in, self.ends_in
        if first and last:
            return str(first) if first == last else f"{first}–{last}"
        if first:
            return gettext("from %(year)s") % {"year": first}
        return gettext("until %(year)s") % {"year": last} if last else ""

    @property
    def cover_url(self) -> str:
        """The address of the pattern that stands for the project where it has no picture."""
        return cover_url(self.slug, PROJECT_PALETTE)

    @property
    def lead_shown(self) -> tuple[str, str]:
        """Name and address of who led it; the profile only where everybody sees it, else the name written here."""
        return shown_as(self.lead, self.lead_name)

    @property
    def partners_shown(self) -> list[tuple[str, str]]:
        """Names and addresses (may be empty) of those who took part, in their order."""
        pairs = [shown_as(one.profile, one.name) for one in self.partners.all()]
        return [pair for pair in pairs if pair[0]]

    @property
    def target_group_labels(self) -> list[str]:
        return labels_of(TargetGroup, self.target_groups)

    @property
    def money_labels(self) -> list[str]:
        return labels_of(Money, self.money)


def shown_as(profile: Profile | None, name: str) -> tuple[str, str]:
    """Return name and address of a profile that everybody sees, else the written name without an address."""
    if profile is not None and profile.live and not profile.closure:
        return profile.name, profile.get_absolute_url()
    return name, ""


def labels_of(kinds: type[models.TextChoices], chosen: list[str]) -> list[str]:
    """Return the words for the chosen values, in the order of their enumeration."""
    return [str(kind.label) for kind in kinds if kind.value in chosen]


class Partner(Orderable):
    """Who took part in a project: a profile, or a name where there is none. Goes with the profile."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="partners")
    profile = models.ForeignKey(
        Profile, verbose_name=_("profile"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name, where there is no profile"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(condition=models.Q(profile__isnull=False) | ~models.Q(name=""), name="partner_named")
        ]

    def __str__(self) -> str:
        return str(self.profile) if self.profile else self.name


class ProjectResult(Tongues, Orderable):
    """A result in numbers: 12 workshops, 3 400 visitors, 850 m²."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="results")
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=30, blank=True, help_text=_("Such as m² or %; often none."))
    label_cs = models.CharField(_("of what"), max_length=120)
    label_en = models.CharField(_("of what, in English"), max_length=120, blank=True)
    label_de = models.CharField(_("of what, in German"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("result in numbers")
        verbose_name_plural = _("results in numbers")
        constraints = [models.CheckConstraint(condition=~models.Q(label_cs=""), name="project_result_says_of_what")]

    def __str__(self) -> str:
        return f"{self.number} {self.label_cs}"

    @property
    def label(self) -> tuple[str, str]:
        return self.in_language("label")
