"""The verbs of the magazine."""

from collections.abc import Iterable

from django.db import transaction

from kko.search.actions import index_documents, remove_documents
from magazine.search import KIND, documents


@transaction.atomic
def forget_articles(*, ids: Iterable[int]) -> int:
    """Take the articles of ``ids`` out of the search, whatever their rows say; returns how many stood in it."""
    return remove_documents(kind=KIND, object_ids=ids)


@transaction.atomic
def reindex_articles(*, ids: Iterable[int]) -> int:
    """Make the search say what the articles of ``ids`` say now; returns how many are public."""
    wanted = list(ids)
    found = list(documents(wanted))
    public = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=KIND, object_ids=[pk for pk in wanted if pk not in public])
    return len(public)
