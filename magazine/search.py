"""What of an article and of a plain page can be found."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page

from kko.search.documents import Document
from magazine.models import ArticlePage, ContentPage

KIND = "article"
PAGE_KIND = "page"


def twin_of(page: Page) -> dict[str, Any]:
    """Return what tells the search which pages are translations of each other; reads ``locale``."""
    return {"twin": page.translation_key, "language": page.locale.language_code}


def documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the live articles (of those among ``ids``)."""
    articles = ArticlePage.objects.live().public()
    if ids is not None:
        articles = articles.filter(pk__in=list(ids))
    for article in articles.select_related("author", "locale").order_by("pk"):
        texts = article.body.stream_block.get_searchable_content(article.body)
        yield Document(
            kind=KIND, object_id=article.pk, title=article.title, a=article.title, b=article.author_name,
            c=article.summary, d=" ".join(texts), **twin_of(article),
        )  # fmt: skip


def page_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the live plain pages (of those among ``ids``)."""
    pages = ContentPage.objects.live().public()
    if ids is not None:
        pages = pages.filter(pk__in=list(ids))
    for page in pages.select_related("locale").order_by("pk"):
        text = strip_tags(page.body.replace("<", " <"))
        yield Document(
            kind=PAGE_KIND, object_id=page.pk, title=page.title, a=page.title, c=page.summary, d=text, **twin_of(page)
        )
