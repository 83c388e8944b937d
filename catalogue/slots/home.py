"""What the home page shows of the catalogue."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.browsing import PARAMETERS
from catalogue.listing import current_listing
from catalogue.models import Profile
from kko.slots import HomeBlock
from kko.territory.facet_map import picture

NEWEST_ON_HOME = 8


def home_sectors(request: HttpRequest) -> HomeBlock:
    """Search box and sectors with their counts, in the hero."""
    listing = current_listing()
    counts = listing.counts()["sector"]
    address = reverse("catalogue:list")
    sectors = [
        {"name": name, "count": counts.get(slug, 0), "url": f"{address}?{PARAMETERS['sector']}={slug}"}
        for slug, name in listing.names["sector"].items()
    ]
    context = {"sectors": sectors, "catalogue_url": address}
    return HomeBlock(key="sectors", template="catalogue/_home_sectors.html", context=context, opens=True)


def home_map(request: HttpRequest) -> HomeBlock:
    """The facet map with the numbers of profiles, and the table of districts beside it."""
    listing = current_listing()
    counts = listing.counts()
    address = reverse("catalogue:list")
    districts = [
        {"name": name, "count": counts["district"].get(slug, 0), "url": f"{address}?{PARAMETERS['district']}={slug}"}
        for slug, name in listing.names["district"].items()
    ]
    drawn = picture(
        counts["municipality"],
        url=lambda slug: f"{address}?{PARAMETERS['municipality']}={slug}",
        label=lambda number: ngettext("%(number)d profile", "%(number)d profiles", number) % {"number": number},
    )
    return HomeBlock(key="map", template="catalogue/_home_map.html", context={"picture": drawn, "districts": districts})


def home_newest(request: HttpRequest) -> HomeBlock | None:
    """The newest profiles as cards; nothing while the catalogue is empty."""
    newest = Profile.objects.published().for_cards().order_by("-first_published_at", "-pk")[:NEWEST_ON_HOME]
    profiles = list(newest)
    if not profiles:
        return None
    return HomeBlock(key="newest", template="catalogue/_home_newest.html", context={"profiles": profiles})
