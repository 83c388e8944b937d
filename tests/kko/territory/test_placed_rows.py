"""What the database refuses in a model of a place."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import isolate_apps

from kko.territory.place import Placed
from tests.factories.territory import municipality

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop():
    """A model of a place whose table lives as long as the test."""
    with isolate_apps("kko.territory"):

        class Workshop(Placed):
            class Meta(Placed.Meta):
                app_label = "territory"

        with connection.schema_editor() as editor:
            editor.create_model(Workshop)
        yield Workshop
        with connection.schema_editor() as editor:
            editor.delete_model(Workshop)


@pytest.mark.parametrize("point", [(None, None), (50.67312, 13.79234), (51.06, 14.67), (50.06, 12.95)])
def test_place_without_a_point_or_with_one_in_the_region_is_kept(workshop, point):
    workshop.objects.create(municipality=municipality(), latitude=point[0], longitude=point[1])
    assert workshop.objects.values_list("latitude", "longitude").get() == point


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"latitude": 50.6}, "territory_workshop_point_whole"),
        ({"longitude": 13.8}, "territory_workshop_point_whole"),
        ({"latitude": 13.79234, "longitude": 50.67312}, "territory_workshop_point_near"),
        ({"latitude": 50.08, "longitude": 16.6}, "territory_workshop_point_near"),
        ({"precision": "roughly"}, "territory_workshop_precision"),
    ],
)
def test_half_a_point_a_far_one_and_an_unknown_precision_are_refused(workshop, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        workshop.objects.create(municipality=municipality(), **values)
