"""What the catalogue lists and finds follows what its rows say."""

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction

from catalogue.models import CatalogueState
from catalogue.search import KIND, MUNICIPALITY_KIND, documents, municipality_documents
from kko.search.actions import index_documents, rebuild_kind, remove_documents


@transaction.atomic
def relist_profiles(*, ids: Iterable[int]) -> int:
    """Make the listing and the search say what the rows of ``ids`` say now; returns how many are public."""
    wanted = list(ids)
    found = list(documents(wanted))
    listed = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=KIND, object_ids=[pk for pk in wanted if pk not in listed])
    mark_listing_changed()
    return len(listed)


@transaction.atomic
def mark_listing_changed() -> None:
    """Let every process read the listing anew at its next request."""
    CatalogueState.objects.update_or_create(pk=1, defaults={"stamp": uuid4().hex})


def index_municipalities() -> str:
    """Put the municipalities into the search; says how many (``KKO_REFERENCE_DATA``)."""
    return f"{rebuild_kind(kind=MUNICIPALITY_KIND, documents=municipality_documents())} municipalities can be found"
