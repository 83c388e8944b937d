"""Where the catalogue is thin: public profiles by municipality, district and sector, beside the inhabitants.

A profile counts once, by its main discipline.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from catalogue.choices import QuestionKind
from catalogue.models import Answer, Discipline, Profile, Sector
from kko.moderation.choices import Provenance
from kko.territory.models import District, Municipality


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality: its profiles, how many that is for 1,000 inhabitants, and when it was last mapped."""

    slug: str
    name: str
    district: str
    population: int
    profiles: int
    mapped_on: date | None

    @property
    def per_thousand(self) -> float:
        return round(1000 * self.profiles / self.population, 2) if self.population else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """``places`` the thinnest first, ``table`` districts by sectors with ``totals`` of the sectors."""

    places: tuple[Place, ...]
    sectors: tuple[Sector, ...]
    table: tuple[tuple[str, tuple[int, ...], int], ...]
    totals: tuple[int, ...]

    @property
    def profiles(self) -> int:
        return sum(place.profiles for place in self.places)

    @property
    def empty_places(self) -> int:
        return sum(not place.profiles for place in self.places)

    def by_slug(self) -> dict[str, int]:
        """Profiles by the address of the municipality, as the facet map takes them."""
        return {place.slug: place.profiles for place in self.places}


def coverage(*, sector: Sector | None = None, discipline: Discipline | None = None) -> Coverage:
    """Return the coverage of the region, narrowed to a sector or a discipline; the table always has all sectors."""
    sectors = tuple(Sector.objects.all())
    counted = _counts()
    own = Counter[int]()
    for (place, _sector, one), number in counted.items():
        if (discipline is None or one == discipline.pk) and (sector is None or _sector == sector.pk):
            own[place] += number
    mapped = _mapped_on()
    municipalities = list(Municipality.objects.select_related("district"))
    places = [_place(one, own[one.pk], mapped) for one in municipalities]
    places.sort(key=lambda place: (place.per_thousand, -place.population, place.name))
    districts = {one.pk: one.district_id for one in municipalities}
    table, totals = _table(counted, districts, sectors)
    return Coverage(tuple(places), sectors, table, totals)


def csv_rows(found: Coverage) -> Iterator[tuple[Any, ...]]:
    """Yield municipality, district, inhabitants, profiles, profiles per 1,000 and the day of the last mapping."""
    for one in found.places:
        day = one.mapped_on.isoformat() if one.mapped_on else ""
        yield one.name, one.district, one.population, one.profiles, one.per_thousand, day


def _counts() -> dict[tuple[int, int, int], int]:
    """Public profiles by municipality, sector and discipline."""
    groups = (
        Profile.objects.published()
        .order_by()
        .values_list("municipality_id", "main_discipline__sector_id", "main_discipline_id")
    )
    return {tuple(keys): number for *keys, number in groups.annotate(number=Count("pk"))}


def _mapped_on() -> dict[Any, date]:
    """When a municipality was last mapped: by an import (its id) or by an interview (its address)."""
    mapped = Profile.objects.filter(provenance=Provenance.MAPPING).exclude(sourced_on=None).order_by()
    found: dict[Any, date] = dict(mapped.values_list("municipality_id").annotate(Max("sourced_on")))
    asked = Answer.objects.filter(question__kind=QuestionKind.MUNICIPALITY).exclude(interview__finished_at=None)
    for value, finished in asked.values_list("value", "interview__finished_at"):
        day = timezone.localdate(finished)
        if isinstance(value, str) and day > found.get(value, date.min):
            found[value] = day
    return found


def _place(one: Municipality, profiles: int, mapped: dict[Any, date]) -> Place:
    days = [day for key in (one.pk, one.slug) if (day := mapped.get(key))]
    return Place(one.slug, one.name, one.district.name, one.population, profiles, max(days, default=None))


def _table(
    counted: dict[tuple[int, int, int], int], districts: dict[int, int], sectors: tuple[Sector, ...]
) -> tuple[tuple[tuple[str, tuple[int, ...], int], ...], tuple[int, ...]]:
    cells = Counter[tuple[int, int]]()
    for (place, sector, _discipline), number in counted.items():
        cells[districts[place], sector] += number
    rows = []
    for district in District.objects.all():
        numbers = tuple(cells[district.pk, sector.pk] for sector in sectors)
        rows.append((district.name, numbers, sum(numbers)))
    totals = tuple(sum(numbers[place] for _name, numbers, _sum in rows) for place in range(len(sectors)))
    return tuple(rows), totals
