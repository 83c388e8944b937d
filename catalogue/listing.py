"""The index of the catalogue kept fresh in each process, with the labels that its pages show."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import get_language, override

from catalogue.choices import Availability, Form
from catalogue.facets import FACETS, FacetIndex, Row
from catalogue.models import CatalogueState, Discipline, Profile, Sector
from kko.territory.models import District, Municipality

LANGUAGES = ("cs", "en", "de")
ABOVE = {"discipline": "sector", "municipality": "district"}


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


@dataclass(frozen=True)
class Listing:
    """One state of the catalogue: its facets, and the labels of every value in the order of display."""

    facets: FacetIndex
    labels: dict[str, dict[str, Label]]
    discipline_of: dict[int, str]
    municipality_of: dict[int, str]

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
    return Listing(
        facets=FacetIndex(rows=rows, stamp=stamp, above={facet: _above(labels, facet) for facet in ABOVE}),
        labels=labels,
        discipline_of={pk: one.slug for pk, one in disciplines.items()},
        municipality_of={pk: one.slug for pk, one in municipalities.items()},
    )


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
    columns = ["pk", "first_published_at", "form", "municipality_id", "main_discipline_id", *Availability.values]
    published = Profile.objects.published().order_by("sort_key", "pk").values_list(*columns)
    places = {pk: ((one.slug,), (one.district.slug,)) for pk, one in municipalities.items()}
    for pk, first_published_at, form, municipality_id, main_id, *open_to in published.iterator(chunk_size=5000):
        own = [disciplines[main_id], *(disciplines[one] for one in further.get(pk, ()))]
        municipality, district = places[municipality_id]
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
        )


def label_of(listing: Listing, facet: str, value: str) -> str:
    """Return the label of a facet's value in the reader's language."""
    return listing.names[facet][value]


def is_known(listing: Listing, facet: str, value: str) -> bool:
    """Whether the facet has such a value at all."""
    return value in listing.labels[facet]
