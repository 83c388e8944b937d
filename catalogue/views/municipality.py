"""The page of a municipality: who creates there, what they look for, what was done."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalogue.browsing import PARAMETERS, Question, answer
from catalogue.listing import current_listing
from catalogue.models import Need, Profile, Project
from catalogue.slots import municipality_panels
from catalogue.views.projects import with_cards
from catalogue.views.public import cards_of
from kko.territory.models import Municipality
from kko.territory.place_map import place_map
from kko.territory.reference import ATTRIBUTION

PROFILES, NEEDS, PROJECTS = 8, 12, 12


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the catalogue has of one municipality; the same for every visitor."""
    found = get_object_or_404(Municipality.objects.with_territory(), slug=slug)
    listing = current_listing()
    question = Question(chosen={"municipality": (found.slug,)}, order="nejnovejsi")
    people = answer(question, listing)
    needs = Need.objects.visible_to(AnonymousUser()).open().filter(profile__municipality=found)
    projects = with_cards(Project.objects.published().filter(municipalities=found).newest_first())
    context = {
        "municipality": found,
        "source": ATTRIBUTION,
        "place": place_map(Profile(municipality=found)),  # of a profile without a point it draws the whole facet
        "cards": cards_of(people.ids[:PROFILES], listing, AnonymousUser()),
        "count": people.selection.count,
        "parameter": PARAMETERS["municipality"],
        "needs": list(needs.select_related("kind", "profile").order_by("-urgency", "-created_at")[:NEEDS]),
        "projects": list(projects[:PROJECTS]),
        "panels": municipality_panels(found, request.user),
    }
    return render(request, "catalogue/municipality.html", context)


@require_safe
def municipality_index(request: HttpRequest) -> HttpResponse:
    """All municipalities of the region by district, each with the number of its profiles."""
    counts = current_listing().counts()["municipality"]
    districts: dict[str, list[tuple[Municipality, int]]] = {}
    for place in Municipality.objects.select_related("district").order_by("district__name", "sort_key", "code"):
        districts.setdefault(place.district.name, []).append((place, counts.get(place.slug, 0)))
    return render(request, "catalogue/municipality_index.html", {"districts": districts.items()})
