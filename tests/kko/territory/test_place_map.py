"""The small map of a place: what stands around it never covers it."""

import pytest

from catalogue.models import Profile
from kko.territory.actions import load_territory
from kko.territory.facet_map import facet_map
from kko.territory.models import Municipality
from kko.territory.place_map import LETTER, place_map

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_no_name_of_a_town_is_written_over_the_municipality():
    load_territory()
    rings = {facet.code: facet.ring for facet in facet_map().facets}
    named = 0
    for place in Municipality.objects.select_related("district"):
        across, down = zip(*rings[place.code], strict=True)
        for town in place_map(Profile(municipality=place)).towns:
            (x, y), name = town.centre, LETTER * len(town.name)
            first, last = (x - name, x) if town.side == "w" else (x, x + name)
            meets = last >= min(across) and first <= max(across) and y >= min(down) and y <= max(down)
            assert not meets, (place.name, town.name)
            named += 1
    assert named > 300
