"""Parts of the magazine that have a feed of their own and can be chosen in the newsletter."""

from datetime import datetime, time

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from magazine.models import ArticlePage

Articles = QuerySet[ArticlePage]


def public_articles(code: str) -> Articles:
    """Return the articles in this language that everybody may read, the newest first."""
    found = ArticlePage.objects.live().public().filter(locale__language_code=code)
    return found.select_related("locale", "picture").order_by("-published_on", "-first_published_at", "-pk")


def published_at(article: ArticlePage) -> datetime:
    """Return when the article came out: the moment of publication where that fell on its day, else that midnight."""
    first = article.first_published_at
    if first and first.astimezone(get_default_timezone()).date() == article.published_on:
        return first
    return datetime.combine(article.published_on, time(), get_default_timezone())


# --- To be wired: articles have neither sections nor topics yet ------------------------------------


def part_of(word: str, code: str) -> tuple[str, Articles] | None:
    """Return title and articles of the section or topic with this word in its address; ``None`` where there is none."""
    return None


def part_choices() -> list[tuple[str, str]]:
    """Return key and name of what a reader may choose in the newsletter; everything where nothing is parted."""
    return [("all", _("All articles"))]


def within(articles: Articles, keys: list[str]) -> Articles:
    """Return those of the articles that belong to one of the parts that a reader has chosen; none chosen is all."""
    return articles


def author_of(article: ArticlePage) -> str:
    """Return who wrote the article, in words; articles may get authors with pages of their own."""
    return getattr(article, "author_name", article.byline)


def labels_of(article: ArticlePage) -> list[str]:
    """Return kind and section of the article in words, where it has them."""
    shown = (getattr(article, f"get_{name}_display", None) for name in ("kind", "section"))
    return [str(show()) for show in shown if show]
