"""What a visitor asks of the catalogue, read from and written to its address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from catalogue.facets import FACETS, FacetIndex, Selection
from catalogue.listing import Listing, is_known
from catalogue.search import KIND
from kko.search.retrieval import by_rank, matching_ids, matching_set

PAGE_SIZE = 24
READING_COSTS = 4  # to rank a hit by reading its entry costs as much as to rank so many hits from the index alone
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
UNCONFIRMED = ("neoverene", "ano")  # those that nobody has confirmed for long are listed as well
ORDERS = ("nazev", "nejnovejsi")  # by name, newest first; without one by relevance, else by name


@dataclass(frozen=True)
class Question:
    """Words, ticked filters, order and page. Unknown values are left out, so an old address still works."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1
    unconfirmed: bool = False

    @classmethod
    def read(cls, get: QueryDict, listing: Listing) -> "Question":
        chosen = {}
        for facet, parameter in PARAMETERS.items():
            values = tuple(dict.fromkeys(one for one in get.getlist(parameter) if is_known(listing, facet, one)))
            if values:
                chosen[facet] = values
        page, order = get.get("strana", "1"), get.get("razeni", "")
        return cls(
            text=get.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH],
            chosen=chosen,
            order=order if order in ORDERS else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1,
            unconfirmed=UNCONFIRMED[1] in get.getlist(UNCONFIRMED[0]),
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "q", self.text
        for facet in FACETS:
            for value in self.chosen.get(facet, ()):
                yield PARAMETERS[facet], value
        if self.unconfirmed:
            yield UNCONFIRMED
        if self.order:
            yield "razeni", self.order
        if self.page > 1:
            yield "strana", str(self.page)

    def address(self) -> str:
        """Return the query string of this question, with its question mark, or an empty string."""
        query = urlencode(list(self.pairs()))
        return f"?{query}" if query else ""

    def all_pages(self) -> str:
        """Return the query string without a page, for the other view of the same."""
        return self.on_page(1).address()

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
    """Return what the catalogue has for ``question``: two queries when words were given, else none.

    A page past the end becomes the last one.
    """
    facets = listing.facets
    hits = _hits(question, facets)
    within = listing.within(hits, unconfirmed=question.unconfirmed)
    selection = facets.select(question.chosen, within)
    pages = max(1, -(-selection.count // PAGE_SIZE))
    page = min(question.page, pages)
    ids = _ids(question, facets, selection, (page - 1) * PAGE_SIZE, hits=hits.bit_count() if hits else 0)
    return Answer(ids, selection, page, pages)


def select(question: Question, listing: Listing) -> Selection:
    """Return all that the catalogue has for ``question``, in no order: one query when words were given, else none."""
    within = listing.within(_hits(question, listing.facets), unconfirmed=question.unconfirmed)
    return listing.facets.select(question.chosen, within)


def _hits(question: Question, facets: FacetIndex) -> int | None:
    return facets.mask_of(matching_set(question.text, KIND, prefix=True)) if question.text else None


def _ids(question: Question, facets: FacetIndex, selection: Selection, start: int, hits: int) -> list[int]:
    """Return the ids of one page in the order asked for."""
    if question.order == "nejnovejsi":
        return facets.page_of(selection.mask, facets.newest, start=start, size=PAGE_SIZE)
    if not question.text or question.order or not selection.count:
        return facets.page(selection.mask, start=start, size=PAGE_SIZE)
    if selection.count * READING_COSTS <= hits:
        found = facets.page(selection.mask, start=0, size=selection.count)
        return by_rank(found, question.text, KIND, prefix=True)[start : start + PAGE_SIZE]
    ranked = facets.positions_of(matching_ids(question.text, KIND, prefix=True))
    return facets.page_of(selection.mask, ranked, start=start, size=PAGE_SIZE)
