"""The editors' calendar and their report of broken links, in the back office."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from magazine.models import PageLink
from magazine.permissions import can_plan
from magazine.planning import days_of, in_review, month_from, planned, reviews

ROWS = 50


def plan(request: HttpRequest) -> HttpResponse:
    """What goes out, is taken down and waits in a month (``?mesic=2026-12``), for editors."""
    if not can_plan(request.user):
        raise PermissionDenied
    first = month_from(request.GET.get("mesic", ""))
    reviewed = in_review()
    plans = planned(reviewed)
    days = days_of(first, plans)
    context = {
        "month": first,
        "days": days,
        "weekdays": days[:7],
        "count": sum(len(day.plans) for day in days),
        "reviews": reviews(reviewed),
        "late": [one for one in plans if one.is_late],
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=31)).replace(day=1),
    }
    return render(request, "magazine/plan.html", context)


def broken_links(request: HttpRequest) -> HttpResponse:
    """Links of public pages that fail, with the page, the state and since when, for editors."""
    if not can_plan(request.user):
        raise PermissionDenied
    found = PageLink.objects.broken().select_related("page", "outside")
    rows = Paginator(found.order_by("outside__link_failing_since", "page__title", "pk"), ROWS).get_page(
        request.GET.get("strana")
    )
    rows.object_list = list(rows.object_list)
    targets = Page.objects.in_bulk({row.target_id for row in rows if row.target_id})
    links = [(row, targets.get(row.target_id)) for row in rows]
    return render(request, "magazine/broken_links.html", {"rows": rows, "links": links})
