"""A point as people write it: coordinates of several maps, and links to them."""

import pytest
from django.forms import ValidationError

from kko.territory.forms import PointField
from kko.territory.place import Point

HERE = Point(50.6607, 14.0322)


@pytest.mark.parametrize(
    "text",
    [
        "50.6607N, 14.0322E",
        "50.6607, 14.0322",
        "50.6607,14.0322",
        "50.6607 14.0322",
        "50,6607 14,0322",
        "50,6607° s. š., 14,0322° v. d.",
        "N 50.6607 E 14.0322",
        "https://mapy.cz/zakladni?x=14.0322&y=50.6607&z=15",
        "https://mapy.com/cs/zakladni?source=coor&id=14.0322%2C50.6607&x=14.1&y=50.1&z=15",
        "mapy.cz/zakladni?x=14.0322&y=50.6607",
        "https://www.openstreetmap.org/?mlat=50.6607&mlon=14.0322#map=17/50.1/14.1",
        "https://www.openstreetmap.org/#map=17/50.6607/14.0322",
        "https://www.google.com/maps/place/X/@50.1,14.1,17z/data=!3m1!3d50.6607!4d14.0322",
        "https://www.google.com/maps/@50.6607,14.0322,17z",
        "https://maps.google.com/?q=50.6607,14.0322",
    ],
)
def test_points_are_read(text):
    assert PointField(required=False).clean(text) == HERE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("u kostela", "unreadable"),
        ("nan, nan", "unreadable"),
        ("1e5, 14", "unreadable"),
        ("http://[bad", "unreadable"),
        ("https://example.cz/", "unreadable"),
        ("5" * 2000, "unreadable"),
        ("14.0322, 50.6607", "far"),
        ("40.7, -74.0", "far"),
        ("https://www.openstreetmap.org/?mlat=nan&mlon=inf", "far"),
        ("https://mapy.cz/s/hevuhucego", "short"),
        ("https://maps.app.goo.gl/abc", "short"),
        ("https://osm.org/go/abc", "short"),
    ],
)
def test_what_is_no_point_near_the_region_is_refused_with_its_reason(text, code):
    with pytest.raises(ValidationError) as refused:
        PointField(required=False).clean(text)
    assert refused.value.code == code


def test_no_point_is_none():
    assert PointField(required=False).clean("") is None


def test_point_is_shown_so_that_it_can_be_read_again():
    field = PointField(required=False)
    assert field.prepare_value(HERE) == "50.66070N, 14.03220E"
    assert field.clean(field.prepare_value(HERE)) == HERE
