"""The catalogue as visitors browse it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.browsing import PARAMETERS, Answer, Question, answer
from catalogue.choices import Availability, Form
from catalogue.listing import Listing, current_listing, label_of
from catalogue.models import Profile
from catalogue.search import KIND
from catalogue.slots import profile_panels
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


@dataclass(frozen=True)
class Option:
    """A tick box of a filter."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Filter:
    """A group of tick boxes; ``more_url`` leads to all its values where only the most frequent are shown."""

    parameter: str
    title: Any
    options: list[Option]
    more_url: str = ""


@dataclass(frozen=True)
class Card:
    """What the list shows of a profile."""

    name: str
    url: str
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
        "filters": _filters(question, found, listing),
        "chips": _chips(question, listing),
        "cards": _cards(found.ids, listing, request.user),
        "pages": _pages(question, found),
        "suggestion": suggest(question.text, KIND) if question.text and not found.selection.count else None,
    }
    template = "catalogue/_results.html" if request.htmx and not request.htmx.boosted else "catalogue/list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx:
        response["HX-Push-Url"] = request.path + question.address()
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


def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of a profile. Owners and curators see the same page as everybody."""
    queryset = Profile.objects.published().select_related("main_discipline__sector", "municipality__district")
    found = get_object_or_404(queryset.prefetch_related("disciplines__sector"), slug=slug)
    return render(request, "catalogue/profile.html", profile_context(request, found))


def profile_context(request: HttpRequest, found: Profile) -> dict[str, Any]:
    """Return what the page of a profile shows to the reader of this request."""
    return {
        "profile": found,
        "panels": profile_panels(found, request.user),
        "email": found.email_for(request.user),
        "phone": found.phone_for(request.user),
    }


def _filters(question: Question, found: Answer, listing: Listing) -> list[Filter]:
    return [
        _whole_filter("sector", list(listing.labels["sector"]), question, found, listing),
        *_discipline_filter(question, found, listing),
        _whole_filter("district", list(listing.labels["district"]), question, found, listing),
        _municipality_filter(question, found, listing),
        _whole_filter("form", Form.values, question, found, listing),
        _whole_filter("availability", Availability.values, question, found, listing),
    ]


def _whole_filter(facet: str, values: list[str], question: Question, found: Answer, listing: Listing) -> Filter:
    counts = found.selection.counts[facet]
    chosen = question.chosen.get(facet, ())
    options = [
        Option(value, label_of(listing, facet, value), counts.get(value, 0), value in chosen) for value in values
    ]
    return Filter(PARAMETERS[facet], TITLES[facet], options)


def _discipline_filter(question: Question, found: Answer, listing: Listing) -> list[Filter]:
    """The disciplines of the ticked sectors, and those that are ticked themselves."""
    chosen = question.chosen.get("discipline", ())
    labels = listing.labels["discipline"]
    sectors = {*question.chosen.get("sector", ()), *(labels[one].above for one in chosen)}
    values = [slug for slug, label in labels.items() if label.above in sectors]
    return [_whole_filter("discipline", values, question, found, listing)] if values else []


def _municipality_filter(question: Question, found: Answer, listing: Listing) -> Filter:
    """The most frequent municipalities and the ticked ones; the rest has a page of its own."""
    counts = found.selection.counts["municipality"]
    chosen = question.chosen.get("municipality", ())
    frequent = sorted((slug for slug in counts if counts[slug]), key=lambda slug: (-counts[slug], slug))
    values = list(dict.fromkeys([*chosen, *frequent[:SHOWN_MUNICIPALITIES]]))
    shown = _whole_filter("municipality", values, question, found, listing)
    more = question.on_page(1).address() if len(frequent) > SHOWN_MUNICIPALITIES else ""
    return Filter(shown.parameter, shown.title, shown.options, more or ("?" if len(frequent) > len(values) else ""))


def _chips(question: Question, listing: Listing) -> list[dict[str, str]]:
    return [
        {"label": label_of(listing, facet, value), "query": question.without(facet, value).address()}
        for facet, values in question.chosen.items()
        for value in values
    ]


def _cards(ids: list[int], listing: Listing, user) -> list[Card]:
    """Return cards in the order of ``ids``: one query, everything else is in the listing."""
    language = (get_language() or "cs")[:2]
    columns = ["pk", "name", "slug", "summary_cs", "summary_en", "summary_de", "main_discipline_id", "municipality_id"]
    rows = Profile.objects.visible_to(user).published().filter(pk__in=ids).order_by().values(*columns, "is_sample")
    by_id = {row["pk"]: row for row in rows}
    # one reverse() for all: the address differs in its last part only
    base = Profile(slug="x").get_absolute_url()[: -len("x/")]
    cards = []
    for pk in ids:
        if row := by_id.get(pk):
            summary, code = row[f"summary_{language}"], language
            if not summary:
                summary, code = row["summary_cs"], "cs"
            cards.append(
                Card(
                    name=row["name"],
                    url=f"{base}{row['slug']}/",
                    discipline=label_of(listing, "discipline", listing.discipline_of[row["main_discipline_id"]]),
                    place=label_of(listing, "municipality", listing.municipality_of[row["municipality_id"]]),
                    summary=summary,
                    language="" if code == language else code,
                    is_sample=row["is_sample"],
                )
            )
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
