"""Sheets as files: cells that are read back as they were written, CSV and XLSX, and files that mean harm."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

from catalogue.sheets.cells import armless, entry, joined, parted, plain, read_entry
from catalogue.sheets.columns import COLUMNS, guessed
from catalogue.sheets.documentation import described
from catalogue.sheets.kinds import Choice, Day, Ico, Number, Several, YesNo
from catalogue.sheets.tables import MAX_BYTES, MAX_COLUMNS, UnreadableSheet, read_table
from catalogue.sheets.workbooks import as_text
from kko.search.folding import fold

DANGEROUS = ["=1+1", "+420 777", "-5", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x", "'"]


def table_of(content: bytes):
    return read_table(io.BytesIO(content), size=len(content))


def a_workbook(*sheets: tuple[str, list[list]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("text", DANGEROUS)
def test_cell_is_harmless_and_comes_back_just_as_it_was(text):
    assert armless(text)[0] == "'"
    assert plain(armless(text)) == text or text == "\rx"


@pytest.mark.parametrize("text", ["Most", "'ndrangheta", "5 - 3", "a=b", ""])
def test_harmless_cell_is_left_alone(text):
    assert (armless(text), plain(text)) == (text, text)


@pytest.mark.parametrize(
    "parts", [["a", "b"], ["a;b", "c\\"], ["dva\nřádky", "x|y"], ["\\n", "\\;"], ["jen jeden"], []]
)
@pytest.mark.parametrize("sign", [";", "|"])
def test_several_things_in_one_cell_come_back(parts, sign):
    assert parted(joined(parts, sign), sign) == parts


def test_entry_with_facts_comes_back():
    facts = {"do": "2027-05-01", "poznámka": "a=b | c\\ d\ne"}
    assert read_entry(entry("Vlastní | dílna", facts)) == ("Vlastní | dílna", facts)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Ico(), "1234560", None),
        (Ico(), "27074358", "27074358"),
        (Ico(), "6947", "00006947"),
        (Number(10, 20), "14,05", 14.05),
        (Number(10, 20), "nan", None),
        (Number(1000, 2200, whole=True), "1999.0", 1999),
        (Day(), "3. 5. 2026", "2026-05-03"),
        (Day(), "zítra", None),
        (YesNo(), "ANO", True),
        (YesNo(), "možná", None),
        (Several({"cs": ("čeština",), "en": ("angličtina",)}), "Angličtina; cs;cs", ["en", "cs"]),
        (Choice({"2-5": ("2 až 5",)}), "2–5", None),
    ],
)
def test_cells_are_read_or_refused(kind, written, value):
    try:
        read = kind.read(written)
    except ValueError:
        read = None
    assert read == value


def test_every_header_and_every_other_name_leads_to_its_column_alone():
    for column in COLUMNS:
        for title in (column.header, column.name, *column.also):
            assert guessed([title]) == [column.name], title


def test_no_column_is_meant_twice():
    assert guessed(["Název", "jméno", "poznámka"]) == ["name", "", ""]


def test_workbook_is_read_from_its_first_sheet_with_data():
    rows = [["název", "IČO", "den", "šířka"], ["A", 6947, date(2026, 1, 2), 50.66], [], ["B", True, None, "=1+1"]]
    table = table_of(a_workbook(("prázdný", []), ("Aktéři", rows)))
    assert (table.sheet, table.titles) == ("Aktéři", ["název", "IČO", "den", "šířka"])
    assert table.rows == [(2, ["A", "6947", "2026-01-02", "50.66"]), (4, ["B", "ano", "", ""])]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (1234567.0, "1234567"), (0.1 + 0.2, "0.3"), (datetime(2026, 1, 2, 3, 4), "2026-01-02 03:04")],
)
def test_values_of_a_workbook_become_what_a_person_would_write(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_each_encoding_with_each_delimiter(encoding, delimiter):
    table = table_of(f'název{delimiter}obec\r\n"Žluť{delimiter} 2"{delimiter}Děčín\r\n'.encode(encoding))
    assert table.rows == [(2, [f"Žluť{delimiter} 2", "Děčín"])]


def folded(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def swapped(name: str, content: bytes) -> bytes:
    """Return a real workbook with one part of another content."""
    whole = zipfile.ZipFile(io.BytesIO(a_workbook(("A", [["název", "obec"], ["A", "Most"]]))))
    return folded(*((one, content if one == name else whole.read(one)) for one in whole.namelist()))


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + b"ha" * 50
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><worksheet "
    + NAMESPACE
    + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)
HOSTILE = {
    "bomb": lambda: swapped(SHEET, b"<worksheet>" + b" " * 300_000_000),
    "many-elements": lambda: swapped(
        SHEET,
        b"<worksheet " + NAMESPACE + b"><sheetData><row>" + b"<c/>" * 12_000_000 + b"</row></sheetData>",
    ),
    "after-the-rows": lambda: swapped(
        SHEET, b"<worksheet " + NAMESPACE + b"><sheetData/>" + b"<a b=''/>" * 6_000_000 + b"</worksheet>"
    ),
    "laughs": lambda: swapped(SHEET, LAUGHS),
    "many-parts": lambda: folded(*((str(number), b"") for number in range(20_000))),
    "commas": lambda: b"nazev;obec\n" + b";" * 14_000_000,
    "too-large": lambda: b"nazev;obec\n" + b"A;Most\n" * (MAX_BYTES // 7 + 1),
    "wide": lambda: (";".join(f"s{number}" for number in range(MAX_COLUMNS + 1)) + "\n1;2\n").encode(),
    "truncated": lambda: a_workbook(("A", [["název"]]))[:-30],
    "old-excel": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
}


@pytest.mark.parametrize("name", ["laughs", "many-parts", "wide", "truncated", "old-excel", "too-large"])
def test_hostile_or_broken_file_is_refused_with_a_sentence(name):
    with pytest.raises(UnreadableSheet) as refusal:
        table_of(HOSTILE[name]())
    assert len(str(refusal.value)) > 15


MEASURED = """
import os, sys
import django
django.setup()
from catalogue.sheets.tables import UnreadableSheet, read_table
path = sys.argv[1]
with open(path, "rb") as file:
    try:
        read_table(file, size=os.path.getsize(path))
    except UnreadableSheet:
        print("refused")
# not ru_maxrss: that one a process inherits from whoever started it
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize("name", ["bomb", "many-elements", "after-the-rows", "commas", "200-mb"])
def test_attack_is_refused_within_300_megabytes(name, tmp_path):
    path = tmp_path / "sheet"
    with path.open("wb") as file:
        if name == "200-mb":
            for _megabyte in range(200):
                file.write(b"A;Most\n" * 150_000)
        else:
            file.write(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=120, check=True
    )
    refused, megabytes = done.stdout.split()
    assert (refused, int(megabytes) < 300) == ("refused", True), megabytes


def test_no_other_name_of_a_column_is_told_twice():
    told = {one.column.header: [fold(word) for word in (one.column.header, *one.also)] for one in described()}
    assert {header: words for header, words in told.items() if len(set(words)) != len(words)} == {}
    assert next(one.also for one in described() if one.column.name == "name") == ["name", "jméno"]


def test_documentation_names_every_column_with_its_header():
    text = Path(settings.BASE_DIR, "docs", "sheets.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    told = [(cells[1].strip(" `"), cells[2].strip()) for cells in (line.split("|") for line in lines)]
    assert told == [(column.name, column.header) for column in COLUMNS]
