"""Pages of the magazine: the home page and the plain article."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from kko.covers.addresses import cover_url
from kko.slots import HomeBlock, fillings
from magazine.blocks import FEATURES, ArticleBody


class Multilingual(models.Model):
    """Tells the frame of the page where its translations are."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        translations = Page.objects.translation_of(self, inclusive=True).live().select_related("locale")  # type: ignore[arg-type]
        request.kko_translations = {  # type: ignore[attr-defined]
            page.locale.language_code: page.get_url(request) for page in translations
        }
        return super().get_context(request, *args, **kwargs)  # type: ignore[misc]


class HomePage(Multilingual, Page):  # noqa: DJ008 - Page has it
    """The home page: words of the editors, and blocks that the rooms fill."""

    headline = models.CharField(_("headline"), max_length=80)
    lede = models.CharField(_("lede"), max_length=240, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lede")]
    max_count_per_parent = 3
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["magazine.MagazinePage", "magazine.ContentPage"]
    template = "magazine/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        blocks: list[HomeBlock | None] = [fill(request) for fill in fillings("KKO_HOME_BLOCKS")]
        found = [block for block in blocks if block is not None]
        context["opening"] = [block for block in found if block.opens]
        context["blocks"] = [block for block in found if not block.opens]
        return context


class MagazinePage(Multilingual, Page):  # noqa: DJ008 - Page has it
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


class ContentPage(Multilingual, Page):  # noqa: DJ008 - Page has it
    """A plain page of the site: accessibility statement, privacy, terms, imprint and what editors add."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=FEATURES)
    in_footer = models.BooleanField(_("show in the footer"), default=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body"), FieldPanel("in_footer")]
    parent_page_types = ["magazine.HomePage"]
    subpage_types: list[str] = []
    template = "magazine/content.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class ArticlePage(Multilingual, Page):  # noqa: DJ008 - Page has it
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


@register_setting(icon="doc-full", order=20)
class SiteWords(BaseGenericSetting):
    """Words of the frame that editors keep: the mandatory publicity of the programme in the footer."""

    publicity_cs = RichTextField(_("publicity in Czech"), features=["bold", "link"], blank=True)
    publicity_en = RichTextField(_("publicity in English"), features=["bold", "link"], blank=True)
    publicity_de = RichTextField(_("publicity in German"), features=["bold", "link"], blank=True)

    class Meta:
        verbose_name = _("words of the footer")

    def __str__(self) -> str:
        return "SiteWords"

    def publicity(self, code: str) -> str:
        """Return the publicity in this language, or in Czech where it is missing."""
        return getattr(self, f"publicity_{code}", "") or self.publicity_cs
