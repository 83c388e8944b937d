"""What a visitor asks of the catalogue, read from and written to its address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from catalogue.facets import FACETS, Selection
from catalogue.listing import Listing, is_known
from kko.search.retrieval import matching_ids

PAGE_SIZE = 24
QUERY_LENGTH = 200

# Words of the address: the same in all languages, so that a shared address works for everybody.
PARAMETERS = {
    "sector": "odvetvi",
    "discipline": "obor",
    "district": "okres",
    "municipality": "obec",
    "form": "forma",
    "availability": "nabizi",
}
ORDERS = ("nazev", "nejnovejsi")  # by name, newest first; without one by relevance, else by name


@dataclass(frozen=True)
class Question:
    """Words, ticked filters, order and page. Unknown values are left out, so an old address still works."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1

    @classmethod
    def read(cls, get: QueryDict, listing: Listing) -> "Question":
        chosen = {}
        for facet, parameter in PARAMETERS.items():
            values = tuple(dict.fromkeys(one for one in get.getlist(parameter) if is_known(listing, facet, one)))
            if values:
                chosen[facet] = values
        page = get.get("strana", "1")
        return cls(
            text=get.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH],
            chosen=chosen,
            order=get["razeni"] if get.get("razeni") in ORDERS else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1,
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "q", self.text
        for facet in FACETS:
            for value in self.chosen.get(facet, ()):
                yield PARAMETERS[facet], value
        if self.order:
            yield "razeni", self.order
        if self.page > 1:
            yield "strana", str(self.page)

    def address(self) -> str:
        """Return the query string of this question, with its question mark, or an empty string."""
        query = urlencode(list(self.pairs()))
        return f"?{query}" if query else ""

    def without(self, facet: str, value: str) -> "Question":
        left = tuple(one for one in self.chosen.get(facet, ()) if one != value)
        return replace(self, chosen={**self.chosen, facet: left}, page=1)

    def with_only(self, facet: str, value: str) -> "Question":
        return replace(self, chosen={**self.chosen, facet: (value,)}, page=1)

    def on_page(self, page: int) -> "Question":
        return replace(self, page=page)


@dataclass(frozen=True)
class Answer:
    """The profiles of one page (ids in order), how many there are in all, and the counts by facet."""

    ids: list[int]
    selection: Selection
    page: int
    pages: int


def answer(question: Question, listing: Listing) -> Answer:
    """Return what the catalogue has for ``question``: one query when words were given, else none.

    A page past the end becomes the last one.
    """
    facets = listing.facets
    ranked: list[int] = []
    within = None
    if question.text:
        ranked = facets.positions_of(matching_ids(question.text, "profile", prefix=True))
        within = facets.mask_of_positions(ranked)
    selection = facets.select(question.chosen, within)
    pages = max(1, -(-selection.count // PAGE_SIZE))
    page = min(question.page, pages)
    start = (page - 1) * PAGE_SIZE
    if question.order == "nejnovejsi":
        ids = facets.page_of(selection.mask, facets.newest, start=start, size=PAGE_SIZE)
    elif question.text and not question.order:
        ids = facets.page_of(selection.mask, ranked, start=start, size=PAGE_SIZE)
    else:
        ids = facets.page(selection.mask, start=start, size=PAGE_SIZE)
    return Answer(ids=ids, selection=selection, page=page, pages=pages)
