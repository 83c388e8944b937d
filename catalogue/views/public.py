"""The catalogue as visitors browse it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.browsing import PARAMETERS, UNCONFIRMED, Answer, Question, answer
from catalogue.facets import Selection
from catalogue.listing import Listing, current_listing, label_of
from catalogue.models import Profile
from catalogue.search import KIND
from kko.covers.addresses import cover_url
from kko.search.retrieval import suggest

SHOWN_MUNICIPALITIES = 8
TITLES = {
    "sector": _("Sector"),
    "discipline": _("Discipline"),
    "district": _("District"),
    "municipality": _("Municipality"),
    "form": _("Form"),
    "availability": _("Open to"),
}


class Option(NamedTuple):
    """A tick box of a filter; the template unpacks it in this order. ``count`` as it is shown."""

    value: str
    label: str
    count: str
    checked: bool


@dataclass(frozen=True)
class Filter:
    """A group of tick boxes; ``more_url`` leads to all its values where only the most frequent are shown."""

    parameter: str
    title: Any
    options: list[Option]
    more_url: str = ""


class Card(NamedTuple):
    """What the list shows of a profile; the template unpacks it in this order."""

    name: str
    url: str
    cover: str
    discipline: str
    place: str
    summary: str
    language: str
    is_sample: bool


def profile_list(request: HttpRequest) -> HttpResponse:
    """The catalogue with its filters; for htmx only the part that changes."""
    listing = current_listing()
    question = Question.read(request.GET, listing)
    found = answer(question, listing)
    context = {
        "question": question,
        "found": found,
        "count": found.selection.count,
        "filters": filters_of(question, found.selection, listing),
        "chips": chips_of(question, listing),
        "cards": cards_of(found.ids, listing, request.user),
        "pages": _pages(question, found),
        "suggestion": suggest(question.text, KIND) if question.text and not found.selection.count else None,
    }
    return answered(request, "catalogue/list.html", context)


def answered(request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    """Return the whole ``page``, or for htmx the part that changes, with the true address of its question."""
    # htmx asks for whole pages when it restores one of its history, or follows a boosted link
    partial = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, "catalogue/_results.html" if partial else page, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if partial:
        response["HX-Push-Url"] = request.path + context["question"].address()
    return response


def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities with their counts for the filters at hand: the long form of the short filter."""
    listing = current_listing()
    question = Question.read(request.GET, listing)
    counts = answer(question, listing).selection.counts["municipality"]
    groups = [
        {
            "name": str(label),
            "places": [
                {
                    "name": str(place),
                    "count": counts[slug],
                    "query": question.with_only("municipality", slug).address(),
                }
                for slug, place in listing.labels["municipality"].items()
                if place.above == district and counts.get(slug)
            ],
        }
        for district, label in listing.labels["district"].items()
    ]
    return render(request, "catalogue/municipalities.html", {"groups": groups, "question": question})


def filters_of(question: Question, selection: Selection, listing: Listing) -> list[Filter]:
    """Return the groups of tick boxes, with what each tick would bring."""
    names, counts = listing.names, selection.counts

    def whole(facet: str, values: Iterable[str], more_url: str = "") -> Filter:
        chosen, number, name = question.chosen.get(facet, ()), counts[facet], names[facet]
        options = [Option(value, name[value], str(number.get(value, 0)), value in chosen) for value in values]
        return Filter(PARAMETERS[facet], TITLES[facet], options, more_url)

    disciplines = _shown_disciplines(question, listing)
    municipalities, more_url = _shown_municipalities(question, counts["municipality"])
    return [
        whole("sector", names["sector"]),
        *([whole("discipline", disciplines)] if disciplines else []),
        whole("district", names["district"]),
        whole("municipality", municipalities, more_url),
        whole("form", names["form"]),
        whole("availability", names["availability"]),
        *_unconfirmed_filter(question, listing),
    ]


def _unconfirmed_filter(question: Question, listing: Listing) -> list[Filter]:
    """The tick that lists those whom nobody has confirmed for long; nothing where there are none."""
    if not listing.unconfirmed:
        return []
    parameter, value = UNCONFIRMED
    label, count = str(_("also the long unconfirmed")), str(listing.unconfirmed.bit_count())
    return [Filter(parameter, _("Up to date"), [Option(value, label, count, question.unconfirmed)])]


def _shown_disciplines(question: Question, listing: Listing) -> list[str]:
    """The disciplines of the ticked sectors, and those that are ticked themselves."""
    labels, ticked = listing.labels["discipline"], question.chosen.get("discipline", ())
    sectors = {*question.chosen.get("sector", ()), *(labels[one].above for one in ticked)}
    return [slug for slug, label in labels.items() if label.above in sectors] if sectors else []


def _shown_municipalities(question: Question, counts: Mapping[str, int]) -> tuple[list[str], str]:
    """The most frequent municipalities and the ticked ones, and the address of the rest's own page, if there is any."""
    frequent = sorted((slug for slug in counts if counts[slug]), key=lambda slug: (-counts[slug], slug))
    shown = list(dict.fromkeys([*question.chosen.get("municipality", ()), *frequent[:SHOWN_MUNICIPALITIES]]))
    more = question.on_page(1).address() if len(frequent) > SHOWN_MUNICIPALITIES else ""
    return shown, more or ("?" if len(frequent) > len(shown) else "")


def chips_of(question: Question, listing: Listing) -> list[dict[str, str]]:
    """Return the filters in force, each with the query string that is left without it."""
    return [
        {"label": label_of(listing, facet, value), "query": question.without(facet, value).address()}
        for facet, values in question.chosen.items()
        for value in values
    ]


def cards_of(ids: list[int], listing: Listing, user) -> list[Card]:
    """Return cards in the order of ``ids``: one query, everything else is in the listing."""
    language, names = (get_language() or "cs")[:2], listing.names
    columns = ["pk", "name", "slug", "main_discipline_id", "municipality_id", "is_sample", "summary_cs"]
    rows = Profile.objects.visible_to(user).published().filter(pk__in=ids).order_by()
    by_id = {row[0]: row for row in rows.values_list(*columns, f"summary_{language}")}
    # one reverse() for all: the address differs in its last part only
    sector = listing.labels["discipline"]
    base = Profile(slug="x").get_absolute_url()[: -len("x/")]
    cards = []
    for _pk, name, slug, discipline_id, place_id, is_sample, czech, summary in filter(None, map(by_id.get, ids)):
        own = listing.discipline_of[discipline_id]
        cover, discipline = cover_url(slug, sector[own].above), names["discipline"][own]
        place = names["municipality"][listing.municipality_of[place_id]]
        foreign = "" if summary or language == "cs" else "cs"
        cards.append(Card(name, f"{base}{slug}/", cover, discipline, place, summary or czech, foreign, is_sample))
    return cards


def _pages(question: Question, found: Answer) -> list[dict[str, Any]]:
    """Return links to pages: the first, the last and those around; a gap is an entry without a number."""
    near = {1, found.pages, *range(found.page - 1, found.page + 2)}
    pages: list[dict[str, Any]] = []
    before = 0
    for number in sorted(one for one in near if 1 <= one <= found.pages):
        if number > before + 1:
            pages.append({"number": None})
        pages.append(
            {"number": number, "query": question.on_page(number).address() or "?", "current": number == found.page}
        )
        before = number
    return pages if found.pages > 1 else []
