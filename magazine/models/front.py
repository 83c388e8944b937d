"""The front of the magazine, its sections and kinds."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from kko.writing import Paragraph
from magazine.choices import WORDS, Kind, Section, word_of
from magazine.models.articles import ArticlePage
from magazine.models.listing import IN_A_SECTION, everybodys, paginated, pictures_for
from magazine.models.multilingual import tell_translations
from magazine.models.topics import TopicPage
from magazine.models.untranslated import OffersCzech

LEADING = 5  # the lead and four beside it


class MagazinePage(OffersCzech, Page):
    """The front of the magazine: a lead article, the newest, sections; and lists of each section and kind."""

    lede = models.CharField(_("lede"), max_length=240, blank=True)
    lead = models.ForeignKey(
        ArticlePage,
        verbose_name=_("lead article"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Stands first in large letters; without a choice it is the newest."),
    )

    content_panels = [*Page.content_panels, FieldPanel("lede", widget=Paragraph), PageChooserPanel("lead")]
    parent_page_types = ["magazine.HomePage"]
    subpage_types = ["magazine.ArticlePage", "magazine.TopicPage", "magazine.AuthorPage", "magazine.SeriesPage"]
    template = "magazine/front.html"

    class Meta:
        verbose_name = _("front of the magazine")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Words of sections and kinds lead to lists."""
        if len(path_components) == 1:
            listed = WORDS.get(self.locale.language_code, {}).get(path_components[0])
            if listed is not None and self.live:
                return RouteResult(self, kwargs={"listed": listed})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, listed: Kind | Section | None = None, **kwargs: Any
    ) -> HttpResponse:
        if listed is not None:
            return render(request, "magazine/listed.html", self._listed(request, listed))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        public, language = everybodys(), self.locale.language_code
        topics = self._around(request, public)
        context = super().get_context(request, *args, **kwargs)
        readable = ArticlePage.objects.readable(language, public)
        page = paginated(readable.for_cards().led_by(self.lead_id), request)
        leading = page.object_list[:LEADING] if page.number == 1 else []
        sections = self._sections(readable) if page.number == 1 else []
        shown = [*page.object_list, *(one for _section, _url, articles in sections for one in articles)]
        pictures_for(shown)
        return {
            **context,
            "articles": page.object_list,
            "leading": leading,
            "others": page.object_list[len(leading) :],
            "pages": page,
            "language": language,
            "sections": sections,
            "section_links": self.links(Section),
            "kind_links": self.links(Kind),
            "topics": topics,
        }

    def links(self, choices: type[Kind] | type[Section]) -> list[tuple[str, str]]:
        """Return words and address of each section, or of each kind."""
        base = self.get_url() or ""
        return [(str(one.label), f"{base}{word_of(one, self.locale.language_code)}/") for one in choices]

    def _around(self, request: HttpRequest, public: Any) -> list[Page]:
        """Say the translations to the request and return the topics of this language, in one query."""
        topics = models.Q(pk__in=TopicPage.objects.filter(locale_id=self.locale_id).values("pk"))
        found = Page.objects.live().filter(public).filter(models.Q(translation_key=self.translation_key) | topics)
        pages = list(found.select_related("locale").order_by("title"))
        tell_translations(request, [page for page in pages if page.translation_key == self.translation_key])
        return [page for page in pages if page.translation_key != self.translation_key]

    def _sections(self, readable: Any) -> list[tuple[str, str, list[ArticlePage]]]:
        newest = list(readable.for_cards().newest_of_each_section())
        urls = dict(zip(Section, (url for _label, url in self.links(Section)), strict=True))
        found = [(one, [article for article in newest if article.section == one]) for one in Section]
        return [(str(one.label), urls[one], articles[:IN_A_SECTION]) for one, articles in found if articles]

    def _listed(self, request: HttpRequest, listed: Kind | Section) -> dict[str, Any]:
        """Return the context of the list of one section or one kind."""
        public, language = everybodys(), self.locale.language_code
        twins = Page.objects.live().filter(public, translation_key=self.translation_key).select_related("locale")
        request.kko_translations = {  # type: ignore[attr-defined]
            twin.locale.language_code: f"{twin.get_url(request)}{word_of(listed, twin.locale.language_code)}/"
            for twin in twins
        }
        field = "section" if isinstance(listed, Section) else "kind"
        readable = ArticlePage.objects.readable(language, public).filter(**{field: listed})
        page = paginated(readable.for_cards(), request)
        pictures_for(page.object_list)
        return {
            "page": self,
            "front": self,
            "title": listed.label,
            "listed": listed,
            "word": word_of(listed, language),
            "articles": page.object_list,
            "pages": page,
            "language": language,
            "section_links": self.links(Section),
            "kind_links": self.links(Kind),
        }
