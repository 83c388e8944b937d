"""The catalogue as visitors browse it, and how often it asks the database."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from catalogue.choices import Form
from tests.factories.catalogue import a_batch, a_discipline, a_profile, a_sector, many_profiles
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LIST = "/katalog/"
HTMX = {"HX-Request": "true"}


def cards(page) -> list[str]:
    return [card.name for card in page.context["cards"]]


def options(page, parameter: str) -> dict[str, int]:
    return {
        one.value: int(one.count)
        for each in page.context["filters"]
        if each.parameter == parameter
        for one in each.options
    }


@pytest.fixture
def three():
    remesla, obraz = a_sector(slug="remesla"), a_sector(slug="obraz", name_cs="Obraz")
    keramika = a_discipline(slug="keramika", sector=remesla)
    film = a_discipline(slug="film", sector=obraz, name_cs="Film", name_en="Film", name_de="Film")
    dubi, most = municipality(slug="dubi"), municipality(slug="most", name="Most")
    return [
        a_profile(name="Arena", main_discipline=film, municipality=most, form="venue"),
        a_profile(name="Bagr", main_discipline=keramika, municipality=dubi, form="studio", teaching=True),
        a_profile(name="Cihla", main_discipline=keramika, further=[film], municipality=most, form="studio"),
    ]


def test_list_has_everybody_by_name_with_counts(client, three):
    page = client.get(LIST)
    assert (cards(page), page.context["count"]) == (["Arena", "Bagr", "Cihla"], 3)
    assert options(page, "odvetvi") == {"remesla": 2, "obraz": 2}
    assert options(page, "forma") == dict.fromkeys(Form.values, 0) | {"venue": 1, "studio": 2}
    assert options(page, "obec") == {"most": 2, "dubi": 1}


def test_filters_narrow_and_count_what_another_tick_would_bring(client, three):
    page = client.get(LIST, {"obec": "most", "obor": "keramika"})
    assert cards(page) == ["Cihla"]
    assert options(page, "obec") == {"most": 1, "dubi": 1}
    assert options(page, "obor") == {"keramika": 1}
    assert [(chip["label"], chip["query"]) for chip in page.context["chips"]] == [
        ("Keramika", "?obec=most"),
        ("Most", "?obor=keramika"),
    ]


def test_disciplines_open_with_their_sector(client, three):
    assert options(client.get(LIST), "obor") == {}
    assert options(client.get(LIST, {"odvetvi": "remesla"}), "obor") == {"keramika": 2}
    assert options(client.get(LIST, {"obor": "film"}), "obor") == {"film": 2}


def test_search_finds_in_any_form_and_suggests_when_nothing_is_found(client, three):
    assert set(cards(client.get(LIST, {"q": "keramikou"}))) == {"Bagr", "Cihla"}
    assert cards(client.get(LIST, {"q": "bag"})) == ["Bagr"]
    page = client.get(LIST, {"q": "keramjka"})
    assert (cards(page), page.context["suggestion"]) == ([], "keramika")


@pytest.mark.parametrize(
    "query",
    [
        "strana=-1", "strana=99999999", "strana=%D9%A3", "q=%00", "q=" + "a%20" * 500, "q=%22%27%3B--",
        "q=%25%5F*()!:%26", "obor=neznamy", "obec=%00", "razeni=x", "q=%F0%9F%8E%A8",
        "forma=person&forma=person", "odvetvi=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", [LIST, "/katalog/obce/"])
def test_hostile_addresses_are_answered(client, three, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_typed_words_are_escaped(client, three):
    page = client.get(LIST, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_htmx_gets_the_part_that_changes_and_its_address(client, three):
    page = client.get(LIST, {"obec": "most", "strana": "1"}, headers=HTMX)
    assert page.headers["HX-Push-Url"] == "/katalog/?obec=most"
    assert ("<html" in page.content.decode(), cards(page)) == (False, ["Arena", "Cihla"])


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_gets_the_whole_page_where_it_needs_it(client, three, header):
    page = client.get(LIST, headers=HTMX | {header: "true"})
    assert ("<html" in page.content.decode(), "HX-Push-Url" in page.headers) == (True, False)


def test_caches_tell_the_part_from_the_whole(client, three):
    for headers in ({}, HTMX):
        vary = client.get(LIST, headers=headers).headers["Vary"]
        assert {"HX-Request", "HX-History-Restore-Request"} <= {part.strip() for part in vary.split(",")}


def test_pages_are_linked_with_the_filters_kept(client):
    many_profiles(30)
    page = client.get(LIST, {"forma": "person", "strana": "2"})
    assert len(cards(page)) == 6
    assert [(one["number"], one["query"], one["current"]) for one in page.context["pages"]] == [
        (1, "?forma=person", False),
        (2, "?forma=person&strana=2", True),
    ]


def test_many_municipalities_have_a_page_of_their_own(client):
    discipline = a_discipline()
    for number in range(10):
        a_profile(municipality=municipality(name=f"Obec {number}"), main_discipline=discipline)
    (short,) = [one for one in client.get(LIST).context["filters"] if one.parameter == "obec"]
    assert (len(short.options), bool(short.more_url)) == (8, True)
    page = client.get("/katalog/obce/", {"forma": "person"})
    places = [place for group in page.context["groups"] for place in group["places"]]
    assert (len(places), {place["count"] for place in places}) == (10, {1})
    assert all(place["query"].endswith("forma=person") for place in places)


def test_municipality_replaces_the_ticked_one(client, three):
    page = client.get("/katalog/obce/", {"obec": "most", "obor": "keramika"})
    places = {place["name"]: place for group in page.context["groups"] for place in group["places"]}
    assert {name: place["count"] for name, place in places.items()} == {"Most": 1, "Dubí": 1}
    assert places["Dubí"]["query"] == "?obor=keramika&obec=dubi"


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_public_pages_set_no_cookie_and_hold_no_token(client, three, prefix):
    with override(prefix[1:] or "cs"):
        addresses = [
            reverse("catalogue:list"),
            reverse("catalogue:list") + "?q=keramika&obec=most",
            reverse("catalogue:municipalities"),
            three[0].get_absolute_url(),
        ]
    for address in addresses:
        page = client.get(address)
        text = page.content.decode()
        assert (page.status_code, dict(page.cookies), "csrfmiddlewaretoken" in text) == (200, {}, False)
        assert re.search(r'<html lang="(\w\w)">', text)[1] == (prefix[1:] or "cs")


def test_list_is_the_same_for_every_visitor(client, three):
    first = client.get(LIST, headers={"user-agent": "A", "accept-language": "de"}).content
    assert client.get(LIST, headers={"user-agent": "B", "accept-language": "en"}).content == first


# --- Queries -------------------------------------------------------------------------------------

FRAME_QUERIES = 2  # the pages and the words of the footer; kept for a minute where it is not tested
LIST_QUERIES = FRAME_QUERIES + 2  # the stamp of the listing, the cards
SEARCH_QUERIES = FRAME_QUERIES + 4  # and the hits, and their order; never above 8
MUNICIPALITIES_QUERIES = FRAME_QUERIES + 1
# The profile and whether it is kept, disciplines, pieces of work, their pictures and the sizes of those, links,
# needs, offers; for those near it the stamp of the listing and their cards. A panel of another room adds its own.
PROFILE_QUERIES = FRAME_QUERIES + 10
IMPORT_BATCHES_QUERIES = 12


@pytest.mark.parametrize("number", [1, 30])
def test_list_asks_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    many_profiles(number)
    client.get(LIST)
    with django_assert_max_num_queries(LIST_QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_municipalities_ask_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    discipline = a_discipline()
    for _ in range(number):
        a_profile(main_discipline=discipline)
    client.get("/katalog/obce/")
    with django_assert_max_num_queries(MUNICIPALITIES_QUERIES):
        client.get("/katalog/obce/")


def test_search_with_three_facets_asks_eight_times_at_most(client, three, django_assert_max_num_queries):
    query = {"q": "keramika", "obec": "most", "forma": "studio", "obor": ["film", "keramika"]}
    assert cards(client.get(LIST, query)) == ["Cihla"]  # the first request of a process reads the whole listing
    with django_assert_max_num_queries(SEARCH_QUERIES):
        client.get(LIST, query)


def test_profile_page_asks_a_fixed_number_of_times(client, django_assert_max_num_queries):
    address = a_profile(further=[a_discipline() for _ in range(4)]).get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(PROFILE_QUERIES):
        client.get(address)


@pytest.mark.parametrize("number", [1, 30])
def test_imports_ask_as_often_for_one_as_for_thirty(client, curator, number, django_assert_max_num_queries):
    for _ in range(number):
        a_batch("nazev;obec\nA;Nikde\nB;Nikde\n", by=curator)
    client.force_login(curator)
    client.get(reverse("import_batches"))
    with django_assert_max_num_queries(IMPORT_BATCHES_QUERIES):
        client.get(reverse("import_batches"))
