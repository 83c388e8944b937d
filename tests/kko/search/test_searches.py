"""What editors read and write about the search in the back office."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kko.accounts.actions import grant_role
from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.reference import load_roles
from kko.search.actions import index_documents
from kko.search.documents import Document
from kko.search.models import Promotion, SearchCount, Synonym
from kko.search.retrieval import matching_ids

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def office() -> Client:
    load_roles()
    editor = User.objects.create_user("redakce@example.cz")
    grant_role(user=editor, role=Role.EDITOR, by=None)
    client = Client()
    client.force_login(editor)
    return client


def a_count(phrase: str, *, days_ago: int = 0, searches: int = 1, empty: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchCount.objects.create(day=day, phrase=phrase, searches=searches, empty=empty)


def test_editors_see_what_is_searched(office):
    a_count("sklo", searches=4)
    a_count("hudba", searches=3, empty=3)
    a_count("jednou", empty=1)
    a_count("predloni", days_ago=60, searches=3, empty=2)
    context = office.get(reverse("searches")).context
    assert [one.phrase for one in context["in_vain"]] == ["hudba"]
    assert [one.phrase for one in context["frequent"]] == ["sklo", "hudba"]
    assert [one.phrase for one in office.get(reverse("searches"), {"dnu": "90"}).context["in_vain"]] == [
        "hudba",
        "predloni",
    ]


@pytest.mark.parametrize("days", ["", "x", "0", "-30", "99999999999"])
def test_odd_periods_are_a_month(office, days):
    assert office.get(reverse("searches"), {"dnu": days}).context["days"] == 30


def test_sheet_holds_all_of_it_and_runs_no_formula(office):
    a_count("=cmd", searches=2, empty=1)
    response = office.get(reverse("searches_csv"))
    rows = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1:] == [["'=cmd", "2", "1", timezone.localdate().isoformat()]]


@pytest.mark.parametrize("number", [1, 30])
def test_report_asks_as_often_for_one_as_for_thirty(office, number, django_assert_max_num_queries):
    for place in range(number):
        a_count(f"slovo {place}", searches=2, empty=1)
    office.get(reverse("searches"))
    with django_assert_max_num_queries(14):
        office.get(reverse("searches"))


def test_who_may_not_see_it_is_refused(client):
    client.force_login(User.objects.create_user("clen@example.cz"))
    assert client.get(reverse("searches")).status_code == 302


def test_synonym_written_in_the_office_works_in_the_next_search_and_leaves_with_it(office):
    index_documents(documents=[Document("profile", 1, "Studio", "Studio")])
    address = reverse(Synonym.snippet_viewset.get_url_name("add"))
    response = office.post(address, {"words": "ateliér", "meanings": "studio", "both_ways": "on"})
    assert response.status_code == 302
    assert matching_ids("ateliéru", "profile") == [1]
    synonym = Synonym.objects.get()
    office.post(reverse(Synonym.snippet_viewset.get_url_name("delete"), args=[synonym.pk]))
    assert matching_ids("ateliéru", "profile") == []


def test_wrong_recommendation_says_why_and_keeps_what_was_typed(office):
    address = reverse(Promotion.snippet_viewset.get_url_name("add"))
    typed = {"words": "voucher", "language": "cs", "title": "Voucher", "url": "javascript:1", "position": "0"}
    response = office.post(address, {**typed, "starts_on": "2026-06-02", "ends_on": "2026-06-01"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["url", "__all__"]
    assert 'value="Voucher"' in response.content.decode()
    assert not Promotion.objects.exists()
    fixed = {**typed, "url": "/katalog/", "starts_on": "2026-06-02", "ends_on": "2026-06-01"}
    assert list(office.post(address, fixed).context["form"].errors) == ["__all__"]
    office.post(address, {**fixed, "ends_on": "2026-06-30"})
    assert str(Promotion.objects.get()) == "Voucher (voucher)"
