"""The catalogue as a map: the same question as the list's, its points, and who is where."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.browsing import Question, select
from catalogue.facets import Selection
from catalogue.listing import UNITS, Listing, current_listing
from catalogue.search import KIND
from catalogue.views.public import Card, answered, cards_of, chips_of, filters_of
from kko.search.retrieval import suggest
from kko.territory.facet_map import Picture, districts_geojson, facets_geojson, names_geojson, picture
from kko.territory.place import SOUTH, WEST

POPUP_SIZE = 20  # names in a popup, and points that it may ask for
POINTS_SECONDS = 60
YEAR_SECONDS = 31_536_000


@dataclass(frozen=True)
class Row:
    """A municipality of the table beside the map."""

    slug: str
    name: str
    district: str
    count: int
    url: str


@dataclass(frozen=True)
class Map:
    """What ``catalogue/_map.html`` shows, and where the script asks for the rest."""

    picture: Picture
    rows: list[Row]
    points_url: str
    place_url: str
    base_url: str
    tiles_url: str
    tiles_attribution: str


@require_safe
def catalogue_map(request: HttpRequest) -> HttpResponse:
    """The catalogue as a map with the list's own filters; for htmx only the part that changes."""
    listing = current_listing()
    question = Question.read(request.GET, listing).on_page(1)
    selection = select(question, listing)
    context = {
        "question": question,
        "count": selection.count,
        "filters": filters_of(question, selection, listing),
        "chips": chips_of(question, listing),
        "map": _map(question, selection, listing),
        "suggestion": suggest(question.text, KIND) if question.text and not selection.count else None,
    }
    response = answered(request, "catalogue/map.html", context)
    if not settings.KKO_TILES_URL:
        return response
    return csp_update({"img-src": [_tiles_origin()]})(lambda _request: response)(request)


@require_safe
def base(request: HttpRequest) -> HttpResponse:
    """Facets, outlines of districts and names as GeoJSON; immutable under the address that the page gives."""
    body, version = _base()
    response = HttpResponse(body, content_type="application/json")
    lasting = {"max_age": YEAR_SECONDS, "immutable": True} if request.GET.get("v") == version else {"max_age": 0}
    patch_cache_control(response, public=True, **lasting)
    return response


@require_safe
@cache_control(public=True, max_age=POINTS_SECONDS)
def points(request: HttpRequest) -> JsonResponse:
    """The published points of a question as columns of whole units, from west to east, with their numbers.

    ``x`` are steps from one point to the next, ``y`` are reckoned from the origin; ``units`` make a degree.
    """
    listing = current_listing()
    found = listing.places.counted(listing.facets, select(Question.read(request.GET, listing), listing).mask)
    east = [x for x, _y, _number in found]
    steps = [x - before for before, x in zip([0, *east], east, strict=False)]
    columns = {"x": steps, "y": [y for _x, y, _number in found], "number": [number for _x, _y, number in found]}
    return _json({"origin": [WEST, SOUTH], "units": UNITS, **columns})


@require_safe
@cache_control(public=True, max_age=POINTS_SECONDS)
def place(request: HttpRequest) -> JsonResponse:
    """Who of a question is at the points asked for (``bod=x-y``, also several): the first by name, and the way on."""
    listing = current_listing()
    question = Question.read(request.GET, listing)
    asked = [point for text in request.GET.getlist("bod")[:POPUP_SIZE] if (point := _point(text))]
    mask = select(question, listing).mask & listing.places.mask_at(listing.facets, asked)
    cards = cards_of(listing.facets.page(mask, start=0, size=POPUP_SIZE), listing, AnonymousUser())
    number = mask.bit_count()
    return _json(
        {
            "heading": _profiles(number),
            "cards": [_card(card) for card in cards],
            "more": _more(question, mask, listing) if number > len(cards) else None,
        }
    )


def _map(question: Question, selection: Selection, listing: Listing) -> Map:
    counts = _found_by_municipality(question, selection)
    # one reverse() and one urlencode() for all: the addresses differ in the municipality only
    address = reverse("catalogue:list") + question.with_only("municipality", "-").address()

    def url(slug: str) -> str:
        return address.replace("obec=-", f"obec={slug}")

    query = question.address()
    return Map(
        picture=picture(counts, url=url, label=_profiles),
        rows=_rows(counts, url, listing),
        points_url=reverse("catalogue:map_points") + query,
        place_url=reverse("catalogue:map_place") + query,
        base_url=f"{reverse('catalogue:map_base')}?{urlencode({'v': _base()[1]})}",
        tiles_url=settings.KKO_TILES_URL,
        tiles_attribution=settings.KKO_TILES_ATTRIBUTION,
    )


def _found_by_municipality(question: Question, selection: Selection) -> dict[str, int]:
    """Return what was found in each municipality: the facet's counts, but of the ticked ones alone."""
    ticked = question.chosen.get("municipality", ())
    counts = selection.counts["municipality"]
    return {slug: count for slug, count in counts.items() if count and (not ticked or slug in ticked)}


def _rows(counts: dict[str, int], url: Callable[[str], str], listing: Listing) -> list[Row]:
    """Return the municipalities where somebody was found, those with most first."""
    labels, districts = listing.labels["municipality"], listing.names["district"]
    ordered = [slug for slug in labels if slug in counts]
    ordered.sort(key=lambda slug: -counts[slug])
    return [
        Row(
            slug,
            str(labels[slug]),
            districts[labels[slug].above],
            counts[slug],
            url(slug),
        )
        for slug in ordered
    ]


def _profiles(number: int) -> str:
    return ngettext("%(number)d profile", "%(number)d profiles", number) % {"number": number}


def _card(card: Card) -> dict[str, str]:
    return {
        "name": card.name,
        "url": card.url,
        "meta": f"{card.discipline}, {card.place}",
        "sample": _("sample") if card.is_sample else "",
    }


def _more(question: Question, mask: int, listing: Listing) -> dict[str, str]:
    """Return the way to all of the municipality where the first of ``mask`` is."""
    first = mask & -mask
    slug = next(slug for slug, bits in listing.facets.masks["municipality"].items() if bits & first)
    words = _("All in %(municipality)s") % {"municipality": listing.names["municipality"][slug]}
    return {"words": words, "url": reverse("catalogue:list") + question.with_only("municipality", slug).address()}


def _point(text: str) -> tuple[int, int] | None:
    x, _dash, y = text.partition("-")
    valid = all(part.isascii() and part.isdigit() and len(part) < 7 for part in (x, y))
    return (int(x), int(y)) if valid else None


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


@cache
def _base() -> tuple[bytes, str]:
    """Return the base of the map as JSON and the digest of it."""
    layers = {"facets": facets_geojson(), "districts": districts_geojson(), "names": names_geojson()}
    body = json.dumps(layers, separators=(",", ":"), ensure_ascii=False).encode()
    return body, sha256(body).hexdigest()[:12]


def _tiles_origin() -> str:
    parts = urlsplit(settings.KKO_TILES_URL.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"
