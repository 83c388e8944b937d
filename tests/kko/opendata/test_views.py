import csv
import io
import json

import pytest
from django.urls import reverse

from kko.territory.actions import load_territory
from tests.kko.opendata import toy

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def toy_only(settings):
    settings.KKO_DATASETS = ["tests.kko.opendata.toy.toy_dataset"]
    toy.ASKED_BY.clear()


def _body(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_csv_is_whole_and_safe_to_open(client, toy_only):
    response = client.get(reverse("opendata:csv", args=["toy"]))
    rows = list(csv.reader(io.StringIO(_body(response).removeprefix("\ufeff"), newline="")))
    assert rows == [
        ["name", "count", "price", "open"],
        ["'=1+1", "-5", "-1.50", ""],
        ['Řehoř, "mistr"', "2", "2", "True"],
        ["'@home", "1.5", "0", "False"],
    ]
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="toy.csv"'


def test_json_says_what_it_is_and_keeps_values_as_they_are(client, toy_only):
    answer = json.loads(_body(client.get(reverse("opendata:json", args=["toy"]))))
    assert {key: answer[key] for key in ("title", "licence", "source")} == {
        "title": "Toy",
        "licence": "CC0",
        "source": "Nobody",
    }
    assert answer["columns"][0] == {"name": "name", "description": "what it is called"}
    assert answer["rows"][0] == {"name": "=1+1", "count": -5, "price": "-1.50", "open": None}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_rows_are_asked_for_as_a_stranger_even_by_staff(admin_client, toy_only, kind):
    _body(admin_client.get(reverse(f"opendata:{kind}", args=["toy"])))
    assert [user.is_anonymous for user in toy.ASKED_BY] == [True]


@pytest.mark.parametrize(("name", "args"), [("list", []), ("csv", ["toy"]), ("json", ["toy"])])
def test_answers_are_cacheable_by_all_and_set_no_cookie(client, toy_only, name, args):
    response = client.get(reverse(f"opendata:{name}", args=args))
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_files_are_the_same_whoever_asks(client, toy_only, kind):
    assert "Cookie" not in client.get(reverse(f"opendata:{kind}", args=["toy"])).get("Vary", "")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_unknown_dataset_is_not_found_and_writing_refused(client, toy_only, kind):
    assert client.get(reverse(f"opendata:{kind}", args=["nothing"])).status_code == 404
    assert client.post(reverse(f"opendata:{kind}", args=["toy"])).status_code == 405


def test_list_names_every_dataset_with_its_licence_source_and_downloads(client, toy_only):
    page = client.get(reverse("opendata:list")).content.decode()
    for text in ("Toy", "Of the tests.", "CC0", "Nobody", "what it is called"):
        assert text in page
    for kind in ("csv", "json"):
        assert reverse(f"opendata:{kind}", args=["toy"]) in page


def test_list_asks_the_database_for_nothing_of_1_or_30_datasets(client, settings, django_assert_max_num_queries):
    for number in (1, 30):
        settings.KKO_DATASETS = ["tests.kko.opendata.toy.toy_dataset"] * number
        client.get(reverse("opendata:list"))  # warms what the frame of the page keeps
        with django_assert_max_num_queries(2):  # the frame's, not the list's
            assert client.get(reverse("opendata:list")).status_code == 200


def test_municipalities_come_as_csv_in_one_query(client, django_assert_num_queries):
    load_territory()
    with django_assert_num_queries(1):
        body = _body(client.get(reverse("opendata:csv", args=["obce"])))
    assert body.count("\r\n") == 355
    assert "562335,Děčín,CZ0421,Děčín,4202,Děčín,50.78215,14.21478," in body
