"""Filters of the public lists of projects and outputs, each with what another tick would bring.

A region has hundreds of projects, not thousands: what the filters ask for is read in a few queries, whatever
the filters, and counted in memory.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Language, Money, OutputKind, OutputLicence, ProjectState, TargetGroup
from catalogue.models import Output, Project
from catalogue.search.projects import OUTPUT_KIND, PROJECT_KIND
from kko.search.retrieval import matching_set

WHOLE_REGION = "kraj"
QUERY_LENGTH = 200
Rows = Mapping[int, Mapping[str, frozenset[str]]]


class FacetedFilterSet(django_filters.FilterSet):
    """A filter set that knows how many records each value of each filter would leave.

    ``rows`` has the values of every public record by the parameter of the filter; ``labels`` the values with
    their names in the order of display. Values that nobody has heard of are left out, so an old address works.
    """

    kind = ""
    q = django_filters.CharFilter(method="unfiltered", max_length=QUERY_LENGTH)

    def __init__(self, data: QueryDict, queryset: QuerySet) -> None:
        self.rows, self.labels = self.read(queryset)
        known = QueryDict(mutable=True)
        known["q"] = " ".join(data.get("q", "").replace("\0", " ").split())[:QUERY_LENGTH]
        for parameter, labels in self.labels.items():
            known.setlist(parameter, list(dict.fromkeys(one for one in data.getlist(parameter) if one in labels)))
        super().__init__(known, queryset)
        for parameter, labels in self.labels.items():
            self.filters[parameter].extra["choices"] = list(labels.items())

    def read(self, queryset: QuerySet) -> tuple[Rows, dict[str, dict[str, Any]]]:
        """Return rows and labels. Takes the same number of queries whatever there is."""
        raise NotImplementedError

    def unfiltered(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the query as it is: ``filter_queryset`` looks at all filters at once."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(pk__in=self.ids())

    @property
    def text(self) -> str:
        return self.form.cleaned_data.get("q", "") if self.form.is_valid() else ""

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The ticked values by parameter."""
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        return {parameter: values for parameter in self.labels if (values := cleaned.get(parameter))}

    def ids(self) -> set[int]:
        """Return the ids of what is asked for."""
        return {pk for pk, row in self._found.items() if all(row[one] & wanted for one, wanted in self._wanted())}

    def counts(self) -> dict[str, Counter[str]]:
        """Return by parameter how many records each value would leave, the ticks of other filters kept."""
        found = {}
        for parameter in self.labels:
            others = [(name, wanted) for name, wanted in self._wanted() if name != parameter]
            rows = (row for row in self._found.values() if all(row[name] & wanted for name, wanted in others))
            found[parameter] = Counter(value for row in rows for value in row[parameter])
        return found

    def _wanted(self) -> list[tuple[str, frozenset[str]]]:
        return [(parameter, frozenset(values)) for parameter, values in self.chosen.items()]

    @property
    def _found(self) -> Rows:
        """The rows that the words fit: all of them without words."""
        if not hasattr(self, "_fitting"):
            hits = matching_set(self.text, self.kind, prefix=True) if self.text else None
            self._fitting = {pk: row for pk, row in self.rows.items() if hits is None or pk in hits}
        return self._fitting


def _ticks(title: Any) -> django_filters.MultipleChoiceFilter:
    return django_filters.MultipleChoiceFilter(
        label=title, choices=(), method="unfiltered", widget=forms.CheckboxSelectMultiple
    )


class ProjectFilterSet(FacetedFilterSet):
    """Projects by what people ask first: where, when, for whom, whose money, what came of it."""

    kind = PROJECT_KIND
    stav = _ticks(_("State"))
    okres = _ticks(_("District"))
    obec = _ticks(_("Municipality"))
    komu = _ticks(_("For whom"))
    vystup = _ticks(_("What it left"))
    penize = _ticks(_("Whose money"))
    rok = _ticks(_("Year"))

    class Meta:
        model = Project
        fields: list[str] = []

    def read(self, queryset: QuerySet) -> tuple[Rows, dict[str, dict[str, Any]]]:
        places, names = _places_of(queryset)
        kinds: dict[int, set[str]] = defaultdict(set)
        for pk, kind in Output.objects.published().values_list("project_id", "kind"):
            kinds[pk].add(kind)
        rows = {}
        columns = ("pk", "state", "starts_in", "ends_in", "target_groups", "money")
        for pk, state, first, last, groups, money in queryset.order_by().values_list(*columns):
            rows[pk] = {
                "stav": frozenset([state]),
                "okres": frozenset(district for _slug, district in places[pk]) or frozenset([WHOLE_REGION]),
                "obec": frozenset(slug for slug, _district in places[pk]),
                "komu": frozenset(groups),
                "vystup": frozenset(kinds[pk]),
                "penize": frozenset(money),
                "rok": frozenset(map(str, years_of(first, last))),
            }
        return rows, _project_labels(rows, names)


def _project_labels(rows: Rows, names: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    years = sorted({year for row in rows.values() for year in row["rok"]}, reverse=True)
    whole = {WHOLE_REGION: _("the whole region")} if any(WHOLE_REGION in row["okres"] for row in rows.values()) else {}
    return {
        "stav": dict(ProjectState.choices),
        "okres": {**names["okres"], **whole},
        "vystup": dict(OutputKind.choices),
        "komu": dict(TargetGroup.choices),
        "penize": dict(Money.choices),
        "rok": {year: year for year in years},
        "obec": names["obec"],
    }


def _places_of(queryset: QuerySet) -> tuple[dict[int, set[tuple[str, str]]], dict[str, dict[str, Any]]]:
    """Return municipality and district of each project by id, and the names of those that occur, by name."""
    links = Project.municipalities.through.objects.filter(project__in=queryset.order_by().values("pk"))
    columns = ("slug", "name", "district__slug", "district__name")
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, dict[str, Any]] = {"obec": {}, "okres": {}}
    ordered = links.order_by("municipality__sort_key", "municipality__code")
    for pk, slug, name, district, of_district in ordered.values_list(
        "project_id", *(f"municipality__{one}" for one in columns)
    ):
        found[pk].add((slug, district))
        names["obec"][slug] = name
        names["okres"][district] = of_district
    names["okres"] = dict(sorted(names["okres"].items()))
    return found, names


def years_of(first: int | None, last: int | None) -> Iterable[int]:
    """Return the years in which a project ran: without an end to this one."""
    if first is None and last is None:
        return ()
    begins = first if first is not None else last
    ends = last if last is not None else max(begins, timezone.localdate().year)
    return range(begins, ends + 1)


class OutputFilterSet(FacetedFilterSet):
    """Outputs by what they are, under what licence, in which language."""

    kind = OUTPUT_KIND
    druh = _ticks(_("Kind"))
    licence = _ticks(_("Licence"))
    jazyk = _ticks(_("Language"))

    class Meta:
        model = Output
        fields: list[str] = []

    def read(self, queryset: QuerySet) -> tuple[Rows, dict[str, dict[str, Any]]]:
        rows = {
            pk: {"druh": frozenset([kind]), "licence": frozenset([licence]), "jazyk": frozenset(languages)}
            for pk, kind, licence, languages in queryset.order_by().values_list("pk", "kind", "licence", "languages")
        }
        used = {value for row in rows.values() for values in row.values() for value in values}
        return rows, {
            "druh": dict(OutputKind.choices),
            "licence": {value: label for value, label in OutputLicence.choices if value in used},
            "jazyk": {value: label for value, label in Language.choices if value in used},
        }
