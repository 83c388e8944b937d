"""Mapping sheets: what is read, what each row comes to, and what stands in the catalogue after it."""

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse

import catalogue
from catalogue.actions import AlreadyImported, ImportTrouble, apply_import, decide_rows, keep_dry_run
from catalogue.importing import Judge
from catalogue.listing import current_listing
from catalogue.models import Discipline, Profile
from catalogue.sheets.columns import guessed
from catalogue.sheets.tables import MAX_ROWS, UnreadableSheet, read_table
from kko.audit.models import Entry
from kko.moderation.choices import Provenance, PublicationState
from kko.search.models import SearchEntry
from kko.search.retrieval import matching_ids
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_batch, a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("region")]

SHEET = Path(catalogue.__file__).parent / "data" / "actors_sample.csv"
VERDICTS = {"Nový": "new", "Odmítnout": "refused", "Možný duplikát": "duplicate", "K rozhodnutí": "undecided"}
HEADER = "název,forma,obec,obory,popis,web,e-mail\n"


@pytest.fixture
def curator(region, db):
    return a_curator()


@pytest.fixture
def batch(curator):
    return keep_dry_run(
        file_name=SHEET.name, content=SHEET.read_bytes(), source="Mapování 2026", publishes=True, by=curator
    )


def told_by_the_sheet() -> dict[int, str]:
    """The verdict that the column "poznámka" gives to each row."""
    with SHEET.open(encoding="utf-8", newline="") as file:
        return {
            number: next(verdict for word, verdict in VERDICTS.items() if row["poznámka"].startswith(word))
            for number, row in enumerate(csv.DictReader(file), start=2)
        }


def apply_ticked(batch, curator, *, also=(), disciplines=None):
    """Import what stands ticked in the page of the batch, and the rows named beside it."""
    numbers = [*batch.rows.filter(ticked=True).values_list("number", flat=True), *also]
    decide_rows(batch=batch, shown=numbers, ticked=numbers, disciplines=disciplines or {})
    return apply_import(batch=batch, by=curator)


def table_of(content: bytes):
    return read_table(io.BytesIO(content), size=len(content))


def judged(lines: str):
    table = table_of((HEADER + lines).encode())
    return Judge(guessed(table.titles)).judge(table.rows)


def test_every_row_of_the_sample_sheet_comes_out_as_its_note_says(batch):
    told = told_by_the_sheet()
    assert dict(batch.rows.values_list("number", "verdict")) == told
    tally = {verdict: list(told.values()).count(verdict) for verdict in VERDICTS.values()}
    assert tally == {"new": 35, "refused": 3, "duplicate": 1, "undecided": 1}


def test_rows_that_are_not_new_say_why_and_new_ones_have_nothing_to_say(batch):
    assert [row.number for row in batch.rows.all() if bool(row.reasons) == (row.verdict == "new")] == []


def test_double_in_the_file_names_its_first(batch):
    double, first = batch.rows.get(verdict="duplicate"), batch.rows.get(raw__0="Činoherní studio")
    assert str(first.number) in double.reasons[0]


def test_note_of_the_sheet_is_not_imported(batch):
    assert "Nový" not in str(list(batch.rows.values_list("data", "changes")))


def test_dry_run_writes_no_profile(batch):
    assert (Profile.objects.count(), SearchEntry.objects.filter(kind="profile").count()) == (0, 0)
    assert batch.applied_at is None


def test_applying_imports_the_new_ones(batch, curator):
    assert apply_ticked(batch, curator) == 35
    profiles = list(Profile.objects.prefetch_related("import_rows"))
    assert len(profiles) == 35
    assert {(one.provenance, one.source) for one in profiles} == {(Provenance.MAPPING, "Mapování 2026")}
    assert {one.sourced_on is not None for one in profiles} == {True}
    assert {one.publication_state for one in profiles} == {PublicationState.PUBLISHED}
    assert {one.revisions.count() for one in profiles} == {1}
    assert {one.live_revision_id == one.latest_revision_id != None for one in profiles} == {True}  # noqa: E711
    assert {one.import_rows.get().batch_id for one in profiles} == {batch.pk}
    assert list(Entry.objects.about(batch).values_list("verb", "facts")) == [
        ("import.read", {"rows": 40, "sha256": batch.digest}),
        ("import.applied", {"profiles": 35, "updated": 0}),
    ]


def test_imported_are_public_listed_and_found(batch, curator, client):
    apply_ticked(batch, curator)
    assert set(current_listing().facets.ids) == set(Profile.objects.published().values_list("pk", flat=True))
    for words, name in (("rejta", "Galerie Benedikta Rejta"), ("symfonický", "Severočeská filharmonie Teplice")):
        assert [Profile.objects.get(pk=pk).name for pk in matching_ids(words, "profile")] == [name]
    page = client.get(reverse("catalogue:list"), {"q": "muzea"})
    assert "Podřipské muzeum" in page.content.decode()
    profile = Profile.objects.get(name="Severočeské divadlo")
    assert client.get(profile.get_absolute_url()).status_code == 200
    asked = ("divadlo", "hudba")
    assert [any(word in [one.slug, *one.alias_list] for word in asked) for one in profile.all_disciplines()] == [
        True
    ] * 2


def test_row_to_decide_is_imported_with_the_chosen_discipline(batch, curator):
    row = batch.rows.get(verdict="undecided")
    assert apply_ticked(batch, curator, also=[row.number]) == 35
    assert not Profile.objects.filter(name=row.raw[0]).exists()


def test_row_to_decide_takes_the_discipline_that_the_curator_gives(batch, curator):
    row, muzea = batch.rows.get(verdict="undecided"), Discipline.objects.first()
    assert apply_ticked(batch, curator, also=[row.number], disciplines={row.number: muzea.pk}) == 36
    row.refresh_from_db()
    assert (row.profile.main_discipline, row.chosen_discipline) == (muzea, muzea)


def test_double_is_imported_when_the_curator_ticks_it(batch, curator):
    assert apply_ticked(batch, curator, also=[batch.rows.get(verdict="duplicate").number]) == 36


def test_refused_rows_are_never_imported(batch, curator):
    numbers = list(batch.rows.values_list("number", flat=True))
    given = dict.fromkeys(numbers, Discipline.objects.first().pk)
    assert apply_ticked(batch, curator, also=numbers, disciplines=given) == 37
    assert batch.rows.filter(verdict="refused", profile__isnull=False).count() == 0


def test_import_is_done_once(batch, curator):
    apply_ticked(batch, curator)
    with pytest.raises(AlreadyImported):
        apply_ticked(batch, curator)
    assert Profile.objects.count() == 35


def test_second_reading_of_the_same_sheet_finds_them_all(batch, curator):
    apply_ticked(batch, curator)
    again = keep_dry_run(file_name="x.csv", content=SHEET.read_bytes(), source="", publishes=True, by=curator)
    tally = {verdict: again.rows.filter(verdict=verdict).count() for verdict in VERDICTS.values()}
    assert tally == {"new": 0, "refused": 3, "duplicate": 36, "undecided": 1}
    row = again.rows.get(raw__0="Činoherní studio")
    assert row.like == Profile.objects.get(name="Činoherní studio")


def test_import_that_does_not_publish_leaves_drafts(curator):
    batch = a_batch(HEADER + "Hrnčírna,studio,Dubí,keramika,,,\n", by=curator, publishes=False)
    assert apply_ticked(batch, curator) == 1
    profile = Profile.objects.get()
    assert (profile.live, profile.live_revision, profile.publication_state) == (False, None, PublicationState.DRAFT)
    assert (current_listing().facets.ids, matching_ids("hrnčírna", "profile")) == ([], [])


SMALL = "název;obec;obory\nŽižkova dílna;Děčín;keramika\n"


@pytest.mark.parametrize(
    "content",
    [
        SMALL.encode(),
        SMALL.encode("utf-8-sig"),
        SMALL.encode("cp1250"),
        SMALL.replace(";", ",").encode(),
        SMALL.replace(";", "\t").encode("cp1250"),
        SMALL.replace("\n", "\r\n").encode("utf-8-sig"),
        SMALL.replace("název", "  NÁZEV ").replace("obec", '"Obec"').encode(),
        SMALL.replace("obory", "ignorovat;OBOR").replace("Děčín;", "Děčín;pryč;").encode(),
    ],
    ids=["utf8", "bom", "cp1250", "comma", "tab-cp1250", "crlf", "header", "other-column"],
)
def test_sheet_is_read_however_it_was_saved(content):
    table = table_of(content)
    (row,) = Judge(guessed(table.titles)).judge(table.rows)
    assert (row.verdict, row.data["name"], len(row.data["disciplines"])) == ("new", "Žižkova dílna", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" * 10,
        b"\xff\xfen\x00\xe1\x00z\x00",
        b"\x81\x83\x90\x98 n;o\n",
        b'n\xc3\xa1zev;obec\n"neuzav\xc5\x99en\xc3\xa9;Most\n',
        b"nazev;obec\n" + b"A;Most\n" * (MAX_ROWS + 1),
        b"nazev;obec\n" + b"x" * (15 * 1024 * 1024),
    ],
    ids=["empty", "blank", "xlsx", "utf16", "binary", "open-quote", "rows", "bytes"],
)
def test_unreadable_sheet_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableSheet) as refusal:
        table_of(content)
    assert len(str(refusal.value)) > 15


def test_sheet_of_just_the_most_rows_is_read():
    assert len(table_of(b"nazev;obec\n" + b"A;Most\n" * MAX_ROWS).rows) == MAX_ROWS


@pytest.mark.parametrize("titles", ["jméno;popis", "a;b", "obec;forma"])
def test_columns_that_tell_nobody_apart_are_not_taken(curator, titles):
    with pytest.raises(ImportTrouble):
        a_batch(f"{titles}\n1;2\n", by=curator)


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    rows = judged('A,,Most,hudba,"dva\nřádky",,\n,,,,,,\n\nB,,Most,hudba,,,\n')
    assert [(row.number, row.data["name"]) for row in rows] == [(2, "A"), (5, "B")]


def test_several_troubles_of_a_row_are_all_named():
    (row,) = judged(",kdoví co,,nesmysl,,,\n")
    assert (row.verdict, len(row.reasons)) == ("refused", 4)


def test_address_for_a_name_is_to_decide(curator):
    rows = "Výhra na https://evil.example;Most;divadlo\nkavárna.cz;Most;divadlo\nVýhra na www.evil.example;;divadlo\n"
    batch = a_batch(f"název;obec;obory\n{rows}", by=curator)
    assert list(batch.rows.values_list("verdict", "ticked")) == [
        ("undecided", False), ("new", True), ("refused", False),
    ]  # fmt: skip
    assert batch.rows.first().reasons


def test_unknown_discipline_and_form_are_to_decide():
    rows = judged("A,kdoví co,Most,hudba,,,\nB,,Most,nesmysl;hudba,,,\nC,,Most,nesmysl,,,\n")
    assert [row.verdict for row in rows] == ["undecided"] * 3
    assert [len(row.data["disciplines"]) for row in rows] == [1, 1, 0]


def test_disciplines_are_known_by_name_alias_and_language_whatever_the_case():
    names = [(one.name_en, one.pk) for one in Discipline.objects.all()[:5]]
    rows = judged("".join(f'{pk},,Most,"{name.upper()}",,,\n' for name, pk in names if "," not in name))
    assert [row.data["disciplines"] for row in rows] == [[pk] for name, pk in names if "," not in name]


def test_double_of_the_catalogue_is_found_without_diacritics_in_its_municipality_only():
    from kko.territory.models import Municipality

    a_profile(name="Činoherní studio", municipality=Municipality.objects.get(name="Most"))
    rows = judged("CINOHERNI  studio,,most,divadlo,,,\nČinoherní studio,,Děčín,divadlo,,,\n")
    assert [row.verdict for row in rows] == ["duplicate", "new"]


def test_formulas_come_out_as_plain_text(curator, client):
    formula = '=HYPERLINK("http://zlo.example")'
    quoted = '"' + formula.replace('"', '""') + '"'
    batch = a_batch(HEADER + f"{quoted},,Most,hudba,{quoted},{quoted},{quoted}\n", by=curator)
    apply_ticked(batch, curator, also=[batch.rows.get().number])
    profile = Profile.objects.get()
    assert (profile.name, profile.summary_cs, profile.web, profile.email) == (formula, formula, "", "")
    page = client.get(profile.get_absolute_url()).content.decode()
    assert ("&quot;http://zlo.example&quot;" in page, 'href="http://zlo' in page) == (True, False)


@pytest.mark.parametrize(
    ("web", "email", "kept"),
    [
        ("www.hranicar.example", "a@example.cz", ("https://www.hranicar.example", "a@example.cz")),
        ("http://x.example/ž", "", ("http://x.example/ž", "")),
        ("javascript:alert(1)", "není", ("", "")),
        ("javascript://x.example/%0aalert(1)", "a@b@c", ("", "")),
        ("https://x.example/" + "a" * 300, "a" * 300 + "@example.cz", ("", "")),
        ("nemá", "nemá", ("", "")),
    ],
)
def test_addresses_are_kept_or_left_out_with_a_word(curator, web, email, kept):
    batch = a_batch(HEADER + f"A,,Most,hudba,,{web},{email}\n", by=curator)
    apply_ticked(batch, curator)
    profile = Profile.objects.get()
    assert (profile.web, profile.email) == kept
    assert len(batch.rows.get().reasons) == sum(
        1 for asked, left in zip((web, email), kept, strict=True) if asked and not left
    )


def test_overlong_cells_are_cut_and_the_long_description_becomes_the_text(curator):
    batch = a_batch(HEADER + f"{'N' * 300},,Most,hudba,{'p' * 9000},,\n", by=curator)
    apply_ticked(batch, curator)
    profile = Profile.objects.get()
    assert (len(profile.name), len(profile.summary_cs), len(profile.text_cs)) == (120, 160, 5000)


def test_markup_in_a_sheet_is_shown_as_text(curator, client):
    batch = a_batch(HEADER + "<script>alert(1)</script>,,Most,hudba,,,\n", by=curator)
    client.force_login(curator)
    page = client.get(reverse("import_batch", args=[batch.pk])).content.decode()
    assert "<script>alert(1)" not in page


def test_second_dry_run_of_one_sheet_imports_nobody_twice(batch, curator):
    again = keep_dry_run(
        file_name=SHEET.name, content=SHEET.read_bytes(), source="Mapování 2026", publishes=True, by=curator
    )
    assert apply_ticked(batch, curator) == 35
    assert apply_ticked(again, curator) == 0
    assert Profile.objects.count() == 35
    late = again.rows.get(number=2)
    assert (late.verdict, late.like.name) == ("duplicate", "Severočeské divadlo")
