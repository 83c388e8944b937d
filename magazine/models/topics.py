"""Topics, authors and series: what gathers articles."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from kko.covers.addresses import cover_url
from kko.writing import Paragraph
from magazine.blocks.texts import WORDS
from magazine.models.listing import ArticleQuerySet, ListsArticles
from magazine.shelf import card_kinds


class TopicPage(ListsArticles):
    """A topic that articles share, whatever their section and kind."""

    is_series = False

    lede = models.CharField(_("lede"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    content_panels = [*ListsArticles.content_panels, FieldPanel("lede", widget=Paragraph)]
    parent_page_types = ["magazine.MagazinePage"]
    subpage_types: list[str] = []
    template = "magazine/topic.html"

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def listed(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        return articles.about(self.translation_key)


class AuthorPage(ListsArticles):
    """Somebody who writes; may have a profile in the catalogue."""

    role = models.CharField(_("what they do"), max_length=160, blank=True)
    about = RichTextField(_("about the author"), features=WORDS, blank=True)
    portrait = models.ForeignKey(
        "media.KkoImage", verbose_name=_("portrait"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    profile = models.ForeignKey(
        "catalogue.Profile",
        verbose_name=_("profile in the catalogue"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author_pages",
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    content_panels = [
        *ListsArticles.content_panels,
        FieldPanel("role"),
        FieldPanel("about"),
        FieldPanel("portrait"),
        FieldPanel("profile"),
    ]
    parent_page_types = ["magazine.MagazinePage"]
    subpage_types: list[str] = []
    template = "magazine/author.html"

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def listed(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        return articles.filter(author__translation_key=self.translation_key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        kind = card_kinds().get("profile")
        cards = kind.cards([self.profile_id]) if kind and self.profile_id else {}
        return {**context, "profile_card": cards.get(self.profile_id)}

    @property
    def cover_url(self) -> str:
        """The pattern in place of a portrait."""
        return cover_url(str(self.translation_key), str(self.translation_key))


class SeriesPage(ListsArticles):
    """Articles that belong together and are read one after another, in the order of their days."""

    is_series = True

    lede = models.CharField(_("lede"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    content_panels = [*ListsArticles.content_panels, FieldPanel("lede", widget=Paragraph)]
    parent_page_types = ["magazine.MagazinePage"]
    subpage_types: list[str] = []
    template = "magazine/topic.html"

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def listed(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        return articles.filter(series__translation_key=self.translation_key)
