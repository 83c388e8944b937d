"""What the region's creatives look for, in numbers.

In public three tables stand, always the same ones: kinds of needs by district, by sector, and by the quarter
in which they were entered. They count all open needs of public profiles, whoever sees the needs themselves,
and so small numbers are withheld (``kko.opendata.withholding``). Public needs are listed under the tables, one by
one, and members find on the profiles those for members besides: what is left of a number without the ones or the
others is kept as small numbers are. There are no filters over these numbers and there must be none: whoever could
ask for "graphic designers in Teplice" and for "all in Teplice" would have the withheld numbers by subtraction.

The curators' radar is exact, takes any filters, and never leaves the back office.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models.functions import TruncDate
from django.utils import timezone

from catalogue.listing import LANGUAGES, Label, Listing, current_listing
from catalogue.models import Need, NeedGroup, NeedKind
from kko.accounts.choices import Visibility
from kko.opendata.withholding import WITHHELD, Counts, Published, Shown, publishable

DIVISIONS = ("district", "sector", "quarter")
# Who lists needs one by one, from many readers to few, by what they list.
CIRCLES = ([Visibility.PUBLIC], [Visibility.PUBLIC, Visibility.MEMBERS])
IN_ORDER = ("-urgency", "-created_at", "-pk")


class Quarter(NamedTuple):
    """A quarter of a year, in days of Prague."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def key(self) -> str:
        """The quarter as data have it: ``2026-Q4``."""
        return f"{self.year}-Q{self.number}"

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)


def quarter_of(moment: datetime | date) -> Quarter:
    """Return the quarter of an aware moment (of its day in Prague), or of a day."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return Quarter(day.year, (day.month + 2) // 3)


class Wanted(NamedTuple):
    """An open need as the radar counts it: values of the listing's facets, how it presses, when it was entered."""

    pk: int
    kind: str
    district: str
    sector: str
    quarter: str
    municipality: str
    discipline: str
    urgency: int
    visibility: str
    entered_on: date


class Kind(NamedTuple):
    """A kind of need with its group, in the order of the taxonomy."""

    slug: str
    label: Label
    group: Label


class Line(NamedTuple):
    """A row of a table: a kind with its numbers in the order of the columns, and their sum."""

    name: str
    cells: list[Shown]
    total: Shown


@dataclass(frozen=True)
class Radar:
    """The open needs of a day in published numbers: for each division its table, with the kinds as rows.

    ``listed`` are exact numbers by kind and district of the needs that everybody reads one by one.
    """

    listing: Listing
    day: date
    kinds: tuple[Kind, ...]
    quarters: tuple[Quarter, ...]
    tables: Mapping[str, Published]
    listed: Mapping[tuple[str, str], int]

    @cached_property
    def needs(self) -> tuple[Wanted, ...]:
        """All open needs, the most urgent and newest first, read when first asked for: they are for the curators."""
        return tuple(_needs(self.listing))

    def listed_of(self, kind: str, district: str) -> int:
        """Return how many needs everybody reads, of this kind and district; an empty word stands for all."""
        return sum(
            number for (one, place), number in self.listed.items() if kind in ("", one) and district in ("", place)
        )

    @property
    def total(self) -> Shown:
        """How many needs there are at all."""
        return self.tables[DIVISIONS[0]].total

    @property
    def withholds(self) -> bool:
        """Whether any number is withheld."""
        return any(WITHHELD in (*one.cells.values(), *one.rows.values(), *one.columns.values(), one.total)
                   for one in self.tables.values())  # fmt: skip

    def columns(self, division: str) -> dict[str, str]:
        """Return the columns of a table: values with their names in the reader's language."""
        if division == "quarter":
            return {one.key: str(one) for one in self.quarters}
        return self.listing.names[division]

    def groups(self, division: str) -> Iterator[tuple[str, list[Line]]]:
        """Yield the groups of kinds with the lines of a table, in the reader's language."""
        table, columns = self.tables[division], self.columns(division)
        lines: dict[str, list[Line]] = {}
        for kind in self.kinds:
            cells = [table.cells[kind.slug, value] for value in columns]
            lines.setdefault(str(kind.group), []).append(Line(str(kind.label), cells, table.rows[kind.slug]))
        yield from lines.items()

    def rows(self, division: str) -> Iterator[tuple[str, str, str, str, Shown]]:
        """Yield a table number by number: kind and its name, value and its name, count. Sums have no kind or value."""
        table, columns = self.tables[division], self.columns(division)
        for kind in self.kinds:
            for value, name in columns.items():
                yield kind.slug, str(kind.label), value, name, table.cells[kind.slug, value]
            yield kind.slug, str(kind.label), "", "", table.rows[kind.slug]
        for value, name in columns.items():
            yield "", "", value, name, table.columns[value]
        yield "", "", "", "", table.total

    def top(self, number: int) -> list[tuple[str, str, int]]:
        """Return kind, its name and its published number, of those that are looked for most, in this order."""
        sums = self.tables[DIVISIONS[0]].rows
        known = [(kind, count) for kind in self.kinds if (count := sums[kind.slug])]
        known.sort(key=lambda one: -one[1])
        return [(kind.slug, str(kind.label), count) for kind, count in known[:number]]


class _Holder:
    radar: Radar | None = None


def current_radar() -> Radar:
    """Return the needs and their numbers as they stand. One query when nothing changed, else they are read anew."""
    listing, today = current_listing(), timezone.localdate()
    held = _Holder.radar
    if held is None or held.listing is not listing or held.day != today:
        held = _Holder.radar = _load(listing, today)
    return held


def _load(listing: Listing, today: date) -> Radar:
    kinds = tuple(_kinds())
    found = _numbers(listing)
    first = min((key for (division, _sees), cells in found.items() if division == "quarter" for _kind, key in cells),
                default=quarter_of(today).key)  # fmt: skip
    quarters = tuple(_quarters(first, quarter_of(today)))
    columns = {
        "district": list(listing.labels["district"]),
        "sector": list(listing.labels["sector"]),
        "quarter": [one.key for one in quarters],
    }
    rows = [kind.slug for kind in kinds]
    tables = [
        Counts(rows, columns[division], _of(found, division, Visibility.values),
               [_of(found, division, circle) for circle in CIRCLES])
        for division in DIVISIONS
    ]  # fmt: skip
    shown = dict(zip(DIVISIONS, publishable(tables), strict=True))
    listed = tables[DIVISIONS.index("district")].listed[0]
    return Radar(listing=listing, day=today, kinds=kinds, quarters=quarters, tables=shown, listed=listed)


def _numbers(listing: Listing) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """Return the numbers of open needs of public profiles by kind and value, for each division and visibility.

    One query without any order, so that all divisions are of the same moment: else their sums could differ.
    """
    found = {(division, one): Counter[tuple[str, str]]() for division in DIVISIONS for one in Visibility.values}
    kinds = dict(NeedKind.objects.values_list("pk", "slug"))
    towns, disciplines = listing.labels["municipality"], listing.labels["discipline"]
    district_of = {pk: towns[slug].above for pk, slug in listing.municipality_of.items()}
    sector_of = {pk: disciplines[slug].above for pk, slug in listing.discipline_of.items()}
    needs = Need.objects.open().of_public_profiles().order_by()
    columns = ("kind_id", "visibility", "profile__municipality_id", "profile__main_discipline_id")
    quarters: dict[date, str] = {}
    for kind_id, visibility, town_id, discipline_id, day in needs.values_list(*columns, TruncDate("created_at")):
        if day not in quarters:
            quarters[day] = quarter_of(day).key
        kind = kinds[kind_id]
        found["district", visibility][kind, district_of[town_id]] += 1
        found["sector", visibility][kind, sector_of[discipline_id]] += 1
        found["quarter", visibility][kind, quarters[day]] += 1
    return found


def _of(
    found: Mapping[tuple[str, str], Counter[tuple[str, str]]], division: str, visibilities: Iterable[str]
) -> Counter[tuple[str, str]]:
    return sum((found[division, one] for one in visibilities), Counter())


def _kinds() -> Iterator[Kind]:
    for kind in NeedKind.objects.select_related("group"):
        yield Kind(kind.slug, _label(kind), _label(kind.group))


def _label(named: NeedKind | NeedGroup) -> Label:
    names = [getattr(named, f"name_{code}") for code in LANGUAGES]
    return Label(*(name or names[0] for name in names))


def _quarters(first: str, last: Quarter) -> Iterator[Quarter]:
    year, number = first.split("-Q")
    quarter = Quarter(int(year), int(number))
    while quarter <= last:
        yield quarter
        quarter = quarter.next


def _needs(listing: Listing) -> Iterator[Wanted]:
    """Yield all open needs of public profiles: one query, the names of values from the listing."""
    needs = Need.objects.open().of_public_profiles().order_by(*IN_ORDER)
    columns = ("pk", "kind__slug", "profile__municipality_id", "profile__main_discipline_id", "urgency", "visibility")
    towns, disciplines = listing.labels["municipality"], listing.labels["discipline"]
    quarters: dict[date, str] = {}
    rows = needs.values_list(*columns, TruncDate("created_at"))
    for pk, kind, municipality_id, discipline_id, urgency, visibility, day in rows:
        town, discipline = listing.municipality_of[municipality_id], listing.discipline_of[discipline_id]
        if day not in quarters:
            quarters[day] = quarter_of(day).key
        place, sector = towns[town].above, disciplines[discipline].above
        yield Wanted(pk, kind, place, sector, quarters[day], town, discipline, urgency, visibility, day)
