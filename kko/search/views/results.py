"""The page of results: all kinds with the best of each, or one kind page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kko.search.actions import count_search
from kko.search.analysis import MAX_QUERY_CHARACTERS, query_words
from kko.search.asking import promoted
from kko.search.highlighting import Highlighter
from kko.search.models import Promotion
from kko.search.phrases import is_robot
from kko.search.retrieval import Found, count_each, find_by_kind, suggest
from kko.search.slots import Result, SearchKind, search_kinds

SHOWN = 5
PAGE_SIZE = 20
MOST_PAGES = 500
MOST_PROMOTED = 3


@dataclass(frozen=True)
class Line:
    """A result as it is shown: its texts with the asked words marked."""

    title: SafeString
    url: str
    summary: SafeString
    meta: SafeString
    lang: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many, and the best of it, or one page of it."""

    key: str
    label: Any
    count: int
    results: list[Line]
    url: str
    more_url: str
    is_chosen: bool


def results(request: HttpRequest) -> HttpResponse:
    """Show what the whole site has for ``?q=``, or of the one kind ``?druh=``. The same for every visitor."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MAX_QUERY_CHARACTERS]
    kinds = search_kinds()
    chosen = next((kind.key for kind in kinds if kind.key == request.GET.get("druh")), "")
    page = _page(request.GET.get("strana", "1")) if chosen else 1
    context: dict[str, Any] = {"query": query, "chosen": chosen}
    if query:
        best, start, language = PAGE_SIZE if chosen else SHOWN, (page - 1) * PAGE_SIZE, get_language() or ""
        found = find_by_kind(query, best=best, kind=chosen, start=start, language=language)
        groups = list(_groups(kinds, found, query, chosen))
        count = sum(group.count for group in groups)
        context |= {"groups": groups, "count": count, "all_url": _address(q=query), **_pages(groups, query, page)}
        context |= {"promotions": _promotions(query) if page == 1 and not chosen else []}
        if not groups:
            context |= {"suggestion": suggest(query), "parts": _parts(query)}
        if request.method == "GET" and not chosen and not is_robot(request.headers.get("User-Agent", "")):
            count_search(query=query, found=count)
    return render(request, "search/results.html", context)


def _groups(kinds: Iterable[SearchKind], found: Found, query: str, chosen: str) -> Iterable[Group]:
    """Yield the kinds of which something was found; lines only where they are shown."""
    highlighter = Highlighter(query)
    for kind in kinds:
        count = found.counts.get(kind.key, 0)
        if not count:
            continue
        is_shown = not chosen or kind.key == chosen
        ids = found.ids.get(kind.key, [])
        shown = kind.results(ids, AnonymousUser()) if is_shown else []
        if not shown and not chosen:
            continue  # it is in the index, but nobody may see it any more
        if is_shown and len(ids) == count:
            count = len(shown)  # all of it is here, without what is in the index and nobody may see any more
        more = kind.more_url(query) if kind.more_url and shown else ""
        lines = [_line(one, highlighter) for one in shown]
        yield Group(kind.key, kind.label, count, lines, _address(q=query, druh=kind.key), more, kind.key == chosen)


def _line(result: Result, highlighter: Highlighter) -> Line:
    mark = highlighter.mark
    lang = "" if result.lang == get_language() else result.lang
    return Line(mark(result.title), result.url, mark(result.summary), mark(str(result.meta)), lang)


def _pages(groups: list[Group], query: str, page: int) -> dict[str, Any]:
    """Return where one is in the chosen kind, and the addresses of the page before and after."""
    chosen = next((group for group in groups if group.is_chosen), None)
    if chosen is None:
        return {}
    last = min(MOST_PAGES, max(1, -(-chosen.count // PAGE_SIZE)))
    before = _address(q=query, druh=chosen.key, strana=min(page - 1, last)) if page > 1 else ""
    after = _address(q=query, druh=chosen.key, strana=page + 1) if page < last else ""
    return {"group": chosen, "page": page, "pages": last, "before_url": before, "after_url": after}


def _promotions(query: str) -> list[Promotion]:
    running = Promotion.objects.filter(language=get_language()).running_on(timezone.localdate())
    return promoted(query, list(running))[:MOST_PROMOTED]


def _parts(query: str) -> list[tuple[str, str, int]]:
    """Return the words of a query of several that find something alone, with address and count."""
    asked = query_words(query)
    if len(asked) < 2:
        return []
    return [(word, _address(q=word), count) for word, count in count_each(asked)]


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1


def _address(**query: Any) -> str:
    return f"{reverse('search:results')}?{urlencode(query)}"
