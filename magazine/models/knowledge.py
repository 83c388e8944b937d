"""The front of the knowledge library and its case studies."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index

from kko.accounts.choices import Visibility
from kko.accounts.permissions import sees_field
from kko.covers.addresses import cover_url
from kko.search.folding import says_name
from kko.slots import fillings
from kko.writing import Paragraph
from magazine.knowledge_choices import Building, Confidence, Country, Currency, Money
from magazine.models.listing import ReadableQuerySet
from magazine.models.multilingual import Multilingual
from magazine.models.readiness import Ready
from magazine.models.references import Reference
from magazine.models.untranslated import OffersCzech

PROSE = ["bold", "italic", "ol", "ul", "link"]


class KnowledgeTheme(models.Model):
    """A theme of case studies, which editors keep: interim use, rents, participation."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name_cs = models.CharField(_("name in Czech"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    name_de = models.CharField(_("name in German"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme of the library")
        verbose_name_plural = _("themes of the library")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(slug=""), name="knowledgetheme_has_slug")]

    def __str__(self) -> str:
        return getattr(self, f"name_{(get_language() or 'cs')[:2]}", "") or self.name_cs


class KnowledgePage(OffersCzech, Page):
    """The front of the library: case studies with their map and filters, guides, the way to the literature."""

    lede = models.CharField(_("lede"), max_length=240, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede", widget=Paragraph)]
    parent_page_types = ["magazine.HomePage"]
    subpage_types = ["magazine.CaseStudyPage", "magazine.GuidePage"]
    template = "magazine/knowledge/front.html"

    class Meta:
        verbose_name = _("front of the knowledge library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        for fill in fillings("KKO_KNOWLEDGE_CONTEXTS"):
            context |= fill(request, self)
        return context


class CaseStudyQuerySet(ReadableQuerySet):
    def published(self) -> Self:
        return self.live().public()

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def done_in(self, municipality: Any) -> Self:
        """Those of this municipality of the region."""
        return self.filter(municipality=municipality)

    def with_facts(self) -> Self:
        """With what lists, maps and comparisons show."""
        return self.select_related("locale").prefetch_related("themes", "money", "citations__reference")


class CaseStudyPage(Ready, Multilingual, Page):
    """A transformed place: what it was and became, what worked, what went wrong and what we take from it."""

    summary = models.CharField(_("summary"), max_length=300)
    place = models.CharField(_("place"), max_length=80)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    municipality = models.ForeignKey(
        "territory.Municipality", verbose_name=_("municipality of our region"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+", help_text=_("Only where the place lies in the Ústí Region."),
    )  # fmt: skip
    building = models.CharField(_("kind of building"), max_length=12, choices=Building.choices)
    former = models.CharField(_("what it was"), max_length=160)
    current = models.CharField(_("what it became"), max_length=160)
    year_from = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)
    size_m2 = models.PositiveIntegerField(_("size in m²"), null=True, blank=True)
    led_by = models.CharField(_("who led it"), max_length=240, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=0, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    worked = RichTextField(_("what worked"), features=PROSE)
    wrong = RichTextField(_("what went wrong"), features=PROSE, blank=True)
    lesson = RichTextField(_("what we take from it"), features=PROSE)
    themes = ParentalManyToManyField(KnowledgeTheme, verbose_name=_("themes"), blank=True, related_name="studies")
    facts_year = models.PositiveSmallIntegerField(_("year of the data"))
    confidence = models.CharField(
        _("how sure we are"), max_length=8, choices=Confidence.choices, default=Confidence.VERIFIED
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = PageManager.from_queryset(CaseStudyQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", widget=Paragraph),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("municipality"),
            ],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("building"),
                FieldPanel("former"),
                FieldPanel("current"),
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to"), FieldPanel("size_m2")]),
                FieldPanel("led_by"),
                FieldRowPanel([FieldPanel("cost"), FieldPanel("currency")]),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("money", heading=_("Sources of money"), label=_("Source of money")),
        FieldPanel("worked"),
        FieldPanel("wrong"),
        FieldPanel("lesson"),
        FieldPanel("themes"),
        InlinePanel("talks", heading=_("People we talked to"), label=_("Person")),
        InlinePanel("citations", heading=_("Sources"), label=_("Source")),
        FieldRowPanel([FieldPanel("facts_year"), FieldPanel("confidence")]),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("place")]
    parent_page_types = ["magazine.KnowledgePage"]
    subpage_types: list[str] = []
    template = "magazine/knowledge/study.html"

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        for fill in fillings("KKO_KNOWLEDGE_CONTEXTS"):
            context |= fill(request, self)
        return context

    def clean(self) -> None:
        """A cost has its currency, years are in order, a point is whole."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.cost is not None and not self.currency:
            wrong["currency"] = _("Say in which currency the cost is.")
        if self.year_from and self.year_to and self.year_to < self.year_from:
            wrong["year_to"] = _("The end comes before the beginning.")
        if (self.latitude is None) != (self.longitude is None):
            wrong["longitude"] = _("A point needs both numbers, or neither.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def years(self) -> str:
        """The years as one text: "2001–2009", "from 2001", "until 2009", or nothing."""
        if self.year_from and self.year_to:
            return f"{self.year_from}–{self.year_to}" if self.year_from != self.year_to else str(self.year_to)
        if self.year_from:
            return gettext("from %(year)s") % {"year": self.year_from}
        return gettext("until %(year)s") % {"year": self.year_to} if self.year_to else ""

    @property
    def where(self) -> str:
        return f"{self.place}, {self.get_country_display()}"

    @property
    def size(self) -> str:
        """The size as people of this language read it, with its unit, or nothing."""
        return f"{number_format(self.size_m2, use_l10n=True, force_grouping=True)}\u00a0m²" if self.size_m2 else ""

    @property
    def price(self) -> str:
        """The cost with its currency, or nothing."""
        if self.cost is None:
            return ""
        return f"{number_format(self.cost, use_l10n=True, force_grouping=True)}\u00a0{self.get_currency_display()}"

    @property
    def money_text(self) -> str:
        """The sources of the money as one line."""
        return "; ".join(str(source) for source in self.money.all())

    @property
    def cover_url(self) -> str:
        """The pattern cover; translations share it."""
        return cover_url(str(self.translation_key), str(self.building))

    @property
    def share_image_url(self) -> str:
        return cover_url(str(self.translation_key), str(self.building), kind="png")


class StudyMoney(models.Model):
    """One source of the money, with its share where it is known."""

    study = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="money")
    source = models.CharField(_("source of money"), max_length=10, choices=Money.choices)
    note = models.CharField(_("share or name"), max_length=120, blank=True)

    panels = [FieldRowPanel([FieldPanel("source"), FieldPanel("note")])]

    class Meta:
        verbose_name = _("source of money")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_source_display()} ({self.note})" if self.note else str(self.get_source_display())


class StudyTalkQuerySet(models.QuerySet["StudyTalk"]):
    def naming(self, names: Iterable[str]) -> Self:
        """Those with somebody of one of these names, whole, whatever the marks, the order and the titles."""
        wanted = list(names)
        said = self.values_list("pk", "person")
        return self.filter(pk__in=[pk for pk, person in said if any(says_name(person, name) for name in wanted)])


class StudyTalk(models.Model):
    """Somebody we talked to. Without their consent nobody reads of it but who works on the library."""

    study = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="talks")
    person = models.CharField(_("name and role"), max_length=160)
    talked_on = models.DateField(_("when"))
    has_consented = models.BooleanField(_("agrees to be named"), default=False)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.CURATORS
    )

    objects = StudyTalkQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("talked_on")]),
        FieldRowPanel([FieldPanel("has_consented"), FieldPanel("visibility")]),
    ]

    class Meta:
        verbose_name = _("person we talked to")
        ordering = ["talked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_consented=True) | models.Q(visibility=Visibility.CURATORS),
                name="studytalk_shown_with_consent",
            )
        ]

    def __str__(self) -> str:
        return self.person

    def clean(self) -> None:
        super().clean()
        if self.visibility != Visibility.CURATORS and not self.has_consented:
            raise ValidationError({"visibility": _("Others may see it only once the person agrees.")})

    def is_shown_to(self, user: Any) -> bool:
        """Consent first, then the visibility that was agreed; curators see all."""
        visibility = self.visibility if self.has_consented else Visibility.CURATORS
        return sees_field(user, visibility)


class StudyCitation(models.Model):
    """A source of a case study: an entry of the literature, and where in it."""

    study = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="citations")
    reference = models.ForeignKey(
        Reference, verbose_name=_("reference"), on_delete=models.PROTECT, related_name="study_citations"
    )
    where = models.CharField(_("where in it"), max_length=60, blank=True, help_text=_("Pages or a chapter."))

    panels = [FieldPanel("reference"), FieldPanel("where")]

    class Meta:
        verbose_name = _("source")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.reference)
