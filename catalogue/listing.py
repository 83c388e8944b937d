"""The index of the catalogue kept fresh in each process, with the labels that its pages show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import get_language, override

from catalogue.choices import Availability, Form
from catalogue.facets import FACETS, FacetIndex, Row
from catalogue.models import CatalogueState, Discipline, Profile, Sector
from kko.territory.models import District, Municipality
from kko.territory.place import SOUTH, WEST, Point, point_of, published_point

LANGUAGES = ("cs", "en", "de")
ABOVE = {"discipline": "sector", "municipality": "district"}
UNITS = 100_000  # to a degree: a unit is about a metre


class Label(NamedTuple):
    """The name of a facet's value in three languages, in the order of ``LANGUAGES``; ``above`` is its parent."""

    cs: str
    en: str
    de: str
    above: str = ""

    def __str__(self) -> str:
        return self[LANGUAGES.index(_language())]


def _language() -> str:
    code = (get_language() or "cs")[:2]
    return code if code in LANGUAGES else "cs"


class Places:
    """Where the public profiles are: each published point once, in ``UNITS`` east and north of ``WEST``, ``SOUTH``.

    ``points`` go from west to east; ``at`` has for every position of the index the number of its point.
    """

    def __init__(self, points: Iterable[tuple[int, int]]) -> None:
        column = list(points)
        self.points = sorted(set(column))
        self.number = {point: number for number, point in enumerate(self.points)}
        self.at = [self.number[point] for point in column]

    def counted(self, facets: FacetIndex, mask: int) -> list[tuple[int, int, int]]:
        """Return the points of ``mask`` as x, y and how many profiles are there, from west to east."""
        found = Counter(facets.pick(mask, self.at))
        return [(*self.points[number], found[number]) for number in sorted(found)]

    def mask_at(self, facets: FacetIndex, points: Iterable[tuple[int, int]]) -> int:
        """Return the positions of those at just these points as a set."""
        asked = {self.number[point] for point in points if point in self.number}
        return facets.mask_of(pk for pk, number in zip(facets.ids, self.at, strict=True) if number in asked)


@dataclass(frozen=True)
class Listing:
    """One state of the catalogue: its facets, places, and the labels of every value in the order of display."""

    facets: FacetIndex
    places: Places
    labels: dict[str, dict[str, Label]]
    discipline_of: dict[int, str]
    municipality_of: dict[int, str]
    unconfirmed: int = 0  # the positions of those that nobody has confirmed for long

    def within(self, hits: int | None = None, *, unconfirmed: bool = False) -> int | None:
        """Return what of ``hits`` (``None``: of everything) is listed: not the long unconfirmed, unless asked."""
        if unconfirmed or not self.unconfirmed:
            return hits
        return (self.facets.everything if hits is None else hits) & ~self.unconfirmed

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return the counts by facet of all that is listed."""
        return self.facets.select({}, self.within()).counts

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """What the values are called in the reader's language, by facet. Take it once for a page."""
        return self._names[_language()]

    @cached_property
    def _names(self) -> dict[str, dict[str, dict[str, str]]]:
        return {code: {facet: _in(code, labels) for facet, labels in self.labels.items()} for code in LANGUAGES}


def _in(code: str, labels: dict[str, Label]) -> dict[str, str]:
    return {value: label[LANGUAGES.index(code)] for value, label in labels.items()}


class _Holder:
    listing: Listing | None = None


def current_listing() -> Listing:
    """Return the catalogue as it stands. One query when nothing changed, else it is read anew."""
    stamp = CatalogueState.objects.values_list("stamp", flat=True).first() or ""
    held = _Holder.listing
    if held is None or held.facets.stamp != stamp:
        held = _Holder.listing = _load(stamp)
    return held


def _load(stamp: str) -> Listing:
    disciplines = {one.pk: one for one in Discipline.objects.in_order()}
    municipalities = {one.pk: one for one in Municipality.objects.select_related("district")}
    rows = list(_rows(disciplines, municipalities))
    labels: dict[str, dict[str, Label]] = {
        "sector": {one.slug: Label(one.name_cs, one.name_en, one.name_de) for one in Sector.objects.all()},
        "discipline": {
            one.slug: Label(one.name_cs, one.name_en, one.name_de, one.sector.slug) for one in disciplines.values()
        },
        "district": {one.slug: _place_label(one) for one in District.objects.order_by("name")},
        "municipality": {one.slug: _place_label(one, one.district.slug) for one in municipalities.values()},
        "form": _choice_labels(Form),
        "availability": _choice_labels(Availability),
    }
    assert set(labels) == set(FACETS)
    facets = FacetIndex(rows=rows, stamp=stamp, above={facet: _above(labels, facet) for facet in ABOVE})
    return Listing(
        facets=facets,
        places=Places(row.point for row in rows),
        labels=labels,
        discipline_of={pk: one.slug for pk, one in disciplines.items()},
        municipality_of={pk: one.slug for pk, one in municipalities.items()},
        unconfirmed=facets.mask_of(_long_unconfirmed()),
    )


def _long_unconfirmed() -> list[int]:
    return list(Profile.objects.published().unlisted().values_list("pk", flat=True))


def _place_label(place: District | Municipality, above: str = "") -> Label:
    return Label(place.name, place.name, place.name, above)


def _choice_labels(choices: type[Form] | type[Availability]) -> dict[str, Label]:
    names = []
    for code in LANGUAGES:
        with override(code):
            names.append([str(choice.label) for choice in choices])
    return {value: Label(*several) for value, *several in zip(choices.values, *names, strict=True)}


def _above(labels: dict[str, dict[str, Label]], facet: str) -> tuple[str, dict[str, str]]:
    return ABOVE[facet], {value: label.above for value, label in labels[facet].items()}


def _rows(disciplines: dict[int, Discipline], municipalities: dict[int, Municipality]) -> Iterator[Row]:
    """Yield the public profiles in the order of their names."""
    further: dict[int, list[int]] = defaultdict(list)
    for profile_id, discipline_id in Profile.disciplines.through.objects.values_list("profile_id", "discipline_id"):
        further[profile_id].append(discipline_id)
    columns = ["pk", "first_published_at", "form", "municipality_id", "main_discipline_id"]
    columns += ["latitude", "longitude", "precision", *Availability.values]
    published = Profile.objects.published().order_by("sort_key", "pk").values_list(*columns)
    places = {pk: ((one.slug,), (one.district.slug,), point_of(one)) for pk, one in municipalities.items()}
    for pk, first_published_at, form, municipality_id, main_id, *rest in published.iterator(chunk_size=5000):
        latitude, longitude, precision, *open_to = rest
        own = [disciplines[main_id], *(disciplines[one] for one in further.get(pk, ()))]
        municipality, district, centre = places[municipality_id]
        exact = None if latitude is None or longitude is None else Point(latitude, longitude)
        yield Row(
            pk,
            first_published_at.timestamp() if first_published_at else 0.0,
            {
                "sector": {one.sector.slug for one in own},
                "discipline": {one.slug for one in own},
                "district": district,
                "municipality": municipality,
                "form": (form,),
                "availability": [name for name, yes in zip(Availability.values, open_to, strict=True) if yes],
            },
            _in_units(published_point(exact, precision, centre)),
        )


def _in_units(point: Point) -> tuple[int, int]:
    return round((point.longitude - WEST) * UNITS), round((point.latitude - SOUTH) * UNITS)


def label_of(listing: Listing, facet: str, value: str) -> str:
    """Return the label of a facet's value in the reader's language."""
    return listing.names[facet][value]


def is_known(listing: Listing, facet: str, value: str) -> bool:
    """Whether the facet has such a value at all."""
    return value in listing.labels[facet]
