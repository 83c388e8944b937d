"""The radar of needs in the back office: exact, with any filters. Its numbers never leave it unwithheld."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from catalogue.forms.needs import RadarForm
from catalogue.models import Need
from catalogue.permissions import can_see_needs_radar
from catalogue.radar import Radar, Wanted, current_radar
from catalogue.views.radar import download, label, listed
from kko.opendata.formats import csv_lines
from kko.territory.facet_map import picture

PAGE_SIZE, CHUNK = 50, 1000
COLUMNS = ("druh", "urgence", "viditelnost", "zadano", "do", "profil", "obec", "okres", "obor", "poznamka")


def needs_radar(request: HttpRequest) -> HttpResponse:
    """How many open needs there are of what is asked, where, and which ones."""
    radar, form = _asked(request)
    wanted = _chosen(radar, form.asked)
    towns = Counter(one.municipality for one in wanted)
    page = Paginator([one.pk for one in wanted], PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "total": len(wanted),
        "tables": [
            (division, _ranked(Counter(getattr(one, division) for one in wanted), names))
            for division, names in _names(radar).items()
        ],
        "picture": picture(towns, label=label),
        "towns": _ranked(towns, radar.listing.names["municipality"]),
        "page": page,
        "needs": listed(page, Need.objects.open()),
        "csv_url": f"{reverse('needs_radar_csv')}?{request.GET.urlencode()}",
        "query": urlencode([(name, value) for name, value in request.GET.items() if name != "p" and value]),
    }
    return render(request, "catalogue/needs_radar.html", context)


def needs_radar_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The needs that are asked for, one a row, for the curators' own work."""
    radar, form = _asked(request)
    ids = [one.pk for one in _chosen(radar, form.asked)]
    parts = (listed(ids[at : at + CHUNK], Need.objects.open()) for at in range(0, len(ids), CHUNK))
    response = download(csv_lines(COLUMNS, (_row(need) for part in parts for need in part)), "potreby.csv")
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest) -> tuple[Radar, RadarForm]:
    if not can_see_needs_radar(request.user):
        raise PermissionDenied
    radar = current_radar()
    return radar, RadarForm(request.GET, choices={key: names.items() for key, names in _names(radar).items()})


def _names(radar: Radar) -> dict[str, Mapping[str, str]]:
    """Return values with their names in the reader's language, by what they divide."""
    names = radar.listing.names
    kinds = {kind.slug: str(kind.label) for kind in radar.kinds}
    return {"kind": kinds, **{facet: names[facet] for facet in ("district", "sector", "discipline")}}


def _chosen(radar: Radar, asked: Mapping[str, Any]) -> list[Wanted]:
    """Return the open needs of what is asked, the most urgent and newest first."""
    equal = [(name, asked[name]) for name in ("kind", "district", "sector", "discipline") if name in asked]
    urgency, since, to = int(asked.get("urgency", 0)), asked.get("since", date.min), asked.get("to", date.max)
    return [
        one
        for one in radar.needs
        if all(getattr(one, name) == value for name, value in equal)
        and urgency in (0, one.urgency)
        and since <= one.entered_on <= to
    ]


def _ranked(numbers: Mapping[str, int], labels: Mapping[str, str]) -> list[tuple[str, int]]:
    return [
        (labels.get(key, key), number) for key, number in sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
    ]


def _row(need: Need) -> tuple:
    profile = need.profile
    return (
        need.kind.name,
        need.get_urgency_display(),
        need.get_visibility_display(),
        timezone.localdate(need.created_at),
        need.until,
        profile.name,
        profile.municipality.name,
        profile.municipality.district.name,
        profile.main_discipline.name,
        need.note_cs,
    )
