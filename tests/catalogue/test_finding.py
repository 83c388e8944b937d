"""Municipalities among the results of the whole site."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from catalogue.actions.listing import index_municipalities
from catalogue.slots.finding import municipalities_kind
from kko.search.asking import forget_synonyms
from tests.factories.catalogue import a_profile, many_profiles
from tests.factories.territory import municipality

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def test_municipality_leads_to_its_page():
    dubi, most = municipality(name="Dubí"), municipality(name="Most")
    a_profile(municipality=dubi)
    with translation.override("en"):
        results = municipalities_kind().results([most.pk, dubi.pk], AnonymousUser())
    assert [(one.title, one.url) for one in results] == [
        ("Most", f"/en/municipality/{most.slug}/"),
        ("Dubí", f"/en/municipality/{dubi.slug}/"),
    ]
    assert [one.meta.split(", ")[1] for one in results] == ["no profile yet", "1 profile"]


def test_municipality_is_found_by_its_name_of_either_language_and_suggested(client):
    dubi = municipality(name="Dubí", name_de="Eichwald")
    index_municipalities()
    for asked in ("v Dubí", "dubi", "Eichwald"):
        groups = client.get(reverse("search:results"), {"q": asked}).context["groups"]
        assert [line.url for group in groups for line in group.results] == [f"/obec/{dubi.slug}/"]
    named = client.get(reverse("search:suggestions"), {"q": "dub"}).json()["groups"]
    assert [item["title"] for group in named if group["key"] == "municipality" for item in group["items"]] == ["Dubí"]


def test_list_asks_eight_times_at_most_when_synonyms_are_read_anew(client, django_assert_max_num_queries):
    many_profiles(2)
    client.get(reverse("catalogue:list"))
    forget_synonyms()
    with django_assert_max_num_queries(8):
        client.get(reverse("catalogue:list"), {"q": "dílna"})
