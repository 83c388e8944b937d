"""An article and what stands around it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from kko.covers.addresses import cover_url
from kko.writing import Paragraph
from magazine.blocks import ArticleBody, BlockField, Corrections, Places, Sources, Subjects
from magazine.choices import Kind, Section
from magazine.models.listing import ArticleQuerySet, UnderMagazine
from magazine.models.readiness import Ready, ReadyForm
from magazine.models.surroundings import allow_players, around
from magazine.models.topics import AuthorPage, SeriesPage, TopicPage


class ArticleForm(ReadyForm):
    """Offers topics, authors and series in the language of the article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = kwargs.get("parent_page")
        locale_id = self.instance.locale_id or (parent.locale_id if parent else None)
        for name in ("topics", "author", "series"):
            if name in self.fields and locale_id:
                field = self.fields[name]
                field.queryset = field.queryset.filter(locale_id=locale_id).order_by("title")


class ArticlePage(Ready, UnderMagazine):
    """An article: headline (the title), summary, day, author, body, and what it is about."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    section = models.CharField(_("section"), max_length=8, choices=Section.choices, default=Section.REGION)
    summary = models.CharField(_("summary"), max_length=300)
    published_on = models.DateField(_("day of publication"), default=timezone.localdate)
    author = models.ForeignKey(
        AuthorPage, verbose_name=_("author"), on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    byline = models.CharField(
        _("author in words"),
        max_length=120,
        blank=True,
        help_text=_("For guests who have no page of their own here."),
    )
    picture = models.ForeignKey(
        "media.KkoImage", verbose_name=_("picture"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = BlockField(ArticleBody(), verbose_name=_("text"), blank=True)
    sources = BlockField(
        Sources(),
        verbose_name=_("sources and notes"),
        blank=True,
        help_text=_("Numbered as they stand; [1] in the text leads to the first."),
    )
    corrections = BlockField(Corrections(), verbose_name=_("corrections"), blank=True)
    topics = ParentalManyToManyField(TopicPage, verbose_name=_("topics"), blank=True, related_name="articles")
    series = models.ForeignKey(
        SeriesPage, verbose_name=_("series"), on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    subjects = BlockField(
        Subjects(),
        verbose_name=_("about whom and what"),
        blank=True,
        help_text=_("The article will stand on their pages, as it does with those whose card is in the text."),
    )
    places = BlockField(Places(), verbose_name=_("municipalities"), blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *UnderMagazine.content_panels,
        FieldPanel("summary", widget=Paragraph),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("section"), FieldPanel("published_on")]),
        FieldRowPanel([FieldPanel("author"), FieldPanel("byline")]),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("corrections"),
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("series"),
                FieldPanel("subjects"),
                FieldPanel("places"),
            ],
            heading=_("What it is about"),
        ),
    ]
    base_form_class = ArticleForm
    search_fields = [*UnderMagazine.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["magazine.MagazinePage"]
    subpage_types: list[str] = []
    template = "magazine/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="article_kind_known"),
            models.CheckConstraint(condition=models.Q(section__in=Section.values), name="article_section_known"),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return allow_players(super().serve(request, *args, **kwargs), self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        surroundings = around(self, request)  # says the translations to the request
        return {**super().get_context(request, *args, **kwargs), **surroundings}

    def clean(self) -> None:
        super().clean()
        if self.series and self.locale_id and self.series.locale_id != self.locale_id:
            raise ValidationError({"series": gettext("The series is in another language.")})

    @property
    def author_name(self) -> str:
        """Who wrote it, in words."""
        return self.author.title if self.author else self.byline

    @property
    def changed_on(self) -> Any:
        """The day of the last change, if it is another than that of the first publication; else ``None``."""
        if not (self.last_published_at and self.first_published_at):
            return None
        first, last = timezone.localdate(self.first_published_at), timezone.localdate(self.last_published_at)
        return last if last > max(first, self.published_on) else None

    @property
    def cover_url(self) -> str:
        """The pattern cover of an article without a picture; translations share it."""
        return cover_url(str(self.translation_key), str(self.translation_key))

    @property
    def share_image_url(self) -> str:
        """The same pattern as PNG, for cards of social networks."""
        return cover_url(str(self.translation_key), str(self.translation_key), kind="png")
