"""Datasets for anybody: a page that lists them, and each as CSV and JSON."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kko.opendata.formats import DATA, csv_lines, json_pieces
from kko.opendata.slots import Dataset, datasets

HOUR = 3600


@require_safe
@cache_control(public=True, max_age=HOUR)
def dataset_list(request: HttpRequest) -> HttpResponse:
    return render(request, "opendata/list.html", {"datasets": datasets()})


@require_safe
@cache_control(public=True, max_age=HOUR)
def dataset_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    dataset = _dataset_or_404(slug)
    names = [column.name for column in dataset.columns]
    lines = csv_lines(names, dataset.rows(AnonymousUser()), delimiter=DATA)
    return _download(lines, f"{slug}.csv", "text/csv; charset=utf-8; header=present")


@require_safe
@cache_control(public=True, max_age=HOUR)
def dataset_json(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    dataset = _dataset_or_404(slug)
    names = [column.name for column in dataset.columns]
    pieces = json_pieces(_about(dataset), names, dataset.rows(AnonymousUser()))
    return _download(pieces, f"{slug}.json", "application/json")


def _dataset_or_404(slug: str) -> Dataset:
    for dataset in datasets():
        if dataset.slug == slug:
            return dataset
    raise Http404


def _about(dataset: Dataset) -> dict:
    return {
        "title": dataset.title,
        "description": dataset.description,
        "licence": dataset.licence,
        "source": dataset.source,
        "columns": [{"name": column.name, "description": column.description} for column in dataset.columns],
    }


def _download(pieces: Iterable[str], filename: str, content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"  # open data: other sites may read it
    return response
