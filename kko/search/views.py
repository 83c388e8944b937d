"""The search over the whole site."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kko.search.analysis import MAX_QUERY_CHARACTERS
from kko.search.retrieval import find, suggest
from kko.search.slots import Result, search_kinds

SHOWN = 10


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many, and the best of it."""

    key: str
    label: Any
    count: int
    results: list[Result]
    more_url: str


def results(request: HttpRequest) -> HttpResponse:
    """Show what the whole site has for ``?q=``, by kind. The same for every visitor, so it may be cached."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MAX_QUERY_CHARACTERS]
    groups = _groups(query) if query else []
    context = {
        "query": query,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "suggestion": suggest(query) if query and not groups else None,
    }
    return render(request, "search/results.html", context)


def _groups(query: str) -> list[Group]:
    found: dict[str, list[int]] = {}
    for hit in find(query):
        found.setdefault(hit.kind, []).append(hit.object_id)
    groups = []
    for kind in search_kinds():
        ids = found.get(kind.key, [])
        shown = kind.results(ids[:SHOWN], AnonymousUser()) if ids else []
        if shown:
            more = kind.more_url(query) if kind.more_url and len(ids) > len(shown) else ""
            groups.append(Group(kind.key, kind.label, len(ids), shown, more))
    return groups
