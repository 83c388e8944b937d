"""What the magazine gives to the ground's slots."""

import nh3
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from kko.accounts.models import User
from kko.search.slots import Result, SearchKind
from kko.slots import Footer, HomeBlock
from magazine.models import ArticlePage, ContentPage, MagazinePage, SiteWords
from magazine.search import KIND, documents

NEWEST_ON_HOME = 3


def articles_kind() -> SearchKind:
    """Articles as a kind of search result."""
    return SearchKind(key=KIND, label=gettext_lazy("Articles"), documents=documents, results=_results)


def _results(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    found = ArticlePage.objects.live().public().select_related("locale").in_bulk(ids)
    current = get_language()
    results = []
    for pk in ids:
        if article := found.get(pk):
            code = article.locale.language_code
            results.append(
                Result(
                    title=article.title,
                    url=article.get_url() or "",
                    summary=article.summary,
                    meta=date_format(article.published_on, "DATE_FORMAT"),
                    lang="" if code == current else code,
                )
            )
    return results


def home_articles(request: HttpRequest) -> HomeBlock | None:
    """The newest articles in the reader's language, and in Czech where there are none."""
    for code in dict.fromkeys([get_language() or "cs", "cs"]):
        locale = Locale.objects.filter(language_code=code).first()
        articles = ArticlePage.objects.live().public().filter(locale=locale).order_by("-published_on", "-pk")
        newest = list(articles.select_related("picture")[:NEWEST_ON_HOME])
        if newest:
            front = MagazinePage.objects.live().filter(locale=locale).first()
            context = {"articles": newest, "front": front, "lang": "" if code == get_language() else code}
            return HomeBlock(key="articles", template="magazine/_home_articles.html", context=context)
    return None


def footer(code: str) -> Footer:
    """The footer of the frame in one language: publicity and the content pages that editors put there."""
    pages = (
        ContentPage.objects.live()
        .filter(in_footer=True, locale__language_code=code)
        .select_related("locale")
        .order_by("path")
    )
    links = tuple((page.title, page.get_url() or "") for page in pages)
    words = SiteWords.objects.first()
    return Footer(publicity=nh3.clean(expand_db_html(words.publicity(code))) if words else "", links=links)
