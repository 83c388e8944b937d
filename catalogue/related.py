"""Who is near a profile, by what they do and by where they are."""

from heapq import nsmallest
from math import cos, radians

from catalogue.listing import UNITS, Listing
from catalogue.models import Profile
from kko.territory.place import SOUTH, WEST

RELATED = 4
NARROWING = cos(radians(50.55))  # a degree of longitude by one of latitude, in the middle of the region


def related_ids(profile: Profile, listing: Listing) -> list[int]:
    """Return the ids of at most four public profiles: of the same main discipline, then of its sector.

    The nearest come first, by the distance between published points. Reads nothing but the listing.
    """
    masks, at = listing.facets.masks, listing.facets.position.get(profile.pk)
    everybody = listing.within(listing.facets.everything) or 0
    others = everybody & ~(1 << at if at is not None else 0)
    same = masks["discipline"].get(profile.main_discipline.slug, 0) & others
    sector = masks["sector"].get(profile.main_discipline.sector.slug, 0) & others & ~same
    found = _nearest(profile, listing, same, RELATED)
    return found + _nearest(profile, listing, sector, RELATED - len(found))


def _nearest(profile: Profile, listing: Listing, mask: int, number: int) -> list[int]:
    if not mask or not number:
        return []
    point = profile.published_point
    x, y = (point.longitude - WEST) * UNITS, (point.latitude - SOUTH) * UNITS
    points, places = listing.places.points, listing.places.at

    def apart(position: int) -> tuple[float, int]:
        east, north = points[places[position]]
        return ((east - x) * NARROWING) ** 2 + (north - y) ** 2, position

    nearest = nsmallest(number, listing.facets.pick(mask, range(len(places))), key=apart)
    return [listing.facets.ids[position] for position in nearest]
