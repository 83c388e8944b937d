"""The radar of needs for everybody: fixed tables, a map of districts, and the needs that are public."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.models import Need
from catalogue.radar import IN_ORDER, Radar, current_radar
from kko.opendata.formats import csv_lines
from kko.opendata.withholding import WITHHELD
from kko.territory.facet_map import Picture, picture

PAGE_SIZE = 30
TOP = 8
# What stands in the address of a table: Czech words, the same in all languages.
TABLES = {"okresy": "district", "odvetvi": "sector", "ctvrtleti": "quarter"}
TITLES = {
    "district": gettext_lazy("Needs by district"),
    "sector": gettext_lazy("Needs by sector"),
    "quarter": gettext_lazy("Needs by the quarter in which they were entered"),
}


@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    """What the region's creatives look for: numbers of all open needs, and those needs that anybody may read."""
    found = current_radar()
    asked = {name: request.GET.get(name, "") for name in ("druh", "okres")}
    kinds = {kind.slug: str(kind.label) for kind in found.kinds}
    districts = found.columns("district")
    asked = {"druh": asked["druh"] if asked["druh"] in kinds else "",
             "okres": asked["okres"] if asked["okres"] in districts else ""}  # fmt: skip
    paginator = Paginator(_public(asked), PAGE_SIZE)
    paginator.count = found.listed_of(asked["druh"], asked["okres"])  # known without another query
    page = paginator.get_page(request.GET.get("strana"))
    context = {
        "radar": found,
        "top": found.top(TOP),
        "picture": _picture(found),
        "tables": [_table(found, word, division) for word, division in TABLES.items()],
        "page": page,
        "needs": with_profiles(Need.objects.filter(pk__in=page.object_list)).order_by(*IN_ORDER),
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "kinds": kinds.items(),
        "districts": districts.items(),
    }
    return render(request, "catalogue/radar.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def radar_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One of the radar's tables number by number; a withheld number is an empty field."""
    division = TABLES.get(request.GET.get("tabulka", ""))
    if division is None:
        raise Http404
    names = ("druh", "nazev_druhu", "hodnota", "nazev_hodnoty", "pocet")
    rows = [tuple(row) for row in current_radar().rows(division)]
    return download(csv_lines(names, rows), f"potreby-{request.GET['tabulka']}.csv")


def download(lines: Iterable[str], filename: str) -> StreamingHttpResponse:
    """Return lines of CSV as a file to keep."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def label(number: int) -> str:
    """Return a number of needs in words."""
    return ngettext("%(number)d need", "%(number)d needs", number) % {"number": number}


def _table(found: Radar, word: str, division: str) -> dict[str, Any]:
    table = found.tables[division]
    return {
        "key": word,
        "title": TITLES[division],
        "columns": found.columns(division).values(),
        "groups": list(found.groups(division)),
        "sums": [table.columns[value] for value in found.columns(division)],
        "total": table.total,
        "url": f"{reverse('catalogue:radar_csv')}?{urlencode({'tabulka': word})}",
        "width": len(found.columns(division)) + 2,
    }


def _picture(found: Radar) -> Picture:
    """Return the map: each municipality in the shade of its district; a withheld number leaves it blank."""
    numbers = found.tables["district"].columns
    above = {slug: place.above for slug, place in found.listing.labels["municipality"].items()}
    shown = {slug: number for slug, district in above.items() if (number := numbers[district]) is not WITHHELD}
    address = reverse("catalogue:radar")
    return picture(
        shown,
        url=lambda slug: f"{address}?{urlencode({'okres': above[slug]})}#potreby",
        label=lambda number: _("in the whole district: %(needs)s") % {"needs": label(number)},
    )


def _public(asked: dict[str, str]) -> QuerySet[Need]:
    """Return the ids of the needs that anybody may read, of what is asked, the most urgent and newest first.

    Only ids: what a list shows besides is joined to the needs of one page, and not to all before they are sorted.
    """
    needs = Need.objects.visible_to(AnonymousUser()).open().order_by(*IN_ORDER).values("pk")
    if asked["druh"]:
        needs = needs.filter(kind__slug=asked["druh"])
    if asked["okres"]:
        needs = needs.filter(profile__municipality__district__slug=asked["okres"])
    return needs


def listed(ids: Iterable[int], needs: QuerySet[Need]) -> list[Need]:
    """Return those of ``needs`` whose ids are given, in their order, with what a list shows of them.

    The radar found the ids in its memory; what may be shown the database says.
    """
    by_id = with_profiles(needs).in_bulk(list(ids))
    return [by_id[pk] for pk in ids if pk in by_id]


def with_profiles(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Return ``needs`` with what a list shows of them and of their profiles."""
    related = ("kind", "profile__municipality__district", "profile__main_discipline")
    texts = [f"profile__{name}_{code}" for name in ("text", "services") for code in ("cs", "en", "de")]
    return needs.select_related(*related).defer(*texts)
