"""The map of Europe: where points stand, what part of it is shown, and which share a mark."""

import pytest

from magazine.knowledge.europe import HEIGHT, WIDTH, drawing, project

pytestmark = pytest.mark.embedded
LINZ, LEIPZIG, DRESDEN, NANTES = (48.31, 14.3), (51.34, 12.37), (51.05, 13.74), (47.22, -1.55)


def test_the_centre_of_the_projection_stands_where_it_is_said_to():
    assert project(52, 10) == (510.0, 345.0)


@pytest.mark.parametrize("place", [(38.7, -9.1), (60.2, 25.0), (38.0, 23.7), (50.4, 30.5), (53.3, -6.3)])
def test_capitals_at_the_edges_are_on_the_map(place):
    x, y = project(*place)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_east_is_right_and_north_is_up():
    (nantes_x, nantes_y), (dresden_x, dresden_y) = project(*NANTES), project(*DRESDEN)
    assert nantes_x < dresden_x
    assert nantes_y > dresden_y


def test_neighbours_share_a_mark_and_others_do_not():
    drawn = drawing([(1, *LINZ), (2, *DRESDEN), (3, *NANTES), (4, 51.06, 13.75)])
    assert [mark.label for mark in drawn.marks] == ["1", "2, 4", "3"]


def test_a_part_of_the_map_holds_all_its_points_and_keeps_the_proportions():
    drawn = drawing([(1, *LINZ), (2, *LEIPZIG), (3, *NANTES)])
    frame = drawn.frame
    assert frame.width < WIDTH
    assert frame.width / frame.height == pytest.approx(WIDTH / HEIGHT)
    for mark in drawn.marks:
        assert frame.left < mark.x < frame.left + frame.width
        assert frame.top < mark.y < frame.top + frame.height


def test_points_far_away_are_left_out():
    assert drawing([(1, 40.7, -74.0), (2, -33.9, 151.2)]).marks == []
    assert drawing([]).frame.view_box == f"0 0 {WIDTH} {HEIGHT}"
