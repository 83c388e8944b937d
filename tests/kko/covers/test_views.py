import pytest
from django.urls import reverse

from kko.covers.composition import cover_svg
from kko.covers.palettes import PALETTES

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FOR_EVER = {"public", "max-age=31536000", "immutable"}


def address(kind: str, seed: str = "profil-1", palette: str = "labe") -> str:
    return reverse(f"covers:{kind}", args=[palette, seed])


def test_the_svg_is_given_to_keep_for_ever(client):
    response = client.get(address("svg"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert set(response.headers["Cache-Control"].split(", ")) == FOR_EVER
    assert response.content.decode() == cover_svg("profil-1", PALETTES["labe"])
    assert not response.cookies


def test_the_png_is_given_to_keep_for_ever(client):
    response = client.get(address("png"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert set(response.headers["Cache-Control"].split(", ")) == FOR_EVER
    assert response.content.startswith(b"\x89PNG")
    assert not response.cookies


def test_only_reading_is_allowed(client):
    assert client.head(address("svg")).status_code == 200
    assert client.post(address("svg")).status_code == 405


@pytest.mark.parametrize(
    "seed", ["A", "a" * 121, "a b", "%3Csvg%3E", "..%2f..", "%C5%BE", "a.b", "a_b", "", "a%0A", "%00", "a'"]
)
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_hostile_seeds_are_not_found(client, seed, kind):
    folder = address(kind, "SEED".lower()).removesuffix(f"seed.{kind}")
    assert client.get(f"{folder}{seed}.{kind}").status_code == 404


def test_an_unknown_palette_is_not_found(client):
    assert client.get(address("svg", palette="nic")).status_code == 404
    assert client.get(address("png", palette="nic")).status_code == 404


def test_the_longest_seed_is_served(client):
    assert client.get(address("svg", "a" * 120)).status_code == 200


def test_no_query_is_made(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(address("svg"))
