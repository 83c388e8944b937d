import gzip
import math
import re
from collections import Counter
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from kko.territory.facet_map import (
    STORED,
    Facet,
    LegendStep,
    districts_geojson,
    facet_map,
    facets_geojson,
    legend,
    picture,
    shade,
)
from kko.territory.reference import read_districts, read_municipalities

ROWS = {row["slug"]: row for row in read_municipalities()}
# 60 people in 33 municipalities, about what the sample content holds; and everyone somewhere.
FEW = {slug: 1 + (place % 7 == 0) + 5 * (place == 0) for place, slug in enumerate(sorted(ROWS)[:330:10])}
EVERYWHERE = {slug: 1 + place % 40 for place, slug in enumerate(sorted(ROWS))}


def edges(ring) -> list[tuple]:
    return list(pairwise([*ring, ring[0]]))


def area(ring) -> float:
    """Signed: negative runs clockwise on paper, which is counterclockwise on the map."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in edges(ring)) / 2


def holds(ring, point) -> bool:
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in edges(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossings += 1
    return crossings % 2 == 1


def rings_of(path: str) -> list[list[tuple[int, int]]]:
    rings = []
    for part in path.split("z")[:-1]:
        x, y, *steps = map(int, re.findall(r"-?\d+", part))
        ring = [(x, y)]
        for right, down in zip(steps[::2], steps[1::2], strict=True):
            ring.append((ring[-1][0] + right, ring[-1][1] + down))
        rings.append(ring)
    return rings


def outline(facets: list[Facet]) -> set[tuple]:
    """The directed edges that no other of these facets shares."""
    directed = {edge for facet in facets for edge in edges(facet.ring)}
    return {(a, b) for a, b in directed if (b, a) not in directed}


def test_every_municipality_has_its_facet():
    shown = {facet.slug: (facet.code, facet.name) for facet in facet_map().facets}
    assert shown == {slug: (row["code_zuj"], row["name"]) for slug, row in ROWS.items()}
    assert len(shown) == 354


def test_no_facet_is_empty_and_all_run_the_same_way_round():
    for facet in facet_map().facets:
        assert len(set(facet.ring)) == len(facet.ring) >= 3, facet.slug
        assert -area(facet.ring) >= 60, facet.slug


def test_paths_draw_the_rings():
    assert [rings_of(facet.path) for facet in facet_map().facets] == [[list(f.ring)] for f in facet_map().facets]


def test_neighbours_share_whole_edges_so_nothing_overlaps_or_gapes():
    facets = list(facet_map().facets)
    directed = Counter(edge for facet in facets for edge in edges(facet.ring))
    assert set(directed.values()) == {1}  # the second facet of an edge runs the other way
    assert len({a for a, _b in outline(facets)}) == len(outline(facets))  # one outline that never touches itself
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in outline(facets)) / 2
    assert total == sum(area(facet.ring) for facet in facets)


def test_the_point_of_every_municipality_lies_in_its_own_facet_only():
    features = [feature["geometry"]["coordinates"][0] for feature in facets_geojson()["features"]]
    slugs = [facet.slug for facet in facet_map().facets]
    for slug, row in ROWS.items():
        point = float(row["lon"]), float(row["lat"])
        assert [slugs[place] for place, ring in enumerate(features) if holds(ring[:-1], point)] == [slug]


def test_centres_are_the_points_to_half_a_unit():
    for facet in facet_map().facets:
        assert holds(facet.ring, facet.centre), facet.slug


def test_district_outlines_cover_their_facets():
    drawn = {slug: rings_of(path) for slug, path in facet_map().districts}
    assert len(drawn) == len(read_districts()) == 7
    for slug, rings in drawn.items():
        facets = [facet for facet in facet_map().facets if facet.district == slug]
        assert {edge for ring in rings for edge in edges(ring)} == outline(facets)
        assert sum(map(area, rings)) == sum(area(facet.ring) for facet in facets)


def test_everything_lies_within_the_view_box():
    drawn = facet_map()
    assert drawn.view_box == f"0 0 {drawn.width} {drawn.height}"
    for x, y in {vertex for facet in drawn.facets for vertex in facet.ring}:
        assert 0 <= x <= drawn.width
        assert 0 <= y <= drawn.height


def test_the_stored_geometry_stays_small():
    assert len(STORED.read_bytes()) < 40_000
    assert len(gzip.compress(STORED.read_bytes())) < 15_000


def test_geojson_lies_in_the_region_counterclockwise_with_five_decimals():
    features = facets_geojson()["features"]
    assert len(features) == 354
    for feature in features:
        (ring,) = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        assert area(ring[:-1]) > 0
        assert all(12.9 < longitude < 14.8 and 50.0 < latitude < 51.2 for longitude, latitude in ring)
        assert all(round(number, 5) == number for corner in ring for number in corner)


def test_geojson_has_about_the_size_of_the_region():
    rings = [feature["geometry"]["coordinates"][0][:-1] for feature in facets_geojson()["features"]]
    km2 = sum(map(area, rings)) * 111.24 * 111.32 * math.cos(math.radians(50.58))
    assert 4_500 < km2 < 6_500  # the region has 5,339 km²


def test_district_lines_are_closed_and_named():
    features = districts_geojson()["features"]
    assert [feature["properties"]["slug"] for feature in features] == [slug for slug, _path in facet_map().districts]
    assert all(line[0] == line[-1] for feature in features for line in feature["geometry"]["coordinates"])


def test_shade_leaves_nothing_as_paper_and_the_greatest_deepest():
    assert shade({"a": 0, "b": 1, "c": 9}) == {"a": 0, "b": 1, "c": 5}


def test_shade_keeps_equal_counts_light():
    assert shade({"a": 3, "b": 3, "c": 3}) == {"a": 1, "b": 1, "c": 1}


def test_shade_of_nothing():
    assert shade({}) == {}
    assert shade({"a": 0, "b": -1}) == {"a": 0, "b": 0}


@pytest.mark.parametrize("counts", [FEW, EVERYWHERE, {"a": 1}, {str(n): n * n for n in range(50)}])
def test_shade_never_falls_as_counts_rise(counts):
    steps = shade(counts)
    ordered = [steps[slug] for slug in sorted(counts, key=counts.__getitem__)]
    assert ordered == sorted(ordered)
    assert set(ordered) <= set(range(6))
    assert {(counts[slug], step) for slug, step in steps.items()} == {
        (counts[slug], steps[slug]) for slug in {counts[slug]: slug for slug in counts}.values()
    }


def test_legend_tells_the_counts_of_each_step():
    assert legend({"a": 0, "b": 1, "c": 1, "d": 2, "e": 4, "f": 9}) == [
        LegendStep(0, 0, 0),
        LegendStep(1, 1, 1),
        LegendStep(2, 2, 2),
        LegendStep(3, 4, 4),
        LegendStep(5, 9, 9),
    ]
    assert [str(step) for step in (LegendStep(1, 1, 1), LegendStep(2, 2, 5))] == ["1", "2–5"]


def test_picture_shows_every_facet_and_links_those_with_something_to_see():
    panes = [pane for _step, group in picture({"teplice": 4}, url="/katalog/?obec={}".format).groups for pane in group]
    assert len(panes) == 354
    assert [(pane.facet.slug, pane.step, pane.url, pane.label) for pane in panes if pane.value] == [
        ("teplice", 1, "/katalog/?obec=teplice", "4")
    ]
    assert {pane.url for pane in panes if not pane.value} == {""}


def drawing(counts) -> str:
    shown = picture(counts, url="/katalog/?obec={}".format)
    return render_to_string("territory/_facet_map.html", {"picture": shown, "caption": "People"})


def test_drawing_is_hidden_from_readers_and_no_stop_of_the_keyboard():
    html = drawing({"teplice": 4})
    assert re.findall(r"<a href.*?</a>", html) == [
        '<a href="/katalog/?obec=teplice" tabindex="-1">'
        f'<path d="{next(f.path for f in facet_map().facets if f.slug == "teplice")}">'
        "<title>Teplice: 4</title></path></a>"
    ]
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_drawing_escapes_addresses_and_words():
    shown = picture({"teplice": 4}, url="/katalog/?q=%22&obec={}".format, label="<{}>".format)
    html = render_to_string("territory/_facet_map.html", {"picture": shown})
    assert '<a href="/katalog/?q=%22&amp;obec=teplice" tabindex="-1">' in html
    assert "<title>Teplice: &lt;4&gt;</title>" in html
    assert 'data-kko-nothing="&lt;0&gt;"' in html


@pytest.mark.parametrize(("counts", "limit"), [(FEW, 35_000), (EVERYWHERE, 54_000)])
def test_drawing_stays_small(counts, limit):
    html = drawing(counts).encode()
    assert len(html) < limit
    assert len(gzip.compress(html)) < 13_000
