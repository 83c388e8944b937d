"""The list the ordinary way: a filter set, a paginator, one GROUP BY for each facet over the filtered rows."""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from benchmarks.careful.filters import PublicProfileFilterSet
from benchmarks.careful.models import PublicProfile
from benchmarks.wordlist import OF_WHAT, SURNAMES
from catalogue.choices import Availability, Form
from catalogue.models import Discipline, Sector
from catalogue.views.public import TITLES, Card, Filter, Option
from kko.covers.addresses import cover_url
from kko.territory.models import District

PAGE_SIZE = 24
SHOWN_MUNICIPALITIES = 8
BODY = ("<!doctype html><p>" + " ".join(f"{one} {other}" for one in SURNAMES for other in OF_WHAT))[:30_000]


class CountedPaginator(Paginator):
    """A paginator that was told how many there are, since the counts of the facets say it."""

    def __init__(self, *args, count: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known = count

    @cached_property
    def count(self) -> int:
        return self.known


def bare(request: HttpRequest) -> HttpResponse:
    """A constant of 30 kB: what middleware, compression and the server cost."""
    return HttpResponse(BODY)


def profile_list(request: HttpRequest) -> HttpResponse:
    filtered = PublicProfileFilterSet(request.GET, PublicProfile.objects.published())
    profiles = filtered.qs
    counts = _counts(profiles.order_by())
    page = CountedPaginator(profiles.for_cards(), PAGE_SIZE, count=counts["total"]).get_page(request.GET.get("strana"))
    chosen = {name: filtered.form.cleaned_data.get(name) or [] for name in TITLES_BY_PARAMETER}
    context = {
        "question": SimpleNamespace(text=request.GET.get("q", ""), order=""),
        "count": counts["total"],
        "filters": _filters(counts, chosen, request),
        "chips": _chips(request, chosen),
        "cards": [_card(profile) for profile in page],
        "pages": _pages(request, page),
        "suggestion": None,
    }
    return render(request, "catalogue/list.html", context)


TITLES_BY_PARAMETER = {
    "odvetvi": TITLES["sector"],
    "obor": TITLES["discipline"],
    "okres": TITLES["district"],
    "obec": TITLES["municipality"],
    "forma": TITLES["form"],
    "nabizi": TITLES["availability"],
}


def _counts(profiles) -> dict[str, Any]:
    """Return the counts of all facets in four queries: sectors are summed from disciplines, districts from places."""
    availability = {name: Count("pk", filter=Q(**{name: True})) for name in Availability.values}
    counts: dict[str, Any] = profiles.aggregate(total=Count("pk"), **availability)
    counts |= dict(profiles.values_list("form").annotate(Count("pk")))
    disciplines = profiles.values_list("main_discipline__slug", "main_discipline__sector__slug").annotate(Count("pk"))
    counts["obor"] = {slug: number for slug, _, number in disciplines}
    counts["odvetvi"] = _sums((sector, number) for _, sector, number in disciplines)
    places = profiles.values_list("municipality__slug", "municipality__name", "municipality__district__slug")
    places = list(places.annotate(number=Count("pk")).order_by("-number"))
    counts["obec"] = {slug: (name, number) for slug, name, _, number in places}
    counts["okres"] = _sums((district, number) for _, _, district, number in places)
    return counts


def _sums(pairs) -> dict[str, int]:
    sums: dict[str, int] = {}
    for key, number in pairs:
        sums[key] = sums.get(key, 0) + number
    return sums


def _filters(counts: dict[str, Any], chosen: dict[str, Any], request: HttpRequest) -> list[Filter]:
    sectors = chosen["odvetvi"]
    filters = [_filter("odvetvi", [(one.slug, one.name) for one in Sector.objects.all()], counts["odvetvi"], chosen)]
    if sectors:
        within = Discipline.objects.filter(sector__in=sectors)
        filters.append(_filter("obor", [(one.slug, one.name) for one in within], counts["obor"], chosen))
    districts = [(one.slug, one.name) for one in District.objects.all()]
    places = {one.slug: one.name for one in chosen["obec"]}
    places |= {slug: name for slug, (name, _) in list(counts["obec"].items())[:SHOWN_MUNICIPALITIES]}
    numbers = {slug: number for slug, (_, number) in counts["obec"].items()}
    more = f"?{request.GET.urlencode()}" if len(numbers) > SHOWN_MUNICIPALITIES else ""
    return [
        *filters,
        _filter("okres", districts, counts["okres"], chosen),
        _filter("obec", list(places.items()), numbers, chosen, more),
        _filter("forma", Form.choices, counts, chosen),
        _filter("nabizi", Availability.choices, counts, chosen),
    ]


def _filter(parameter: str, values: list, counts: dict[str, Any], chosen: dict[str, Any], more_url: str = "") -> Filter:
    ticked = {_slug(one) for one in chosen[parameter]}
    options = [Option(value, label, str(counts.get(value, 0)), value in ticked) for value, label in values]
    return Filter(parameter, TITLES_BY_PARAMETER[parameter], options, more_url)


def _slug(one) -> str:
    return one if isinstance(one, str) else one.slug


def _chips(request: HttpRequest, chosen: dict[str, Any]) -> list[dict[str, str]]:
    labels = {**dict(Form.choices), **dict(Availability.choices)}
    chips = []
    for parameter, values in chosen.items():
        for one in values:
            left = request.GET.copy()
            left.setlist(parameter, [value for value in left.getlist(parameter) if value != _slug(one)])
            label = labels[one] if isinstance(one, str) else one.name
            chips.append({"label": label, "query": f"?{left.urlencode()}"})
    return chips


def _card(profile: PublicProfile) -> Card:
    discipline, place = profile.main_discipline.name, profile.municipality.name
    address, cover = profile.get_absolute_url(), cover_url(profile.slug, profile.main_discipline.sector.slug)
    return Card(profile.name, address, cover, discipline, place, profile.summary, "", profile.is_sample)


def _pages(request: HttpRequest, page) -> list[dict[str, Any]]:
    if page.paginator.num_pages == 1:
        return []
    pages = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            query = request.GET.copy()
            query["strana"] = str(number)
            pages.append({"number": number, "query": f"?{query.urlencode()}", "current": number == page.number})
        else:
            pages.append({"number": None})
    return pages
