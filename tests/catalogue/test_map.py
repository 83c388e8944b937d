"""The catalogue as a map: the same question, published points only, and what a page without it never loads."""

import re
from itertools import accumulate

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override

from catalogue.listing import UNITS, Places, current_listing
from catalogue.views.map import POPUP_SIZE
from kko.territory.choices import Precision
from kko.territory.facet_map import facet_map, names_geojson
from kko.territory.place import SOUTH, WEST, published_point
from tests.factories.catalogue import a_discipline, a_profile, a_sector, many_profiles
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
MAP, POINTS, PLACE, BASE = (f"/katalog/mapa/{path}" for path in ("", "body.json", "misto.json", "podklad.json"))
HOME = {"latitude": 50.6871234, "longitude": 13.7991234}


@pytest.fixture
def three():
    keramika = a_discipline(slug="keramika", sector=a_sector(slug="remesla"))
    film = a_discipline(slug="film", sector=a_sector(slug="obraz"), name_cs="Film", name_en="Film", name_de="Film")
    dubi, most = municipality(slug="dubi", name="Dubí"), municipality(slug="most", name="Most")
    return [
        a_profile(name="Arena", main_discipline=film, municipality=most, form="venue"),
        a_profile(name="Bagr", main_discipline=keramika, municipality=dubi, **HOME, precision=Precision.EXACT),
        a_profile(name="Cihla", main_discipline=keramika, municipality=most, **HOME),
    ]


def shown(client, **query) -> dict[tuple[float, float], int]:
    """Return what the map draws: latitude and longitude of each point, and how many stand there."""
    columns = client.get(POINTS, query).json()
    west, south = columns["origin"]
    places = zip(accumulate(columns["x"]), columns["y"], columns["number"], strict=True)
    return {
        (round(south + y / columns["units"], 5), round(west + x / columns["units"], 5)): number
        for x, y, number in places
    }


def point(profile) -> tuple[float, float]:
    return round(profile.published_point.latitude, 5), round(profile.published_point.longitude, 5)


def bod(profile) -> str:
    latitude, longitude = profile.published_point
    return f"{round((longitude - WEST) * UNITS)}-{round((latitude - SOUTH) * UNITS)}"


def names(client, **query) -> list[str]:
    return [card["name"] for card in client.get(PLACE, query).json()["cards"]]


def test_points_are_the_published_ones_with_their_numbers(client, three):
    arena, bagr, cihla = three
    assert shown(client) == {point(arena): 2, point(bagr): 1}
    assert point(arena) == point(cihla)


@pytest.mark.parametrize("precision", Precision.values)
def test_no_point_is_more_exact_than_published(client, precision):
    profile = a_profile(**HOME, precision=precision)
    exact = (round(HOME["latitude"], 5), round(HOME["longitude"], 5))
    assert shown(client) == {point(profile): 1}
    assert (exact in shown(client)) == (precision == Precision.EXACT)


def test_map_filters_as_the_list_does(client, three):
    _arena, _bagr, _cihla = three
    for query in (
        {"obor": "keramika"},
        {"obec": "most"},
        {"q": "keramikou"},
        {"forma": "venue"},
        {"q": "nic takového"},
    ):
        found = client.get("/katalog/", query).context
        page = client.get(MAP, query).context
        assert page["count"] == found["count"] == sum(shown(client, **query).values())
        assert [(one.parameter, one.options) for one in page["filters"]] == [
            (one.parameter, one.options) for one in found["filters"]
        ]
        assert page["chips"] == found["chips"]


def test_table_and_facets_count_what_was_found_and_lead_to_the_list(client, three):
    rows = client.get(MAP, {"obor": ["keramika", "film"]}).context["map"].rows
    assert [(row.slug, row.count, row.url) for row in rows] == [
        ("most", 2, "/katalog/?obor=keramika&obor=film&obec=most"),
        ("dubi", 1, "/katalog/?obor=keramika&obor=film&obec=dubi"),
    ]
    page = client.get(MAP, {"obec": "dubi"})
    drawn = [
        (pane.facet.slug, pane.value) for _, group in page.context["map"].picture.groups for pane in group if pane.value
    ]
    assert drawn == [("dubi", 1)]
    assert 'href="/katalog/?obec=dubi"' in page.content.decode()


def test_switch_keeps_the_question(client, three):
    listed = client.get("/katalog/?q=keramika&obec=most&razeni=nejnovejsi&strana=1").content.decode()
    assert 'href="/katalog/mapa/?q=keramika&amp;obec=most&amp;razeni=nejnovejsi"' in listed
    mapped = client.get("/katalog/mapa/?q=keramika&obec=most&razeni=nejnovejsi").content.decode()
    assert 'href="/katalog/?q=keramika&amp;obec=most&amp;razeni=nejnovejsi"' in mapped
    assert '<input type="hidden" name="razeni" value="nejnovejsi">' in mapped


def test_htmx_gets_the_part_that_changes_and_its_address(client, three):
    page = client.get(MAP, {"obec": "most", "strana": "3"}, headers={"HX-Request": "true"})
    assert page.headers["HX-Push-Url"] == "/katalog/mapa/?obec=most"
    assert "<html" not in page.content.decode()
    assert 'data-kko-points="/katalog/mapa/body.json?obec=most"' in page.content.decode()


def test_nothing_found_says_so_and_suggests(client, three):
    page = client.get(MAP, {"q": "keramjka"})
    assert (page.context["count"], page.context["suggestion"]) == (0, "keramika")
    assert 'href="/katalog/mapa/?q=keramika"' in page.content.decode()


# --- Who is at a point ---------------------------------------------------------------------------


def test_a_point_tells_who_is_there_for_the_question(client, three):
    arena, bagr, _cihla = three
    assert names(client, bod=bod(arena)) == ["Arena", "Cihla"]
    assert names(client, bod=[bod(arena), bod(bagr)]) == ["Arena", "Bagr", "Cihla"]
    assert names(client, bod=bod(arena), obor="keramika") == ["Cihla"]
    told = client.get(PLACE, {"bod": bod(bagr)}).json()
    assert told == {
        "heading": told["heading"],
        "cards": [{"name": "Bagr", "url": "/katalog/bagr/", "meta": "Keramika, Dubí", "sample": ""}],
        "more": None,
    }
    assert told["heading"].startswith("1")


def test_a_full_point_leads_to_the_list_of_its_municipality(client):
    profiles = many_profiles(POPUP_SIZE + 1, municipality=municipality(slug="most", name="Most"))
    told = client.get(PLACE, {"bod": bod(profiles[0]), "forma": "person"}).json()
    assert len(told["cards"]) == POPUP_SIZE
    assert told["more"]["url"] == "/katalog/?obec=most&forma=person"


def test_an_exact_point_is_not_told_where_it_is_not_published(client, three):
    cihla = three[2]
    exact = f"{round((cihla.longitude - WEST) * UNITS)}-{round((cihla.latitude - SOUTH) * UNITS)}"
    assert names(client, bod=exact) == ["Bagr"]


@pytest.mark.parametrize("text", ["", "x", "-", "1-", "-1-1", "9" * 40 + "-1", "٣-٣", "1-2-3", "\0-1"])
def test_hostile_points_are_answered_with_nobody(client, three, text):
    assert names(client, bod=text) == []


def test_hidden_profiles_are_on_no_map(client):
    a_profile(name="Skrytý", live=False)
    closed = a_profile(name="Zavřený", live=False, closure="archived")
    assert shown(client) == {}
    assert names(client, bod=bod(closed)) == []


def test_places_count_and_find_by_position():
    places = Places([(5, 1), (2, 9), (5, 1)])
    assert (places.points, places.at) == ([(2, 9), (5, 1)], [1, 0, 1])


def test_listing_reckons_points_with_the_one_function(three):
    bagr = three[1]
    listing = current_listing()
    x, y = listing.places.points[listing.places.at[listing.facets.position[bagr.pk]]]
    expected = published_point(bagr.published_point, bagr.precision, bagr.published_point)
    assert (round(SOUTH + y / UNITS, 5), round(WEST + x / UNITS, 5)) == (
        round(expected.latitude, 5),
        round(expected.longitude, 5),
    )


# --- The base, caches, policy --------------------------------------------------------------------


def test_base_has_facets_borders_and_names_and_is_kept_for_ever_under_its_digest(client, three):
    address = re.search(r'data-kko-base="([^"]+)"', client.get(MAP).content.decode())[1]
    page = client.get(address)
    kept = {part.strip() for part in page.headers["Cache-Control"].split(",")}
    assert kept == {"public", "immutable", "max-age=31536000"}
    assert {name: len(layer["features"]) for name, layer in page.json().items()} == {
        "facets": 354, "districts": 7, "names": 354,
    }  # fmt: skip
    assert "immutable" not in client.get(BASE, {"v": "old"}).headers["Cache-Control"]


def test_names_of_towns_have_the_rank_of_the_facet_map():
    ranks = {each["properties"]["name"]: each["properties"]["rank"] for each in names_geojson()["features"]}
    assert {name: rank for name, rank in ranks.items() if rank < 3} == {
        town.name: town.rank for town in facet_map().towns
    }


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_map_sets_no_cookie_and_is_the_same_for_everybody(client, three, prefix):
    with override(prefix[1:] or "cs"):
        addresses = [reverse(f"catalogue:{name}") for name in ("map", "map_points", "map_place", "map_base")]
    for address in addresses:
        first, second = (
            client.get(address, headers={"user-agent": "A"}),
            client.get(address, headers={"user-agent": "B"}),
        )
        assert (first.status_code, dict(first.cookies), first.content) == (200, {}, second.content)
        if not address.endswith("/"):
            assert "public" in first.headers["Cache-Control"]


def test_without_tiles_the_policy_is_the_sites_own(client, three):
    assert "tiles" not in client.get(MAP).headers["Content-Security-Policy"]


@override_settings(KKO_TILES_URL="https://{s}.tiles.example.cz/{z}/{x}/{y}.png", KKO_TILES_ATTRIBUTION="© <Kdo>")
def test_tiles_are_let_in_on_the_map_alone(client, three):
    page = client.get(MAP)
    assert "https://*.tiles.example.cz" in page.headers["Content-Security-Policy"]
    assert 'data-kko-tiles-attribution="© &lt;Kdo&gt;"' in page.content.decode()
    assert "tiles.example.cz" not in client.get("/katalog/").headers["Content-Security-Policy"]


def test_pages_without_the_map_load_nothing_of_it(client, three):
    for address in ("/katalog/", "/katalog/?obec=most", "/katalog/obce/", three[0].get_absolute_url()):
        text = client.get(address).content.decode()
        assert re.findall(r"leaflet|supercluster|js/map|css/pages/map|body\.json", text) == []


def test_the_map_itself_is_asked_for_by_the_script_only(client, three):
    text = client.get(MAP).content.decode()
    loaded = re.findall(r'<(?:script|link)\b[^>]+(?:src|href)="([^"]+)"', text)
    assert [one for one in loaded if re.search("leaflet|supercluster|map-live", one)] == []


# --- Queries -------------------------------------------------------------------------------------

MAP_QUERIES = 1  # the stamp of the listing, and what every page's frame asks for
SEARCH_QUERIES = 2  # and the hits
PLACE_QUERIES = 2  # and the cards


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("path", "query", "most"),
    [
        (POINTS, {}, MAP_QUERIES),
        (POINTS, {"q": "keramika"}, SEARCH_QUERIES),
        (PLACE, {}, PLACE_QUERIES),
        (BASE, {}, 0),
    ],
)
def test_data_of_the_map_asks_as_often_for_one_as_for_thirty(
    client, number, path, query, most, django_assert_max_num_queries
):
    profiles = many_profiles(number)
    query = query | ({"bod": bod(profiles[0])} if path == PLACE else {})
    client.get(path, query)
    with django_assert_max_num_queries(most):
        client.get(path, query)


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("query", [{}, {"q": "keramika", "forma": "person"}])
def test_map_asks_as_often_for_one_as_for_thirty(client, number, query, django_assert_max_num_queries):
    many_profiles(number)
    client.get(MAP, query)
    with django_assert_max_num_queries(4):
        client.get(MAP, query)
