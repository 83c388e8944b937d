"""The verbs of the magazine."""

from collections.abc import Iterable

from django.db import transaction

from kko.search.actions import index_documents, remove_documents
from kko.territory.models import Municipality
from magazine.models import ArticlePage, Mention, Reference
from magazine.models.mentions import REFERENCE_KEY
from magazine.search import KIND, PAGE_KIND, documents, page_documents
from magazine.shelf import MUNICIPALITY, card_kinds, wanted_by


@transaction.atomic
def forget_articles(*, ids: Iterable[int]) -> int:
    """Take the articles of ``ids`` out of the search and off other pages, whatever their rows say.

    Returns how many stood in the search.
    """
    gone = list(ids)
    Mention.objects.filter(article__in=gone).delete()
    return remove_documents(kind=KIND, object_ids=gone)


@transaction.atomic
def reindex_articles(*, ids: Iterable[int]) -> int:
    """Make the search and the pages of others say what the articles of ``ids`` say now; returns how many are public."""
    wanted = list(ids)
    found = list(documents(wanted))
    public = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=KIND, object_ids=[pk for pk in wanted if pk not in public])
    note_mentions(ids=wanted)
    return len(public)


@transaction.atomic
def forget_pages(*, ids: Iterable[int]) -> int:
    """Take the plain pages of ``ids`` out of the search; returns how many stood in it."""
    return remove_documents(kind=PAGE_KIND, object_ids=ids)


@transaction.atomic
def reindex_pages(*, ids: Iterable[int]) -> int:
    """Make the search say what the plain pages of ``ids`` say now; returns how many are public."""
    wanted = list(ids)
    found = list(page_documents(wanted))
    index_documents(documents=found)
    remove_documents(kind=PAGE_KIND, object_ids=set(wanted) - {document.object_id for document in found})
    return len(found)


@transaction.atomic
def note_mentions(*, ids: Iterable[int]) -> int:
    """Note anew what the live articles of ``ids`` show and are about; returns how many things."""
    wanted = list(ids)
    Mention.objects.filter(article__in=wanted).delete()
    codes = dict(Municipality.objects.values_list("code", "pk"))
    articles = ArticlePage.objects.live().filter(pk__in=wanted).select_related("author")
    return len(Mention.objects.bulk_create(one for article in articles for one in _mentions(article, codes)))


def _mentions(article: ArticlePage, codes: dict[str, int]) -> list[Mention]:
    things = wanted_by(article.body, article.subjects, article.places, article.sources)
    found = [
        Mention(article=article, municipality_id=codes[code]) for code in sorted(things[MUNICIPALITY]) if code in codes
    ]
    for kind in card_kinds().values():
        ids = set(things[kind.model])
        if kind.key == "profile" and article.author and article.author.profile_id:
            ids.add(article.author.profile_id)
        there = set(kind.model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
        if ids - there:
            there |= set(kind.remained(ids - there).values())
        named = "profile_id" if kind.key == "profile" else "record"
        found += [
            Mention(article=article, **{named: pk if kind.key == "profile" else f"{kind.key}:{pk}"})
            for pk in sorted(there)
        ]
    cited = Reference.objects.filter(pk__in=things[Reference]).order_by("pk").values_list("pk", flat=True)
    return [*found, *(Mention(article=article, record=f"{REFERENCE_KEY}:{pk}") for pk in cited)]
