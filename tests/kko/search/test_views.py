import pytest
from django.core.management import call_command
from django.urls import reverse

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def bells(settings):
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search", verbosity=0)


def test_rebuild_prints_how_many_of_each_kind(settings, capsys):
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search")
    assert capsys.readouterr().out == "bell: 3\n"


def test_results_stand_by_kind(client, bells, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = client.get(reverse("search:results"), {"q": "zvony"})
    (group,) = response.context["groups"]
    assert (group.label, group.count) == ("Zvony", 2)
    assert "/zvony/2/" in response.content.decode()


def test_page_is_the_same_for_everybody(client, bells):
    response = client.get(reverse("search:results"), {"q": "zvonař"})
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_nothing_found_offers_what_was_perhaps_meant(client, bells):
    response = client.get(reverse("search:results"), {"q": "dechowka"})
    assert response.context["suggestion"] == "dechovka"
    assert "?q=dechovka" in response.content.decode()


@pytest.mark.parametrize("query", ["", "  ", "\x00", "<script>", "x" * 10_000, "' OR 1=1"])
def test_page_takes_any_query(client, bells, query):
    response = client.get(reverse("search:results"), {"q": query})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
