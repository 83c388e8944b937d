"""What the magazine gives to the ground's slots."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from catalogue.models import Profile, Project
from catalogue.slots import Panel
from kko.accounts.models import User
from kko.search.slots import Result, SearchKind
from kko.slots import Footer, HomeBlock
from kko.territory.models import Municipality
from magazine.hygiene import harmless
from magazine.models import ArticlePage, ContentPage, MagazinePage, Mention, SiteWords, everybodys, pictures_for
from magazine.search import KIND, PAGE_KIND, documents, page_documents

NEWEST_ON_HOME = 5
MOST_IN_PANEL = 12


def articles_kind() -> SearchKind:
    """Articles as a kind of search result."""
    return SearchKind(key=KIND, label=gettext_lazy("Articles"), documents=documents, results=_results)


def _results(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    found = ArticlePage.objects.live().public().select_related("locale").defer_streamfields().in_bulk(ids)
    return [_result(found[pk], get_language()) for pk in ids if pk in found]


def _result(article: ArticlePage, current: str | None) -> Result:
    code = article.locale.language_code
    return Result(
        title=article.title,
        url=article.get_url() or "",
        summary=article.summary,
        meta=f"{article.get_kind_display()}, {date_format(article.published_on, 'DATE_FORMAT')}",
        lang="" if code == current else code,
    )


def pages_kind() -> SearchKind:
    """Plain pages as a kind of search result."""
    return SearchKind(
        key=PAGE_KIND, label=gettext_lazy("Pages of the site"), documents=page_documents, results=_page_results
    )


def _page_results(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    found = ContentPage.objects.live().public().select_related("locale").in_bulk(ids)
    pages = [found[pk] for pk in ids if pk in found]
    current = get_language()
    return [
        Result(
            title=page.title,
            url=page.get_url() or "",
            summary=page.summary,
            lang="" if page.locale.language_code == current else page.locale.language_code,
        )
        for page in pages
    ]


def home_articles(request: HttpRequest) -> HomeBlock | None:
    """The newest articles that the reader's language has, Czech ones without a translation among them."""
    language = get_language() or "cs"
    readable = ArticlePage.objects.readable(language, everybodys())
    newest = list(readable.for_cards()[:NEWEST_ON_HOME])
    if not newest:
        return None
    pictures_for(newest)
    front = MagazinePage.objects.live().filter(locale__language_code=language).select_related("locale").first()
    context = {"articles": newest, "front": front, "language": language, "request": request}
    return HomeBlock(key="articles", template="magazine/_home_articles.html", context=context)


def profile_articles(profile: Profile, user: User | AnonymousUser) -> Panel | None:
    """The public articles that show a profile, are about it or written by its author."""
    articles = articles_about("profile", profile.pk) if profile.pk else []
    return _panel(articles, _("In the magazine"))


def project_articles(project: Project, user: User | AnonymousUser) -> Panel | None:
    """The public articles that show a project or are about it."""
    return _panel(articles_about("project", project.pk) if project.pk else [], _("In the magazine"))


def municipality_articles(municipality: Municipality, user: User | AnonymousUser) -> Panel | None:
    """The public articles about a municipality."""
    return _panel(_articles_of(Mention.objects.filter(municipality=municipality)), _("In the magazine"))


def articles_about(kind: str, pk: int) -> list[ArticlePage]:
    """Return the newest public articles about a record, in the reader's language or in Czech.

    ``kind`` is the key of its kind of card: ``"project"`` finds articles with the card of a project.
    """
    return _articles_of(Mention.objects.of_record(kind, pk))


def _articles_of(mentions: Any) -> list[ArticlePage]:
    """A translation may lack the card that its original has: what one of them shows, all of them are about."""
    shown = ArticlePage.objects.live().filter(pk__in=mentions.values("article"))
    if not shown.exists():
        return []
    readable = ArticlePage.objects.readable(get_language() or "cs", everybodys())
    return list(readable.filter(translation_key__in=shown.values("translation_key")).for_cards()[:MOST_IN_PANEL])


def _panel(articles: list[ArticlePage], title: str) -> Panel | None:
    if not articles:
        return None
    _address(articles)
    context = {"articles": articles, "language": get_language() or "cs"}
    return Panel(key="articles", title=title, template="magazine/_panel.html", context=context)


def _address(articles: list[ArticlePage]) -> None:
    """Say where each article is. Those of one language lie side by side, so one address a language is worked out."""
    bases: dict[int, str] = {}
    for article in articles:
        if article.locale_id not in bases:
            bases[article.locale_id] = (article.get_url() or "").removesuffix(f"{article.slug}/")
        article.address = f"{bases[article.locale_id]}{article.slug}/"


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
    return Footer(publicity=harmless(expand_db_html(words.publicity(code))) if words else "", links=links)
