"""What editors read of the searches: what was sought in vain, and what most."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kko.opendata.formats import csv_lines
from kko.search.models import Promotion, Synonym
from kko.search.permissions import can_see_searches
from kko.search.phrases import SHOWN_FROM, frequent, in_vain

PERIODS = (30, 90, 365)  # days
SHOWN = 100


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who may see the searches; no cache keeps the page."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not can_see_searches(request.user):
            raise PermissionDenied
        return view(request)

    return never_cache(checked)


@for_editors
def searches(request: HttpRequest) -> HttpResponse:
    """Two tables of words searched at least twice in the period."""
    days = _days(request)
    since = timezone.localdate() - timedelta(days=days)
    context = {
        "days": days,
        "periods": PERIODS,
        "shown_from": SHOWN_FROM,
        "in_vain": list(in_vain(since, most=SHOWN)),
        "frequent": list(frequent(since, most=SHOWN)),
        "csv_url": f"{reverse('searches_csv')}?dnu={days}",
        "synonyms_url": reverse(Synonym.snippet_viewset.get_url_name("list")),
        "promotions_url": reverse(Promotion.snippet_viewset.get_url_name("list")),
    }
    return render(request, "search/searches.html", context)


@for_editors
def searches_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All words searched at least twice in the period, as a sheet."""
    since = timezone.localdate() - timedelta(days=_days(request))
    rows = ((one.phrase, one.searches, one.empty, one.last_on.isoformat()) for one in frequent(since))
    names = (_("words"), _("searches"), _("of which found nothing"), _("last searched on"))
    response = StreamingHttpResponse(csv_lines(names, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hledani.csv"'
    return response


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("dnu", "")
    return int(asked) if asked in {str(one) for one in PERIODS} else PERIODS[0]
