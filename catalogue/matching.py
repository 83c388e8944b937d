"""Who can help with a need: people who offer just this, or are open to what it takes.

The public profiles stand in the listing as sets of positions; here come their offers, so that a need is
answered by ``&`` and ``|`` of whole numbers and by some distances, without a query. Everything is public
already: positions are those of the listing, distances are reckoned from published points.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from catalogue.listing import UNITS, Listing, current_listing
from catalogue.models import Offer, Profile
from kko.territory.place import SOUTH, WEST, Point, distance_km

MOST = 20
OFFERED, OPEN, SAME_DISCIPLINE, SAME_SECTOR = 6, 3, 2, 1
FAR_KM = 200  # nearness is worth less than one point, and nothing from here on

# What a person has to be open to, by kind of need; such help is welcome from any discipline.
HELPS = {
    "podnikani-ceny": ("mentoring", "teaching"),
    "digital-ai": ("mentoring", "teaching"),
    "mentoring": ("mentoring",),
}
# The same, where it takes somebody of the same sector.
HELPS_OWN_SECTOR = {
    "odborne-dovednosti": ("teaching", "mentoring"),
    "projektovy-partner": ("collaboration",),
}


class Given(NamedTuple):
    """An offer: its terms, its note, and when it was made."""

    terms: str
    note: str
    created_at: datetime


class Card(NamedTuple):
    """What an answer shows of a profile."""

    name: str
    slug: str
    published_at: datetime | None


@dataclass(frozen=True)
class Helper:
    """A profile that answers a need: how well (0 to 12), how far, and why."""

    pk: int
    card: Card
    score: float
    distance_km: float
    offer: Given | None
    open_to: tuple[str, ...]
    disciplines: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Helpers:
    """One state of the catalogue's offers beside its listing. ``offers``: by kind, by profile."""

    listing: Listing
    cards: dict[int, Card]
    offers: dict[int, dict[int, Given]]
    masks: dict[int, int]

    def find(
        self, *, kind_id: int, kind: str, place: Point, disciplines: Iterable[str], without: Iterable[int] = ()
    ) -> list[Helper]:
        """Return at most ``MOST`` profiles, the best first; ``without`` are ids that are not wanted."""
        facets, own = self.listing.facets, [one for one in disciplines if one in self.listing.labels["discipline"]]
        wanted = facets.everything & ~facets.mask_of(without)
        offered = self.masks.get(kind_id, 0)
        in_discipline = self._any("discipline", own)
        in_sector = self._any("sector", {self.listing.labels["discipline"][one].above for one in own})
        helps = HELPS.get(kind) or HELPS_OWN_SECTOR.get(kind, ())
        able = self._any("availability", helps)
        if kind in HELPS_OWN_SECTOR:
            able &= in_sector
        found: list[Helper] = []
        away = _Distances(self.listing, place)
        for score, mask in _strata(offered, able, in_discipline, in_sector):
            for km, at in away.nearest(mask & wanted, MOST - len(found)):
                if facets.ids[at] in self.cards:  # else it left the catalogue while all this was read
                    found.append(self._helper(facets.ids[at], 1 << at, score, km, kind_id, helps, own))
            if len(found) == MOST:
                break
        return found

    def _helper(self, pk: int, bit: int, score: int, km: float, kind_id: int, helps: tuple, own: list) -> Helper:
        masks = self.listing.facets.masks
        shared = tuple(one for one in own if masks["discipline"].get(one, 0) & bit)
        sectors = dict.fromkeys(self.listing.labels["discipline"][one].above for one in own)
        return Helper(
            pk=pk,
            card=self.cards[pk],
            score=round(score + max(0.0, 1 - km / FAR_KM), 3),
            distance_km=km,
            offer=self.offers.get(kind_id, {}).get(pk),
            open_to=tuple(one for one in helps if masks["availability"].get(one, 0) & bit),
            disciplines=shared,
            sectors=tuple(one for one in sectors if masks["sector"].get(one, 0) & bit),
        )

    def _any(self, facet: str, values: Iterable[str]) -> int:
        union = 0
        for value in values:
            union |= self.listing.facets.masks[facet].get(value, 0)
        return union


def _strata(offered: int, able: int, in_discipline: int, in_sector: int) -> Iterator[tuple[int, int]]:
    """Yield sets of positions that share a score (nearness apart), the highest first; empty ones are left out."""
    kinds = [(OFFERED + OPEN, offered & able), (OFFERED, offered & ~able), (OPEN, able & ~offered)]
    fields = [(SAME_DISCIPLINE, in_discipline), (SAME_SECTOR, in_sector & ~in_discipline), (0, ~in_sector)]
    scored = [(score + more, mask & field) for score, mask in kinds for more, field in fields]
    yield from sorted((one for one in scored if one[1]), key=lambda one: -one[0])


class _Distances:
    """How far the places of the listing are from one point; each is reckoned once and only when asked for."""

    def __init__(self, listing: Listing, place: Point) -> None:
        self.listing, self.place = listing, place
        self.known: dict[int, float] = {}

    def nearest(self, mask: int, number: int) -> list[tuple[float, int]]:
        """Return kilometres and positions of the ``number`` nearest of ``mask``, the nearest first."""
        if not mask:
            return []
        facets, at = self.listing.facets, self.listing.places.at
        numbers = list(facets.pick(mask, at))
        for number_of_point in set(numbers) - self.known.keys():
            x, y = self.listing.places.points[number_of_point]
            point = Point(SOUTH + y / UNITS, WEST + x / UNITS)
            self.known[number_of_point] = distance_km(self.place, point)
        return heapq.nsmallest(
            number, zip(map(self.known.__getitem__, numbers), facets.pick(mask, range(len(at))), strict=True)
        )


class _Holder:
    helpers: Helpers | None = None


def current_helpers() -> Helpers:
    """Return the offers as they stand. One query when nothing changed, else they are read anew."""
    listing = current_listing()
    held = _Holder.helpers
    if held is None or held.listing is not listing:
        held = _Holder.helpers = _load(listing)
    return held


def _load(listing: Listing) -> Helpers:
    offers: dict[int, dict[int, Given]] = {}
    columns = ("kind_id", "profile_id", "terms", "note_cs", "created_at")
    for kind_id, profile_id, *given in Offer.objects.order_by().values_list(*columns).iterator(chunk_size=5000):
        offers.setdefault(kind_id, {})[profile_id] = Given(*given)
    profiles = Profile.objects.published().order_by().values_list("pk", "name", "slug", "first_published_at")
    return Helpers(
        listing=listing,
        cards={pk: Card(name, slug, at) for pk, name, slug, at in profiles.iterator(chunk_size=5000)},
        offers=offers,
        masks={kind_id: listing.facets.mask_of(by_profile) for kind_id, by_profile in offers.items()},
    )
