"""What of an article can be found."""

from collections.abc import Iterable, Iterator

from kko.search.documents import Document
from magazine.models import ArticlePage

KIND = "article"


def documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the live articles (of those among ``ids``)."""
    articles = ArticlePage.objects.live().public()
    if ids is not None:
        articles = articles.filter(pk__in=list(ids))
    for article in articles.select_related("author").order_by("pk"):
        texts = article.body.stream_block.get_searchable_content(article.body)
        yield Document(
            kind=KIND, object_id=article.pk, title=article.title, a=article.title, b=article.author_name,
            c=article.summary, d=" ".join(texts),
        )  # fmt: skip
