"""What a body of blocks needs from the database, fetched at once.

Wagtail fetches what blocks choose kind of block by kind of block, and links of texts one by one. A page that
renders its body under ``holding(shelf)`` asks once for all images, once for all documents, once for all pages
and once for each kind of card, however many blocks there are.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.models import Page

from kko.media.models import KkoImage
from kko.slots import Card, CardKind, fillings

LINK = re.compile(r"<a\b[^>]*?>")
ATTRIBUTE = re.compile(r'\b(linktype|id)="(\w+)"')
MUNICIPALITY = "municipality"

Wanted = defaultdict[Any, set[Any]]
_current: ContextVar["Shelf | None"] = ContextVar("magazine_shelf", default=None)


@cache
def card_kinds() -> dict[str, CardKind]:
    """Return the kinds of cards that the rooms give, by key."""
    return {kind.key: kind for kind in (fill() for fill in fillings("KKO_ARTICLE_CARDS"))}


def wanted_by(*values: Any) -> Wanted:
    """Return what stream values refer to, unread: ids by model, codes of municipalities under ``MUNICIPALITY``."""
    wanted: Wanted = defaultdict(set)
    for value in values:
        _walk(value.stream_block, list(value.raw_data), wanted)
    return wanted


def _walk(block: blocks.Block, raw: Any, wanted: Wanted) -> None:
    if raw in (None, "", []):
        return
    if isinstance(block, blocks.StreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                _walk(block.child_blocks[item["type"]], item["value"], wanted)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            inner = item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
            _walk(block.child_block, inner, wanted)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _walk(child, raw.get(name) if isinstance(raw, dict) else raw, wanted)
    elif isinstance(block, blocks.RichTextBlock):
        _links(raw, wanted)
    elif kind := getattr(block, "on_shelf", None):
        wanted[kind].add(raw)


def _links(html: Any, wanted: Wanted) -> None:
    models = {"page": Page, "document": get_document_model()}
    for tag in LINK.findall(str(html)):
        attributes = dict(ATTRIBUTE.findall(tag))
        if attributes.get("linktype") in models and attributes.get("id", "").isdigit():
            wanted[models[attributes["linktype"]]].add(int(attributes["id"]))


@dataclass
class Shelf:
    """The fetched things: objects by model and id, cards by kind and id, addresses of pages by id."""

    objects: dict[Any, dict[int, Any]] = field(default_factory=dict)
    cards: dict[str, dict[int, Card]] = field(default_factory=dict)
    urls: dict[int, str] = field(default_factory=dict)

    def get(self, model: Any, pk: Any) -> Any:
        """Return the thing, a copy of its own for each place that shows it, or ``None``."""
        found = self.objects.get(model, {}).get(pk)
        return copy.copy(found) if found is not None else None


def fetch(wanted: Wanted) -> Shelf:
    """Return the shelf for what ``wanted_by`` found but for pages: one query a model, two for images."""
    shelf = Shelf()
    for kind in card_kinds().values():
        if ids := wanted.get(kind.model):
            shelf.cards[kind.key] = kind.cards(ids)
            shelf.objects[kind.model] = {pk: kind.model(pk=pk) for pk in shelf.cards[kind.key]}
    if ids := wanted.get(KkoImage):
        shelf.objects[KkoImage] = KkoImage.objects.prefetch_related("renditions").in_bulk(ids)
    known = {Page, KkoImage, MUNICIPALITY, *(kind.model for kind in card_kinds().values())}
    for model in wanted.keys() - known:  # documents, entries of the literature
        if ids := wanted[model]:
            shelf.objects[model] = model._default_manager.in_bulk(ids)
    return shelf


def put_pages(shelf: Shelf, ids: set[int], pages: Iterable[Page], request: HttpRequest | None) -> None:
    """Put public ``pages`` where ``ids`` ask for them.

    A link leads to the page in the reader's language where there is one among ``pages``, as Wagtail's own do.
    """
    twins = list(pages)
    at_home = {page.translation_key: page for page in twins if page.locale.language_code == get_language()}
    chosen = {page.pk: at_home.get(page.translation_key, page) for page in twins if page.pk in ids}
    shelf.objects.setdefault(Page, {}).update(chosen)
    shelf.urls |= {pk: page.get_url(request) or "" for pk, page in chosen.items()}


@contextmanager
def holding(shelf: Shelf) -> Iterator[Shelf]:
    """Let the blocks rendered inside take what they need from the shelf alone."""
    token = _current.set(shelf)
    try:
        yield shelf
    finally:
        _current.reset(token)


def current() -> Shelf | None:
    """Return the shelf that the page being rendered holds, or ``None`` outside of one."""
    return _current.get()
