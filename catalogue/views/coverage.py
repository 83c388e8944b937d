"""What curators read off the mapping: the sum of a wave, and where the catalogue is thin."""

from collections.abc import Iterable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue import coverage as covering
from catalogue import summing
from catalogue.actions.interviews import copy_wave
from catalogue.models import Discipline, Sector, Wave
from catalogue.views.radar import download
from kko.accounts.permissions import can_use_desk
from kko.opendata.formats import csv_lines
from kko.territory.facet_map import picture

INTERVIEWS_ON_PAGE = 300


def for_curators(view):
    """Let curators and administrators in; nothing of it is kept by a cache."""

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_use_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(checked)


@for_curators
def wave_sum(request: HttpRequest, pk: int) -> HttpResponse:
    """Each question with its numbers, and the interviews of the wave."""
    wave = get_object_or_404(Wave, pk=pk)
    interviews = wave.interviews.select_related("fieldworker", "profile")[:INTERVIEWS_ON_PAGE]
    context = {
        "wave": wave,
        "sum": summing.sum_wave(wave),
        "interviews": interviews,
        "waves_url": reverse(Wave.snippet_viewset.get_url_name("list")),
        "edit_url": reverse(Wave.snippet_viewset.get_url_name("edit"), args=[pk]),
    }
    return render(request, "catalogue/wave_sum.html", context)


@for_curators
def wave_sum_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The sum of a wave as a sheet."""
    wave = get_object_or_404(Wave, pk=pk)
    names = (_("question"), _("answer"), _("count"), _("share in per cent"))
    return _sheet(slugify(wave.name) or f"wave-{pk}", names, summing.csv_rows(summing.sum_wave(wave)))


@for_curators
@require_POST
def wave_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new wave with the same questions."""
    copied = copy_wave(wave=get_object_or_404(Wave, pk=pk), by=request.user)
    messages.success(request, _("Copied. Give the new wave its name and days, and open it."))
    return redirect(Wave.snippet_viewset.get_url_name("edit"), copied.pk)


@for_curators
def coverage(request: HttpRequest) -> HttpResponse:
    """Districts by sectors, the map, and the municipalities with the thinnest first."""
    sector, discipline = _narrowed(request)
    found = covering.coverage(sector=sector, discipline=discipline)
    context = {
        "coverage": found,
        "sector": sector,
        "discipline": discipline,
        "disciplines": Discipline.objects.in_order(),
        "picture": picture(
            found.by_slug(),
            label=lambda n: ngettext("%(number)d profile", "%(number)d profiles", n) % {"number": n},
        ),
        "query": request.GET.urlencode(),
    }
    return render(request, "catalogue/coverage.html", context)


@for_curators
def coverage_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The municipalities as a sheet."""
    sector, discipline = _narrowed(request)
    found = covering.coverage(sector=sector, discipline=discipline)
    names = (
        _("municipality"), _("district"), _("inhabitants"), _("profiles"),
        _("profiles per 1,000 inhabitants"), _("last mapped on"),
    )  # fmt: skip
    return _sheet("pokryti", names, covering.csv_rows(found))


def _narrowed(request: HttpRequest) -> tuple[Sector | None, Discipline | None]:
    """Return what the address narrows the coverage to; unknown words narrow nothing."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("sector", "discipline")}
    sector = Sector.objects.filter(slug=asked["sector"]).first()
    discipline = Discipline.objects.filter(slug=asked["discipline"]).first()
    return sector, discipline


def _sheet(name: str, heads: tuple[str, ...], rows: Iterable[tuple]) -> StreamingHttpResponse:
    return download(csv_lines(heads, rows), f"{name}.csv")
