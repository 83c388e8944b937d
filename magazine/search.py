"""What of an article can be found."""

from collections.abc import Iterable, Iterator

from django.utils.html import strip_tags

from kko.search.documents import Document
from magazine.models import ArticlePage

KIND = "article"


def documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the live articles (of those among ``ids``)."""
    articles = ArticlePage.objects.live().public()
    if ids is not None:
        articles = articles.filter(pk__in=list(ids))
    for article in articles.order_by("pk"):
        texts = [strip_tags(str(block.render())) if block.block_type != "picture" else "" for block in article.body]
        yield Document(
            kind=KIND, object_id=article.pk, title=article.title, a=article.title, b=article.byline,
            c=article.summary, d=" ".join(texts),
        )  # fmt: skip
