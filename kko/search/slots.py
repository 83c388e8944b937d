"""Kinds of things that can be found. Rooms fill ``KKO_SEARCH_KINDS``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kko.search.documents import Document
from kko.slots import fillings


@dataclass(frozen=True)
class Result:
    """One line of the results. ``meta`` is what stands beside the title (discipline, place, day);
    ``lang`` is the language of title and summary where it is not the page's."""

    title: str
    url: str
    summary: str = ""
    meta: str = ""
    lang: str = ""


@dataclass(frozen=True)
class SearchKind:
    """A kind of things that can be found.

    ``documents(ids)`` yields the public ones among ``ids``, all public ones for ``None``;
    ``results(ids, user)`` returns what ``user`` may see of them, in the order of ``ids``, in a fixed number
    of queries; ``more_url(query)`` is the address of all results where the room has a list of its own.
    """

    key: str
    label: Any
    documents: Callable[[list[int] | None], Iterable[Document]]
    results: Callable[[list[int], Any], list[Result]]
    more_url: Callable[[str], str] | None = None


def search_kinds() -> list[SearchKind]:
    """Return the kinds in the order of ``KKO_SEARCH_KINDS``, whose callables take nothing."""
    return [kind() for kind in fillings("KKO_SEARCH_KINDS")]
