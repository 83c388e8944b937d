"""The front of the magazine, its sections and kinds."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from magazine.choices import WORDS, Kind, Section, word_of
from magazine.models.articles import ArticlePage
from magazine.models.listing import HOME, IN_A_SECTION, everybodys, paginated, pictures_for
from magazine.models.multilingual import Multilingual, tell_translations
from magazine.models.topics import TopicPage

LEADING = 5  # the lead and four beside it


class MagazinePage(Multilingual, Page):
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

    content_panels = [*Page.content_panels, FieldPanel("lede"), PageChooserPanel("lead")]
    parent_page_types = ["magazine.HomePage"]
    subpage_types = ["magazine.ArticlePage", "magazine.TopicPage", "magazine.AuthorPage", "magazine.SeriesPage"]
    template = "magazine/front.html"

    class Meta:
        verbose_name = _("front of the magazine")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Words of sections and kinds lead to lists; what only exists in Czech, to a page that offers it."""
        if len(path_components) == 1:
            listed = WORDS.get(self.locale.language_code, {}).get(path_components[0])
            if listed is not None and self.live:
                return RouteResult(self, kwargs={"listed": listed})
        try:
            return super().route(request, path_components)
        except Http404:
            czech = self._czech(path_components)
            if czech is None:
                raise
            return RouteResult(self, kwargs={"czech": czech})

    def serve(  # type: ignore[override]
        self, request: HttpRequest, listed: Kind | Section | None = None, czech: Page | None = None
    ) -> HttpResponse:
        if czech is not None:
            return self._offer(request, czech)
        if listed is not None:
            return render(request, "magazine/listed.html", self._listed(request, listed))
        return super().serve(request)

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
            "articles": page.object_list,
            "pages": page,
            "language": language,
            "section_links": self.links(Section),
            "kind_links": self.links(Kind),
        }

    def _czech(self, path_components: list[str]) -> Page | None:
        """Return the public Czech page of this address in the Czech magazine, if there is one."""
        if len(path_components) != 1 or self.locale.language_code == HOME or not self.live:
            return None
        fronts = MagazinePage.objects.filter(translation_key=self.translation_key, locale__language_code=HOME)
        front = fronts.live().first()
        pages = Page.objects.child_of(front).live().public().filter(slug=path_components[0]) if front else None
        return pages.specific().first() if pages is not None else None

    def _offer(self, request: HttpRequest, czech: Page) -> HttpResponse:
        """Lead to the translation under its own address, or say that there is none yet and offer the Czech page."""
        twins = {page.locale.language_code: page for page in czech.get_translations(inclusive=True).live()}
        if twin := twins.get(self.locale.language_code):
            return redirect(twin.get_url(request), permanent=True)
        request.kko_translations = {code: page.get_url(request) for code, page in twins.items()}  # type: ignore[attr-defined]
        request.kko_translations[self.locale.language_code] = request.path  # type: ignore[attr-defined]
        context = {"page": self, "front": self, "czech": czech, "url": czech.get_url(request)}
        return render(request, "magazine/untranslated.html", context)
