"""Articles as a reader of one language finds them, and pages that list them."""

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from kko.media.models import KkoImage
from magazine.choices import RESERVED_SLUGS
from magazine.models.multilingual import Multilingual, tell_translations
from magazine.shelf import Shelf, Wanted, fetch

PER_PAGE = 12
IN_A_SECTION = 3
HOME = settings.LANGUAGE_CODE


class ReadableQuerySet(PageQuerySet):
    """Pages of which a reader finds one of the translations."""

    def readable(self, language: str, public: Q) -> Self:
        """The public pages in ``language``, and the Czech ones that have no public twin in it.

        ``public`` is what ``everybodys()`` returned.
        """
        shown = self.live().filter(public)
        own = Q(locale__language_code=language)
        if language != HOME:
            twins = self.model._default_manager.live().filter(locale__language_code=language).values("translation_key")
            own |= Q(locale__language_code=HOME) & ~Q(translation_key__in=twins)
        return shown.filter(own)


class ArticleQuerySet(ReadableQuerySet):
    """The queries of the magazine."""

    def for_cards(self) -> Self:
        """With what a card shows, the newest first; pictures come by ``with_pictures``."""
        return self.select_related("locale").defer_streamfields().order_by("-published_on", "-pk")

    def led_by(self, pk: int | None) -> Self:
        """The same in the same order, but this one stands first."""
        leads = Case(When(pk=pk or 0, then=Value(1)), default=Value(0), output_field=models.IntegerField())
        return self.annotate(leads=leads).order_by("-leads", "-published_on", "-pk")

    def about(self, topic_key: Any) -> Self:
        """Those on a topic, in whichever language they name it: it is one topic."""
        named = self.model.topics.through.objects.filter(topicpage__translation_key=topic_key)
        return self.filter(pk__in=named.values("articlepage"))

    def newest_of_each_section(self) -> Self:
        """The newest few of each section."""
        place = Window(RowNumber(), partition_by=F("section"), order_by=[F("published_on").desc(), F("pk").desc()])
        return self.annotate(place=place).filter(place__lte=IN_A_SECTION)


def everybodys() -> Q:
    """Return the condition that a page is for everybody, a part of the query that takes it.

    Wagtail's own ``public()`` asks for the restrictions first, which costs each page of the magazine a query.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    return Q(~Exists(PageViewRestriction.objects.alias(of=path).filter(of__startswith=F("page__path"))))


def with_pictures(articles: Iterable[Any], shelf: Shelf) -> None:
    """Give the articles their pictures from the shelf."""
    for article in articles:
        article.picture = shelf.get(KkoImage, article.picture_id)


def pictures_for(articles: Iterable[Any]) -> None:
    """Give the articles their pictures in two queries, however many they are."""
    shown = list(articles)
    wanted = Wanted(set)
    wanted[KkoImage] |= {article.picture_id for article in shown if article.picture_id}
    with_pictures(shown, fetch(wanted))


class UnderMagazine(Multilingual, Page):
    """A page whose address stands right under the magazine's, beside the words of its sections and kinds."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            message = _("The magazine lists a section or a kind of articles at this address. Choose another.")
            raise ValidationError({"slug": message})


class ListsArticles(UnderMagazine):
    """A page that lists articles, twelve to a page."""

    class Meta:
        abstract = True

    def listed(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Return those of the readable articles that this page lists."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        public, language = everybodys(), self.locale.language_code
        twins = Page.objects.filter(public, translation_key=self.translation_key).live().select_related("locale")
        tell_translations(request, twins)
        context = super().get_context(request, *args, **kwargs)
        readable = apps.get_model("magazine.ArticlePage").objects.readable(language, public)
        page = paginated(self.listed(readable).for_cards(), request)
        pictures_for(page.object_list)
        return {**context, "articles": page.object_list, "pages": page, "language": language}


def paginated(articles: Any, request: HttpRequest) -> Any:
    """Return the page of the list that the address asks for; a wrong number gives the nearest there is."""
    page = Paginator(articles, PER_PAGE).get_page(request.GET.get("strana"))
    page.object_list = list(page.object_list)
    page.numbers = list(page.paginator.get_elided_page_range(page.number))
    return page
