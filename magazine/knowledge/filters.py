"""The filters of case studies: by theme, country, size, kind of building and money, all at once, with counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from magazine.knowledge_choices import SIZE_BOUNDS, Building, Country, LinkState, Money, Size
from magazine.models import CaseStudyPage, KnowledgeTheme, Reference, StudyMoney

ThemeOfStudy = CaseStudyPage.themes.through


@dataclass(frozen=True)
class Option:
    """A tick box: what it would bring, given the other filters, and the query without it (for its chip)."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    """A group of tick boxes."""

    parameter: str
    title: Any
    options: list[Option]


def band(size_m2: int | None) -> str:
    """Return the band of a size in square metres."""
    for value, (least, below) in SIZE_BOUNDS.items():
        if size_m2 is not None and least <= size_m2 and (below is None or size_m2 < below):
            return value
    return Size.UNKNOWN


class StudyFilterSet(django_filters.FilterSet):
    """Values of one filter widen the choice, filters among each other narrow it."""

    tema = django_filters.MultipleChoiceFilter(label=_("Theme"), method="by_theme")
    zeme = django_filters.MultipleChoiceFilter(label=_("Country"), choices=Country.choices, method="by_country")
    velikost = django_filters.MultipleChoiceFilter(label=_("Size"), choices=Size.choices, method="by_size")
    stavba = django_filters.MultipleChoiceFilter(
        label=_("Kind of building"), choices=Building.choices, method="by_building"
    )
    penize = django_filters.MultipleChoiceFilter(label=_("Money"), choices=Money.choices, method="by_money")

    class Meta:
        model = CaseStudyPage
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet) -> None:
        self.themes = {theme.slug: str(theme) for theme in KnowledgeTheme.objects.all()}
        self.labels = {
            "tema": self.themes, "zeme": dict(Country.choices), "velikost": dict(Size.choices),
            "stavba": dict(Building.choices), "penize": dict(Money.choices),
        }  # fmt: skip
        super().__init__(self._known(data), queryset)
        self.filters["tema"].extra["choices"] = list(self.themes.items())

    def _known(self, data: QueryDict) -> QueryDict:
        """What the address says, without values that nobody knows."""
        known = QueryDict(mutable=True)
        for name, labels in self.labels.items():
            known.setlist(name, [value for value in dict.fromkeys(data.getlist(name)) if value in labels])
        return known

    def by_theme(self, studies: QuerySet, _name: str, values: list[str]) -> QuerySet:
        tied = ThemeOfStudy.objects.filter(knowledgetheme__slug__in=values)
        return studies.filter(pk__in=tied.values("casestudypage"))

    def by_country(self, studies: QuerySet, _name: str, values: list[str]) -> QuerySet:
        return studies.filter(country__in=values)

    def by_building(self, studies: QuerySet, _name: str, values: list[str]) -> QuerySet:
        return studies.filter(building__in=values)

    def by_money(self, studies: QuerySet, _name: str, values: list[str]) -> QuerySet:
        return studies.filter(pk__in=StudyMoney.objects.filter(source__in=values).values("study"))

    def by_size(self, studies: QuerySet, _name: str, values: list[str]) -> QuerySet:
        wanted = Q(size_m2=None) if Size.UNKNOWN in values else Q(pk__in=[])
        for value in set(values) & SIZE_BOUNDS.keys():
            least, below = SIZE_BOUNDS[value]
            wanted |= Q(size_m2__gte=least) if below is None else Q(size_m2__gte=least, size_m2__lt=below)
        return studies.filter(wanted)

    def chosen(self) -> dict[str, list[str]]:
        return {name: self.data.getlist(name) for name in self.labels if self.data.getlist(name)}

    def without(self, name: str) -> QuerySet:
        """What is found by all filters but one."""
        studies = self.queryset
        for other, values in self.chosen().items():
            if other != name:
                studies = self.filters[other].filter(studies, values)
        return studies

    def facets(self) -> list[Facet]:
        """Return the groups of tick boxes; a value that nothing has shows only where it is ticked."""
        counts: dict[str, Mapping[str, int]] = {
            "tema": self._tied(ThemeOfStudy.objects, "casestudypage", "knowledgetheme__slug", "tema"),
            "zeme": dict(self.without("zeme").values_list("country").annotate(n=Count("pk")).order_by()),
            "velikost": Counter(map(band, self.without("velikost").order_by().values_list("size_m2", flat=True))),
            "stavba": dict(self.without("stavba").values_list("building").annotate(n=Count("pk")).order_by()),
            "penize": self._tied(StudyMoney.objects, "study", "source", "penize"),
        }
        return [Facet(name, self.filters[name].label, list(self._options(name, counts[name]))) for name in self.labels]

    def _tied(self, rows: Any, to: str, value: str, name: str) -> dict[str, int]:
        own = rows.filter(**{f"{to}__in": self.without(name).order_by().values("pk")})
        return dict(own.values_list(value).annotate(n=Count(to, distinct=True)).order_by())

    def _options(self, name: str, counts: Mapping[str, int]) -> Iterable[Option]:
        ticked = self.data.getlist(name)
        for value, label in self.labels[name].items():
            if counts.get(value) or value in ticked:
                yield Option(value, str(label), counts.get(value, 0), value in ticked)

    def chips(self) -> list[tuple[str, str]]:
        """Return the filters in force: the label, and the query string that is left without it."""
        return [
            (str(self.labels[name][value]), self._query_without(name, value))
            for name, values in self.chosen().items()
            for value in values
        ]

    def _query_without(self, name: str, value: str) -> str:
        left = self.data.copy()
        left.setlist(name, [one for one in left.getlist(name) if one != value])
        return f"?{left.urlencode()}"


class ReferenceFilterSet(WagtailFilterSet):
    """The literature in the back office, by kind and by what the last check of its link found."""

    link_state = django_filters.ChoiceFilter(label=_("Link"), choices=LinkState.choices)

    class Meta:
        model = Reference
        fields = ["kind", "is_sample"]
