"""The pages of the import in the back office: upload, columns, verdicts, progress, undo, and who may open them."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import ngettext, override

import catalogue
from catalogue.actions import applying, keep_dry_run
from catalogue.models import Discipline, ImportBatch, ImportKey, ImportRow, Profile
from kko.audit.models import Entry
from kko.territory.models import Municipality
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_batch, a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

SHEET = Path(catalogue.__file__).parent / "data" / "actors_sample.csv"
QUERIES = 16
CLOSED = ["import_batches", "import_columns", "import_template", "export_profiles_csv", "export_profiles_xlsx"]
HEADER = "název,forma,obec,obory,popis,web,e-mail\n"


@pytest.fixture
def curator(region, db):
    return a_curator()


@pytest.fixture
def batch(curator):
    return keep_dry_run(
        file_name=SHEET.name, content=SHEET.read_bytes(), source="Mapování 2026", publishes=True, by=curator
    )


@pytest.fixture
def office(client, curator):
    client.force_login(curator)
    return client


def upload(client, content: bytes, name: str = "list.csv", **data):
    sheet = SimpleUploadedFile(name, content, "text/csv")
    return client.post(reverse("import_batches"), {"sheet": sheet, "source": "Terén", "publishes": "on", **data})


def address(batch: ImportBatch, name: str = "import_batch") -> str:
    return reverse(name, args=[batch.pk])


def as_guessed(batch: ImportBatch, **changed: str) -> dict[str, str]:
    """The form of the columns as the page shows it, with some changed by hand."""
    guess = {f"column-{at}": name for at, name in enumerate(batch.mapping)}
    return {"action": "map", **guess, **{name.replace("_", "-"): value for name, value in changed.items()}}


def ticks(batch: ImportBatch, **more: object) -> dict[str, object]:
    """What the page posts when everything ticked on it stays ticked."""
    rows = batch.rows.tickable()
    ticked = list(rows.filter(ticked=True).values_list("number", flat=True))
    return {"shown": list(rows.values_list("number", flat=True)), "row": ticked, **more}


def numbered(count: int) -> str:
    return HEADER + "".join(f"Dílna {number},,Most,hudba,,,\n" for number in range(count))


def test_curator_uploads_maps_reads_the_verdicts_and_imports(office):
    answer = upload(office, SHEET.read_bytes())
    batch = ImportBatch.objects.get()
    assert (answer.status_code, answer.url, Profile.objects.count()) == (302, address(batch), 0)
    page = office.get(address(batch))
    fields = page.context["form"].columns()
    assert [(field.label, field.initial) for field, _samples in fields][-2:] == [
        ("popis", "description"),
        ("poznámka", ""),
    ]
    assert fields[0][1] == ["Severočeské divadlo", "Činoherní studio", "Muzeum města Ústí nad Labem"]
    office.post(address(batch), as_guessed(batch))
    page = office.get(address(batch))
    assert [number for _value, _label, number in page.context["tallies"]] == [35, 1, 1, 3]
    undecided = batch.rows.get(verdict="undecided").number
    posted = ticks(batch, **{f"discipline-{undecided}": Discipline.objects.first().pk})
    posted["row"] += [undecided, "x", "٣", "²", "9" * 30]
    office.post(address(batch), posted)
    assert Profile.objects.count() == 36
    page = office.post(address(batch), posted, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success", "error"]
    assert Profile.objects.count() == 36


def test_columns_are_mapped_by_hand(office):
    upload(office, b"Kdo;Kde;Obor\nAnna;Most;hudba\n")
    batch = ImportBatch.objects.get()
    assert batch.mapping == ["", "", "disciplines"]
    twice = office.post(address(batch), as_guessed(batch, column_0="name", column_1="name"))
    assert (twice.status_code, len(twice.context["form"].non_field_errors())) == (200, 1)
    lacking = office.post(address(batch), as_guessed(batch, column_0="name"))
    assert len(lacking.context["form"].non_field_errors()) == 1
    foreign = office.post(address(batch), as_guessed(batch, column_0="is_sample", column_1="municipality"))
    assert foreign.context["form"].errors.keys() == {"column-0"}
    office.post(address(batch), as_guessed(batch, column_0="name", column_1="municipality"))
    assert batch.rows.get().verdict == "new"


def test_columns_can_be_changed_after_the_verdicts(office, batch):
    assert office.get(address(batch), {"columns": 1}).templates[0].name == "catalogue/import_mapping.html"
    office.post(address(batch), as_guessed(batch, column_3=""))
    assert batch.rows.filter(verdict="undecided").count() > 30


@pytest.mark.parametrize(
    ("verdict", "action", "left"), [("new", "untick", 0), ("", "tick", 37), ("duplicate", "tick", 36)]
)
def test_all_rows_of_a_verdict_are_ticked_at_once(office, batch, verdict, action, left):
    office.post(f"{address(batch)}?verdict={verdict}", ticks(batch, action=action))
    assert batch.rows.filter(ticked=True).count() == left


def test_rows_of_a_long_file_are_paged_and_ticks_of_other_pages_stay(office, curator):
    batch = a_batch(numbered(150), by=curator)
    first, second = office.get(address(batch)), office.get(address(batch), {"p": 2})
    assert (len(first.context["page"]), len(second.context["page"])) == (100, 50)
    shown = [row.number for row in second.context["page"]]
    office.post(f"{address(batch)}?p=2", {"action": "save", "shown": shown, "row": shown[:10]})
    assert batch.rows.filter(ticked=True).count() == 110


def test_queries_of_the_batch_page_do_not_grow(office, curator, django_assert_max_num_queries):
    for count in (1, 30):
        a_profile(name=f"Dílna {count}", municipality=Municipality.objects.get(name="Most"))
        batch = a_batch(numbered(count + 1), by=curator)
        office.get(address(batch))
        with django_assert_max_num_queries(QUERIES):
            office.get(address(batch))


def test_work_goes_on_from_where_it_failed(office, curator, monkeypatch):
    batch = a_batch(numbered(7), by=curator)
    monkeypatch.setattr(applying, "CHUNK", 3)
    make, calls = applying.make_profiles, []

    def failing(rows, **more):
        calls.append(len(rows))
        if len(calls) == 2:
            raise DatabaseError("the disk is full")
        make(rows, **more)

    monkeypatch.setattr(applying, "make_profiles", failing)
    with pytest.raises(DatabaseError):
        office.post(address(batch), ticks(batch))
    assert (Profile.objects.count(), office.get(address(batch)).context["done"]) == (3, 3)
    answer = office.post(address(batch, "import_batch_next"), headers={"accept": "application/json"})
    assert json.loads(answer.content)["working"] is False
    assert (Profile.objects.count(), batch.rows.made().count()) == (7, 7)


def test_without_a_script_a_button_goes_on(office, curator, monkeypatch):
    batch = a_batch(numbered(2), by=curator)
    ImportBatch.objects.filter(pk=batch.pk).update(stage="applying", position=0)
    assert "import_working" in office.get(address(batch)).templates[0].name
    answer = office.post(address(batch, "import_batch_next"))
    assert (answer.status_code, answer.url, Profile.objects.count()) == (302, address(batch), 2)
    assert office.get(address(batch, "import_batch_next")).status_code == 405


def test_import_is_undone_from_its_page_once(office, batch):
    office.post(address(batch), ticks(batch), follow=True)
    assert "?confirm=undo" in office.get(address(batch)).content.decode()
    office.post(address(batch), {"action": "undo"})
    assert Profile.objects.count() == 0
    page = office.post(address(batch), {"action": "undo"}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success", "error"]
    assert "?confirm=undo" not in page.content.decode()


def test_page_of_the_import_asks_before_all_is_taken_back(office, batch):
    office.post(address(batch), ticks(batch))
    page = office.get(address(batch))
    assert 'value="undo"' not in page.content.decode()
    asked = office.get(address(batch), {"confirm": "undo"})
    assert 'value="undo"' in asked.content.decode()
    assert asked.context["sentences"][0].split()[2] == "35"
    assert Profile.objects.count() == 35


def test_message_says_what_was_taken_back_and_what_stays(office, curator):
    batch = a_batch(numbered(3), by=curator)
    office.post(address(batch), ticks(batch), follow=True)
    edited = Profile.objects.order_by("pk").first()
    edited.save_revision(user=curator)
    page = office.post(address(batch), {"action": "undo"}, follow=True)
    [told] = [str(message) for message in page.context["messages"]]
    with override("cs"):
        taken = ngettext("%(count)d row was taken back.", "%(count)d rows were taken back.", 2) % {"count": 2}
        stays = ngettext(
            "%(count)d profile stays; its row says why.", "%(count)d profiles stay; their rows say why.", 1
        )
    assert told == f"{taken} {stays % {'count': 1}}"
    assert list(Profile.objects.all()) == [edited]


def test_work_that_ends_by_itself_is_told_too(office, curator):
    batch = a_batch(numbered(2), by=curator)
    ImportBatch.objects.filter(pk=batch.pk).update(stage="applying", position=0)
    office.post(address(batch, "import_batch_next"), headers={"accept": "application/json"})
    assert [message.level_tag for message in office.get(address(batch)).context["messages"]] == ["success"]


@pytest.mark.parametrize("stage", ["mapping", "judging", "deciding"])
def test_batch_that_was_not_imported_is_discarded_with_all_its_rows(office, batch, stage):
    ImportBatch.objects.filter(pk=batch.pk).update(stage=stage)
    page = office.get(address(batch)).content.decode()
    assert (reverse("import_batches") in page, "?confirm=discard" in page) == (True, True)
    asked = office.get(address(batch), {"confirm": "discard"})
    assert asked.context["sentences"][0].split()[2] == "40"
    assert ImportBatch.objects.count() == 1
    answer = office.post(address(batch), {"action": "discard"})
    assert (answer.url, ImportBatch.objects.count()) == (reverse("import_batches"), 0)
    assert (ImportRow.objects.count(), ImportKey.objects.count(), Profile.objects.count()) == (0, 0, 0)
    assert Entry.objects.order_by("sequence").last().verb == "import.discarded"


def test_imported_batch_is_not_discarded(office, batch):
    office.post(address(batch), ticks(batch))
    page = office.get(address(batch), {"confirm": "discard"})
    assert page.templates[0].name == "catalogue/import_batch.html"
    assert "?confirm=discard" not in page.content.decode()
    office.post(address(batch), {"action": "discard"})
    assert batch.rows.made().count() == 35


def test_unknown_action_does_nothing(office, batch):
    assert office.post(address(batch), ticks(batch, action="drop")).status_code == 302
    assert Profile.objects.count() == 0


def test_template_and_columns_name_what_the_import_takes(office):
    sheet = office.get(reverse("import_template"))
    upload(office, sheet.content + b"A;B\r\n")
    assert "" not in ImportBatch.objects.get().mapping
    assert "název v rejstříku" in office.get(reverse("import_columns")).content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x00\x03", b'a;b\n"1;2\n'])
def test_unreadable_upload_is_told_beside_the_field(office, content):
    page = upload(office, content)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["sheet"])
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"n\xc3\xa1zev;obec\nHu\xc5\xa5;Most\n", "a.xlsx"), (b"a", "A.XLSX"), (b"n\xc3\xa1zev;obec\n\n", "a.csv")],
    ids=["text", "one word", "titles only"],
)
def test_what_is_no_workbook_and_what_has_no_rows_is_told_beside_the_field(office, content, name):
    page = upload(office, content, name)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["sheet"])
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("discipline", ["", "0", "999999", "x", "-1"])
def test_invented_discipline_is_not_taken(office, batch, discipline):
    number = batch.rows.get(verdict="undecided").number
    office.post(address(batch), {"shown": list(range(50)), "row": [number], f"discipline-{number}": discipline})
    assert Profile.objects.count() == 0


def test_import_is_closed_to_others(client, batch):
    for user in (None, a_user()):
        if user:
            client.force_login(user)
        own = [address(batch), address(batch, "import_batch_next")]
        for path in (*own, *(reverse(name) for name in CLOSED)):
            assert client.get(path).status_code in (302, 403, 405)
            assert client.post(path, {"row": [2]}).status_code in (302, 403, 405)
    assert Profile.objects.count() == 0


def test_duplicate_without_discipline_can_be_given_one(client, curator):
    a_profile(
        name="Zoologická zahrada",
        municipality=Municipality.objects.get(name="Ústí nad Labem"),
    )
    batch = keep_dry_run(
        file_name="a.csv", content=(HEADER + "Zoologická zahrada,,Ústí nad Labem,,,,\n").encode(), source="",
        publishes=True, by=curator,
    )  # fmt: skip
    client.force_login(curator)
    page = client.get(reverse("import_batch", args=[batch.pk])).content.decode()
    assert 'name="discipline-2"' in page
