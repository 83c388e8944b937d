"""What of municipalities can be found."""

from collections.abc import Iterable, Iterator

from kko.search.documents import Document
from kko.territory.models import Municipality

MUNICIPALITY_KIND = "municipality"


def municipality_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the municipalities (of those among ``ids``): their names, the historical one as well."""
    places = Municipality.objects.all() if ids is None else Municipality.objects.filter(pk__in=list(ids))
    for place in places.order_by("pk"):
        yield Document(MUNICIPALITY_KIND, place.pk, place.name, a=place.name, b=place.name_de)
