"""The page of a municipality, and the list of all."""

import pytest
from django.urls import reverse

from catalogue.slots import Panel
from kko.accounts.choices import Visibility
from kko.territory.models import Municipality
from tests.factories.catalogue import a_discipline, a_profile, many_profiles
from tests.factories.needs import a_kind, a_need
from tests.factories.projects import a_project
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
QUERIES, INDEX_QUERIES = 9, 4  # two of them the footer's


@pytest.fixture
def dubi():
    return municipality(slug="dubi")


def page_of(client, place):
    return client.get(reverse("catalogue:municipality", args=[place.slug]))


def a_panel(place, user) -> Panel:
    return Panel(key="toy", title=f"Hračky: {place.name}", template="catalogue/_project_cards.html")


def no_panel(place, user) -> None:
    return None


def test_page_has_who_creates_there_what_they_look_for_and_what_was_done(client, dubi):
    profile = a_profile(name="Dílna", municipality=dubi)
    a_profile(name="Jinde")
    a_profile(name="Skrytá", municipality=dubi, live=False)
    a_need(profile, note_cs="Hledám pec.")
    a_need(profile, kind=a_kind(), note_cs="Tajné přání.", visibility=Visibility.CURATORS)
    a_project(name_cs="Komín", municipalities=[dubi])
    a_project(name_cs="Rozepsaný", municipalities=[dubi], live=False)
    a_project(name_cs="Cizí")
    page = page_of(client, dubi)
    context, text = page.context, page.content.decode()
    assert ([card.name for card in context["cards"]], context["count"]) == (["Dílna"], 1)
    assert [need.note_cs for need in context["needs"]] == ["Hledám pec."]
    assert [str(project) for project in context["projects"]] == ["Komín"]
    assert ("/katalog/?obec=dubi" in text, "/projekty/?obec=dubi" in text) == (True, True)
    assert [word for word in ("Skrytá", "Tajné", "Rozepsaný", "Cizí", "Jinde") if word in text] == []
    assert "ČÚZK" in text


def test_curator_sees_no_more_than_everybody(client, dubi, curator):
    a_need(a_profile(municipality=dubi), note_cs="Tajné přání.", visibility=Visibility.CURATORS)
    client.force_login(curator)
    assert page_of(client, dubi).context["needs"] == []


def test_municipality_without_anybody_invites(client, dubi):
    assert reverse("account_signup") in page_of(client, dubi).content.decode()
    assert client.get("/obec/neni/").status_code == 404


def test_rooms_above_put_their_panels_there(client, dubi, settings):
    own = "tests.catalogue.test_municipality"
    settings.KKO_MUNICIPALITY_PANELS = [f"{own}.a_panel", f"{own}.no_panel"]
    page = page_of(client, dubi)
    assert [panel.title for panel in page.context["panels"]] == ["Hračky: Dubí"]
    assert "Hračky: Dubí</h2>" in page.content.decode()


def test_profile_leads_to_its_municipality(client, dubi):
    assert (
        '<a href="/obec/dubi/">Dubí</a>' in client.get(a_profile(municipality=dubi).get_absolute_url()).content.decode()
    )


def test_index_has_all_by_district_with_their_profiles(client, dubi):
    a_profile(municipality=dubi)
    empty = municipality(name="Pustina", district=dubi.district)
    page = client.get("/obec/")
    assert [(name, places) for name, places in page.context["districts"]] == [("Teplice", [(dubi, 1), (empty, 0)])]


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_as_often_for_one_as_for_thirty(client, dubi, number, django_assert_max_num_queries):
    for profile in many_profiles(number, municipality=dubi, main_discipline=a_discipline()):
        a_need(profile)
        a_project(municipalities=[dubi])
    page_of(client, dubi)
    with django_assert_max_num_queries(QUERIES):
        page_of(client, dubi)
    client.get("/obec/")
    with django_assert_max_num_queries(INDEX_QUERIES):
        client.get("/obec/")


def test_municipalities_stand_in_the_order_of_the_alphabet(client, dubi):
    for name in ("Chomutov", "Ctiněves", "Hora", "Čížkovice", "Ivanov", "Děčín"):
        municipality(name=name, district=dubi.district)
    [(_name, places)] = client.get("/obec/").context["districts"]
    names = [place.name for place, _count in places]
    assert names == ["Ctiněves", "Čížkovice", "Děčín", "Dubí", "Hora", "Chomutov", "Ivanov"]
    assert [place.name for place in Municipality.objects.all()] == names
