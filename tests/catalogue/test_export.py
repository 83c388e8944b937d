"""Profiles taken away as a sheet: everything comes back by the import, nothing runs in a spreadsheet."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from catalogue.actions import apply_import, decide_rows, delete_profiles, keep_dry_run
from catalogue.models import Discipline, ImportBatch, Need, NeedKind, Offer, PortfolioItem, Profile, ProfileLink
from catalogue.sample import load_institutions, load_profiles
from catalogue.sheets.columns import EXPORTED
from catalogue.sheets.export import CHUNK
from kko.audit.models import Entry
from kko.moderation.choices import Provenance
from kko.territory.choices import Precision
from kko.territory.models import Municipality
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_profile, many_profiles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]


@pytest.fixture
def curator(region, db):
    return a_curator()


@pytest.fixture
def office(client, curator):
    client.force_login(curator)
    return client


def exported(office, kind: str = "csv", **query) -> bytes:
    answer = office.get(reverse(f"export_profiles_{kind}"), query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def brought_back(content: bytes, curator, name: str = "a.csv") -> ImportBatch:
    """Empty the catalogue and import the file, whatever looks like a double in it too."""
    delete_profiles(ids=Profile.objects.values_list("pk", flat=True), by=None)
    batch = keep_dry_run(file_name=name, content=content, source="", publishes=True, by=curator)
    numbers = list(batch.rows.values_list("number", flat=True))
    decide_rows(batch=batch, shown=numbers, ticked=numbers, disciplines={})
    apply_import(batch=batch, by=curator)
    return batch


def a_full_profile() -> Profile:
    """A profile with everything, and with what spreadsheets take for formulas."""
    profile = a_profile(
        name="=Ateliér \"A|B\"; s. r. o.", form="company", municipality=Municipality.objects.get(name="Most"),
        main_discipline=Discipline.objects.last(), further=list(Discipline.objects.in_order()[3:5]),
        summary_cs="+dva\xa0slova", summary_en="@sum", summary_de="'=x", text_cs="- první\r\n- druhý", text_en="a\tb",
        services_cs="jedna\ndvě; tři", commissions=True, teaching=True, founded=1987, size="2-5", reach="regional",
        languages=["de", "cse", "cs"], voucher_areas=["design", "a;b"], web="https://a.example/x?y=1|2",
        gallery_url="https://galerie.example", email="a@example.cz", email_visibility="public",
        phone="+420 777 123 456", phone_visibility="members", ico="00006947", ico_visibility="public",
        legal_name="-A-", address="Dlouhá 1/2", latitude=50.5030001, longitude=13.6361, precision=Precision.ABOUT_500_M,
        provenance=Provenance.HARVEST, source="=registr", sourced_on=date(2026, 1, 2),
    )  # fmt: skip
    kinds = list(NeedKind.objects.order_by("group__position", "position")[:3])
    today = timezone.localdate()
    Need.objects.create(profile=profile, kind=kinds[0], urgency=3, visibility="members", note_cs="=1|2\\n", until=today)
    Need.objects.create(profile=profile, kind=kinds[2])
    Offer.objects.create(profile=profile, kind=kinds[1], terms="exchange", note_cs="a=b")
    ProfileLink.objects.create(profile=profile, url="https://b.example/a|b", label="=B", position=1)
    ProfileLink.objects.create(profile=profile, url="https://a.example", position=2)
    for order, title in enumerate(("Opona", "Opona")):
        PortfolioItem.objects.create(profile=profile, title_cs=title, year=1990 + order, sort_order=order)
    return profile


def test_whole_sample_comes_back_byte_by_byte(office, curator):
    load_profiles()
    load_institutions()
    a_full_profile()
    a_profile(
        name="Koncept", live=False, first_published_at=None, main_discipline=Discipline.objects.first(),
        municipality=Municipality.objects.get(name="Most"),
    )  # fmt: skip
    count, first = Profile.objects.count(), exported(office)
    batch = brought_back(first, curator)
    assert batch.rows.made().count() == count > 95
    assert exported(office) == first
    assert all(one.live_revision_id == one.latest_revision_id for one in Profile.objects.filter(live=True))


def test_workbook_comes_back_with_the_same_cells(office, curator):
    a_full_profile()
    first, workbook = exported(office), exported(office, "xlsx")
    brought_back(workbook, curator, "a.xlsx")
    assert rows_of(exported(office)) == rows_of(first)


def test_dangerous_cells_are_harmless_in_both_kinds_of_file(office):
    a_full_profile()
    (row,) = rows_of(exported(office))
    sheet = load_workbook(io.BytesIO(exported(office, "xlsx"))).active
    for cells in (list(row.values()), [cell.value or "" for cell in sheet[2]]):
        assert len(cells) == len(EXPORTED)
        assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []
    assert {cell.data_type for line in sheet for cell in line} <= {"s", "n"}
    assert row["název"] == '\'=Ateliér "A|B"; s. r. o.'
    assert (row["telefon"], row["zdroj"]) == ("'+420 777 123 456", "'=registr")


def test_export_takes_what_the_list_of_profiles_shows(office):
    a_profile(name="Kino Svět", form="venue", municipality=Municipality.objects.get(name="Most"))
    a_profile(name="Kino Luna", form="school", municipality=Municipality.objects.get(name="Most"))
    assert [row["název"] for row in rows_of(exported(office, form="venue"))] == ["Kino Svět"]
    assert [row["název"] for row in rows_of(exported(office, q="LÚNA"))] == ["Kino Luna"]
    page = office.get("/admin/snippets/catalogue/profile/", {"form": "venue"}).content.decode()
    assert f"{reverse('export_profiles_csv')}?form=venue" in page


def test_export_is_recorded_with_who_took_how_many(office, curator):
    many_profiles(2)
    exported(office)
    entry = Entry.objects.get(verb="profiles.exported")
    assert (entry.actor_key, entry.facts) == (f"user:{curator.pk}", {"profiles": 2, "kind": "csv"})


def test_queries_of_an_export_do_not_grow_within_a_chunk(office, django_assert_max_num_queries):
    for count in (1, 29):
        many_profiles(count, municipality=Municipality.objects.get(name="Most"))
        with django_assert_max_num_queries(22):
            exported(office)
    assert Profile.objects.count() == 30 < CHUNK
