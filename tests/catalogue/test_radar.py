"""The radar of needs: what it counts, what it withholds, who sees exact numbers, how few queries it asks."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue import radar
from catalogue.actions import mark_listing_changed
from catalogue.models import Need
from catalogue.radar import Quarter, current_radar, quarter_of
from catalogue.slots.needs import home_needs, needs_dataset
from kko.accounts.choices import Visibility
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile, a_sector, many_profiles
from tests.factories.needs import a_kind, a_need
from tests.factories.territory import district, municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def fresh_radar(monkeypatch):
    """The radar of this process knows nothing of earlier tests."""
    monkeypatch.setattr(radar._Holder, "radar", None)


@pytest.fixture
def teplice(db):
    return municipality(district=district(name="Teplice", slug="teplice"))


@pytest.fixture
def most(db):
    return municipality(district=district(name="Most", slug="most"), name="Most")


def looking(number: int, kind, **fields) -> list[Need]:
    """Let so many profiles look for ``kind``."""
    needs = [Need(profile=one, kind=kind, visibility="curators") for one in many_profiles(number, **fields)]
    Need.objects.bulk_create(needs)
    mark_listing_changed()
    return needs


def numbers(division: str = "district") -> dict:
    return current_radar().tables[division].cells


def test_all_open_needs_count_whoever_sees_them(teplice):
    kind = a_kind()
    for number, visibility in enumerate(Visibility.values * 5):
        a_need(a_profile(municipality=teplice, name=f"Dílna {number}"), kind=kind, visibility=visibility)
    assert numbers()[kind.slug, "teplice"] == 15


def test_list_of_public_needs_gives_no_hidden_ones_away(teplice, most):
    """Whoever lists the public needs of a place subtracts them from its number."""
    small, large = a_kind(), a_kind()
    for kind, place, hidden in ((small, teplice, 2), (small, most, 9), (large, teplice, 9), (large, most, 9)):
        looking(hidden, kind, municipality=place)
        listed = [Need(profile=one, kind=kind, visibility="public") for one in many_profiles(8, municipality=place)]
        Need.objects.bulk_create(listed)
    mark_listing_changed()
    found = numbers()
    assert [found[kind.slug, place] for kind in (small, large) for place in ("teplice", "most")] == [None] * 4


def test_what_members_list_besides_gives_no_hidden_ones_away(teplice, most):
    """Strangers can list nothing here; members can list all but two of one number."""
    small, large = a_kind(), a_kind()
    for kind, place, hidden in ((small, teplice, 2), (small, most, 9), (large, teplice, 9), (large, most, 9)):
        looking(hidden, kind, municipality=place)
        listed = [Need(profile=one, kind=kind, visibility="members") for one in many_profiles(8, municipality=place)]
        Need.objects.bulk_create(listed)
    mark_listing_changed()
    found = numbers()
    assert [found[kind.slug, place] for kind in (small, large) for place in ("teplice", "most")] == [None] * 4


def test_fewer_than_five_that_members_cannot_list_are_not_counted(teplice):
    kind = a_kind()
    looking(4, kind, municipality=teplice)
    listed = [Need(profile=one, kind=kind, visibility="members") for one in many_profiles(9, municipality=teplice)]
    Need.objects.bulk_create(listed)
    mark_listing_changed()
    assert numbers()[kind.slug, "teplice"] == 9


def test_closed_and_lapsed_needs_and_those_of_drafts_do_not_count(teplice, roles):
    kind = a_kind()
    looking(5, kind, municipality=teplice)
    a_need(a_profile(municipality=teplice), kind=kind, closed_at=timezone.now())
    a_need(a_profile(municipality=teplice), kind=kind, until=timezone.localdate() - timedelta(days=1))
    a_need(a_draft(by=a_user(), municipality=teplice), kind=kind)
    assert numbers()[kind.slug, "teplice"] == 5


def test_need_lapses_in_the_numbers_by_itself(teplice):
    kind = a_kind()
    for need in looking(5, kind, municipality=teplice):
        need.until = timezone.localdate()
        need.save()
    assert numbers()[kind.slug, "teplice"] == 5
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert numbers()[kind.slug, "teplice"] == 0


def test_small_numbers_are_withheld_with_what_gives_them_away(teplice, most):
    small, large = a_kind(), a_kind()
    looking(2, small, municipality=teplice)
    looking(20, small, municipality=most)
    looking(20, large, municipality=teplice)
    looking(20, large, municipality=most)
    table = current_radar().tables["district"]
    assert [table.cells[kind.slug, place] for kind in (small, large) for place in ("teplice", "most")] == [None] * 4
    assert table.rows == {small.slug: 22, large.slug: 40}
    assert (table.columns["teplice"], table.columns["most"], table.total) == (22, 40, 62)


def test_tables_withhold_the_same_sums(teplice, most):
    looking(3, a_kind(), municipality=teplice)
    looking(9, a_kind(), municipality=most)
    looking(9, a_kind(), municipality=most)
    found = current_radar()
    assert len({tuple(table.rows.items()) for table in found.tables.values()}) == 1
    assert len({table.total for table in found.tables.values()}) == 1


def test_sector_is_that_of_the_main_discipline(teplice):
    kind, sector = a_kind(), a_sector()
    looking(5, kind, municipality=teplice, main_discipline=a_discipline(sector=sector))
    assert numbers("sector")[kind.slug, sector.slug] == 5


def test_quarters_follow_days_of_prague():
    assert quarter_of(datetime(2026, 3, 31, 21, 59, tzinfo=UTC)) == Quarter(2026, 1)
    assert quarter_of(datetime(2026, 3, 31, 22, 0, tzinfo=UTC)) == Quarter(2026, 2)
    assert [str(Quarter(2026, 4)), Quarter(2026, 4).key] == ["4/2026", "2026-Q4"]
    assert Quarter(2026, 4).next == Quarter(2027, 1)


@time_machine.travel("2026-11-23T12:00:00Z")
def test_quarters_run_from_the_first_need_to_now(teplice):
    kind = a_kind()
    needs = looking(5, kind, municipality=teplice)
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(
        created_at=datetime(2026, 5, 2, tzinfo=UTC), until=timezone.localdate()
    )
    mark_listing_changed()
    assert list(current_radar().columns("quarter")) == ["2026-Q2", "2026-Q3", "2026-Q4"]
    assert numbers("quarter")[kind.slug, "2026-Q2"] == 5


def test_page_says_withheld_and_why(client, teplice, most):
    looking(2, a_kind(), municipality=teplice)
    looking(9, a_kind(name_cs="Pec k zapůjčení"), municipality=most)
    looking(9, a_kind(), municipality=most)
    page = client.get(reverse("catalogue:radar"))
    assert page.status_code == 200
    text = page.content.decode()
    assert ("Pec k zapůjčení" in text, "is-withheld" in text) == (True, True)
    assert current_radar().withholds


def test_empty_radar_says_so(client):
    page = client.get(reverse("catalogue:radar"))
    assert (page.status_code, 'class="empty"' in page.content.decode()) == (200, True)
    assert home_needs(RequestFactory().get("/")) is None


def test_page_is_the_same_for_everybody_and_sets_no_cookie(client, curator, teplice):
    a_need(a_profile(municipality=teplice), visibility="members", note_cs="Jen pro členy")
    client.force_login(curator)
    page = client.get(reverse("catalogue:radar"))
    assert "Jen pro členy" not in page.content.decode()
    client.logout()
    page = client.get(reverse("catalogue:radar"))
    assert (page.cookies, "csrfmiddlewaretoken" in page.content.decode()) == ({}, False)


def test_public_needs_are_filtered_by_kind_and_district(client, teplice, most):
    kind, other = a_kind(), a_kind()
    for at, one in ((teplice, kind), (most, kind), (teplice, other)):
        a_need(a_profile(municipality=at, name=f"{at.name} {one.slug}"), kind=one, note_cs="Hledám.")

    def found(query: str) -> int:
        return len(client.get(f"{reverse('catalogue:radar')}?{query}").context["needs"])

    queries = ["", f"druh={kind.slug}", "okres=teplice", f"druh={kind.slug}&okres=most"]
    assert [found(query) for query in queries] == [3, 2, 2, 1]


@pytest.mark.parametrize("query", ["druh=%00", "druh=neni&okres='--", "strana=x", "strana=-1", "strana=99999999999"])
def test_hostile_questions_get_the_whole_radar(client, teplice, query):
    a_need(a_profile(municipality=teplice))
    page = client.get(f"{reverse('catalogue:radar')}?{query}")
    assert (page.status_code, len(page.context["page"])) == (200, 1)


def test_no_filter_changes_the_numbers(client, teplice, most):
    """Else withheld numbers would follow by subtraction."""
    kind = a_kind()
    looking(7, kind, municipality=teplice)
    looking(8, kind, municipality=most)
    address = reverse("catalogue:radar")
    first, second = (client.get(f"{address}{query}") for query in ("", f"?druh={kind.slug}&okres=most&sector=x"))
    assert [table["sums"] for table in first.context["tables"]] == [table["sums"] for table in second.context["tables"]]


def rows_of(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_has_the_table_with_empty_fields_for_what_is_withheld(client, teplice, most):
    small, large = a_kind(), a_kind()
    looking(2, small, municipality=teplice)
    looking(20, small, municipality=most)
    looking(20, large, municipality=teplice)
    looking(20, large, municipality=most)
    rows = rows_of(client.get(f"{reverse('catalogue:radar_csv')}?tabulka=okresy"))
    counts = {(row["druh"], row["hodnota"]): row["pocet"] for row in rows if row["pocet"] != "0"}
    assert counts == {
        (small.slug, "most"): "", (small.slug, "teplice"): "", (small.slug, ""): "22",
        (large.slug, "most"): "", (large.slug, "teplice"): "", (large.slug, ""): "40",
        ("", "most"): "40", ("", "teplice"): "22", ("", ""): "62",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["", "?tabulka=", "?tabulka=obce", "?tabulka=%00"])
def test_other_tables_are_not_there(client, query):
    assert client.get(reverse("catalogue:radar_csv") + query).status_code == 404


def test_dataset_and_home_page_have_the_published_numbers(teplice, most):
    looking(2, a_kind(), municipality=teplice)
    looking(9, a_kind(), municipality=most)
    large = a_kind(name_en="A kiln")
    looking(12, large, municipality=most)
    rows = list(needs_dataset().rows(AnonymousUser()))
    assert {row[0] for row in rows} == {"okres", "odvetvi", "ctvrtleti"}
    assert [count for *_row, count in rows if count is not None and 0 < count < 5] == []
    with override("en"):
        block = home_needs(RequestFactory().get("/"))
    assert block.context["top"] == [(large.slug, "A kiln", 12)]


def test_numbers_are_fresh_after_a_change(teplice):
    kind = a_kind()
    looking(5, kind, municipality=teplice)
    assert numbers()[kind.slug, "teplice"] == 5
    a_need(a_profile(municipality=teplice), kind=kind)
    assert numbers()[kind.slug, "teplice"] == 6


# --- The curators' radar ------------------------------------------------------------------------


@pytest.fixture
def back_office(client, curator):
    client.force_login(curator)
    return client


def test_curators_radar_is_exact_and_filtered(back_office, teplice, most):
    kind, other = a_kind(), a_kind()
    looking(2, kind, municipality=teplice)
    looking(3, kind, municipality=most)
    looking(1, other, municipality=most)
    address = reverse("needs_radar")
    chosen = f"kind={kind.slug}&district=teplice"
    pages = [back_office.get(f"{address}?{query}") for query in ("", f"kind={kind.slug}", chosen, "since=2999-01-01")]
    assert [page.context["total"] for page in pages] == [6, 5, 2, 0]
    assert [number for _name, number in pages[0].context["towns"]] == [4, 2]
    assert [need.visibility for need in pages[2].context["needs"]] == ["curators"] * 2


@pytest.mark.parametrize("query", ["kind=x", "district=999999", "since=x", "urgency=7", "p=x", "kind=%00"])
def test_hostile_filters_do_not_break_the_curators_radar(back_office, teplice, query):
    a_need(a_profile(municipality=teplice))
    assert back_office.get(f"{reverse('needs_radar')}?{query}").status_code == 200
    assert back_office.get(f"{reverse('needs_radar_csv')}?{query}").status_code == 200


def test_curators_csv_has_the_needs_themselves(back_office, teplice):
    a_need(a_profile(municipality=teplice, name="Hrnčírna"), note_cs="=SUM(A1)", visibility="curators")
    answer = back_office.get(reverse("needs_radar_csv"))
    (row,) = rows_of(answer)
    assert (row["profil"], row["poznamka"]) == ("Hrnčírna", "'=SUM(A1)")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_curators_radar_is_for_curators(client, owner, roles):
    for name in ("needs_radar", "needs_radar_csv"):
        assert client.get(reverse(name)).status_code == 302
    client.force_login(owner)
    for name in ("needs_radar", "needs_radar_csv"):
        assert client.get(reverse(name)).status_code in {302, 403}


# --- Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 30])
def test_public_radar_asks_a_fixed_number_of_times(client, teplice, number, django_assert_num_queries):
    for profile in many_profiles(number, municipality=teplice):
        a_need(profile)
    address = reverse("catalogue:radar")
    client.get(address)
    with django_assert_num_queries(4):
        assert len(client.get(address).context["needs"]) == number


@pytest.mark.postgresql  # where the cache is the database's, it asks for more
@pytest.mark.parametrize("number", [1, 30])
def test_curators_radar_asks_a_fixed_number_of_times(back_office, teplice, number, django_assert_num_queries):
    for profile in many_profiles(number, municipality=teplice):
        a_need(profile)
    address = reverse("needs_radar")
    back_office.get(address)
    with django_assert_num_queries(10):
        assert len(back_office.get(address).context["needs"]) == number
