"""Parts of the magazine that have a feed of their own and can be chosen in the newsletter."""

from datetime import datetime, time

from django.utils.timezone import get_default_timezone

from magazine.choices import WORDS, Section
from magazine.models import ArticlePage, TopicPage
from magazine.models.listing import ArticleQuerySet

Articles = ArticleQuerySet


def public_articles(code: str) -> Articles:
    """Return the articles in this language that everybody may read, the newest first."""
    found = ArticlePage.objects.live().public().filter(locale__language_code=code)
    return found.select_related("locale", "picture", "author").order_by("-published_on", "-first_published_at", "-pk")


def published_at(article: ArticlePage) -> datetime:
    """Return when the article came out: the moment of publication where that fell on its day, else that midnight."""
    first = article.first_published_at
    if first and first.astimezone(get_default_timezone()).date() == article.published_on:
        return first
    return datetime.combine(article.published_on, time(), get_default_timezone())


def part_of(word: str, code: str) -> tuple[str, Articles] | None:
    """Return title and articles of the section, kind or topic with this word in its address; ``None`` without one."""
    articles = public_articles(code)
    listed = WORDS.get(code, {}).get(word)
    if listed is not None:
        field = "section" if isinstance(listed, Section) else "kind"
        return str(listed.label), articles.filter(**{field: listed})
    topic = TopicPage.objects.live().public().filter(locale__language_code=code, slug=word).first()
    return (topic.title, articles.about(topic.translation_key)) if topic else None


def part_choices() -> list[tuple[str, str]]:
    """Return key and name of the sections that a reader may choose in the newsletter."""
    return [(section.value, str(section.label)) for section in Section]


def within(articles: Articles, keys: list[str]) -> Articles:
    """Return those of the articles that belong to one of the sections a reader has chosen; none chosen is all."""
    return articles.filter(section__in=keys) if keys else articles


def author_of(article: ArticlePage) -> str:
    """Return who wrote the article, in words."""
    return article.author.title if article.author else article.byline


def labels_of(article: ArticlePage) -> list[str]:
    """Return kind and section of the article in words."""
    return [str(article.get_kind_display()), str(article.get_section_display())]
