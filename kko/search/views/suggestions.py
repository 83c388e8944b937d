"""What the box offers while one types."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kko.search.completion import MIN_CHARACTERS, Named, continued, named, typed
from kko.search.slots import SearchKind, search_kinds

WORDS_SHOWN = 4
EACH_SHOWN = 3
SECONDS = 300


def suggestions(request: HttpRequest) -> JsonResponse:
    """Return words and titles that go on as ``?q=`` begins, grouped. The same for everybody; caches keep it."""
    text = typed(request.GET.get("q", "").replace("\0", " "))
    groups = [_words(text), *_titles(text)] if len(text) >= MIN_CHARACTERS else []
    shown = [group for group in groups if group["items"]]
    count = sum(len(group["items"]) for group in shown)
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
    response = JsonResponse({"groups": shown, "said": said})
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def _words(text: str) -> dict[str, Any]:
    address = reverse("search:results")
    items = [
        {"title": phrase, "url": f"{address}?{urlencode({'q': phrase})}", "meta": "", "lang": ""}
        for phrase in continued(text, most=WORDS_SHOWN, in_czech=get_language() == "cs")
    ]
    return {"key": "words", "label": _("Search for"), "items": items}


def _titles(text: str) -> list[dict[str, Any]]:
    """Return a group for each kind in the order of the site, of what visitors may see."""
    found: dict[str, list[Named]] = {}
    for one in named(text, each=EACH_SHOWN, language=get_language() or ""):
        found.setdefault(one.kind, []).append(one)
    return [_group(kind, found[kind.key]) for kind in search_kinds() if kind.key in found]


def _group(kind: SearchKind, found: list[Named]) -> dict[str, Any]:
    current = get_language()
    results = kind.results([one.object_id for one in found], AnonymousUser())
    items = [
        {"title": one.title, "url": one.url, "meta": str(one.meta), "lang": "" if one.lang == current else one.lang}
        for one in results
    ]
    return {"key": kind.key, "label": str(kind.label), "items": items}
