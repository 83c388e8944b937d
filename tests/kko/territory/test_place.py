import random

import pytest
from django.db import models
from django.test.utils import isolate_apps

from kko.territory.choices import Precision
from kko.territory.models import Municipality
from kko.territory.place import PLACE_CONSTRAINTS, Placed, Point, distance_km, published_point

HOUSE = Point(50.67312, 13.79234)
TOWN = Point(50.6798, 13.7884)


def test_exact_precision_publishes_the_point():
    assert published_point(HOUSE, Precision.EXACT, TOWN) == HOUSE


def test_municipality_precision_publishes_the_point_of_the_municipality():
    assert published_point(HOUSE, Precision.MUNICIPALITY, TOWN) == TOWN


def test_unknown_precision_publishes_the_point_of_the_municipality():
    assert published_point(HOUSE, "", TOWN) == TOWN


@pytest.mark.parametrize("precision", Precision.values)
def test_without_a_point_the_municipality_stands_for_it(precision):
    assert published_point(None, precision, TOWN) == TOWN


def test_within_500_m_hides_where_in_the_cell_the_point_lies():
    shown = published_point(HOUSE, Precision.ABOUT_500_M, TOWN)
    neighbours = [
        Point(shown.latitude + up, shown.longitude + right) for up in (-2e-3, 2e-3) for right in (-3e-3, 3e-3)
    ]
    assert {published_point(point, Precision.ABOUT_500_M, TOWN) for point in neighbours} == {shown}
    assert shown != HOUSE


def test_within_500_m_publishing_what_was_published_changes_nothing():
    shown = published_point(HOUSE, Precision.ABOUT_500_M, TOWN)
    assert published_point(shown, Precision.ABOUT_500_M, TOWN) == shown


def test_within_500_m_stays_within_500_m_in_the_whole_region():
    chance = random.Random(42)
    points = [Point(chance.uniform(50.06, 51.06), chance.uniform(12.95, 14.67)) for _ in range(2000)]
    farthest = max(distance_km(point, published_point(point, Precision.ABOUT_500_M, TOWN)) for point in points)
    assert 0.3 < farthest < 0.36


def test_distance_between_usti_and_decin():
    assert distance_km(Point(50.66070, 14.03227), Point(50.78215, 14.21478)) == pytest.approx(18.65, abs=0.05)


def test_distance_to_itself_is_nothing_and_runs_both_ways_alike():
    assert distance_km(HOUSE, HOUSE) == 0
    assert distance_km(HOUSE, TOWN) == distance_km(TOWN, HOUSE)


@isolate_apps("kko.territory")
def test_placed_model_publishes_by_its_own_precision():
    class Workshop(Placed):
        class Meta:
            app_label = "territory"

    town = Municipality(latitude=TOWN.latitude, longitude=TOWN.longitude)
    workshop = Workshop(municipality=town, latitude=HOUSE.latitude, longitude=HOUSE.longitude)
    assert workshop.published_point == TOWN
    workshop.precision = Precision.EXACT
    assert workshop.published_point == HOUSE
    workshop.latitude = workshop.longitude = None
    assert workshop.published_point == TOWN


@isolate_apps("kko.territory")
def test_check_names_the_constraints_a_placed_model_lost():
    class Bare(Placed):
        class Meta:
            app_label = "territory"
            constraints = [models.CheckConstraint(condition=~models.Q(precision=""), name="bare")]

    class Whole(Placed):
        class Meta:
            app_label = "territory"
            constraints = [*PLACE_CONSTRAINTS]

    [error] = [error for error in Bare.check() if error.id == "territory.E001"]
    assert error.msg == "Lacks territory_bare_point_near, territory_bare_point_whole, territory_bare_precision."
    assert [error for error in Whole.check() if error.id == "territory.E001"] == []
