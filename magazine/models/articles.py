"""The front of the magazine and its articles."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from kko.covers.addresses import cover_url
from magazine.blocks import ArticleBody
from magazine.models.multilingual import Multilingual


class MagazinePage(Multilingual, Page):
    """The front of the magazine: its articles, the newest first."""

    lede = models.CharField(_("lede"), max_length=240, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["magazine.HomePage"]
    subpage_types = ["magazine.ArticlePage"]
    template = "magazine/front.html"

    class Meta:
        verbose_name = _("front of the magazine")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().order_by("-published_on", "-pk")
        context["articles"] = articles.select_related("picture")[:50]
        return context


class ArticlePage(Multilingual, Page):
    """An article: headline (the title), summary, day, author and body."""

    summary = models.CharField(_("summary"), max_length=300)
    published_on = models.DateField(_("day of publication"))
    byline = models.CharField(_("author"), max_length=120, blank=True)
    picture = models.ForeignKey(
        "media.KkoImage", verbose_name=_("picture"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("published_on"),
        FieldPanel("byline"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["magazine.MagazinePage"]
    subpage_types: list[str] = []
    template = "magazine/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def cover_url(self) -> str:
        """The pattern cover of an article without a picture; translations share it."""
        return cover_url(str(self.translation_key), str(self.translation_key))

    @property
    def share_image_url(self) -> str:
        """The same pattern as PNG, for cards of social networks."""
        return cover_url(str(self.translation_key), str(self.translation_key), kind="png")
