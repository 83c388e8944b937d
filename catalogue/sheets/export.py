"""Profiles as a sheet. What is written here the import reads back as the same; pictures are left out."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

from catalogue.models import Profile
from catalogue.sheets.cells import armless
from catalogue.sheets.columns import EXPORTED, shown, value_of
from catalogue.sheets.register import Register

CHUNK = 500
RELATED = ("disciplines", "links", "needs__kind__group", "offers__kind__group", "portfolio")


def sheet_rows(profiles: QuerySet[Profile]) -> Iterator[list[str]]:
    """Yield the header and a row for each profile, in the order of the query; few queries for each 500."""
    register = Register.load()
    yield [column.header for column in EXPORTED]
    for profile in profiles.prefetch_related(*RELATED).iterator(chunk_size=CHUNK):
        yield [armless(_cell(profile, column.name, register)) for column in EXPORTED]


def _cell(profile: Profile, name: str, register: Register) -> str:
    if name == "district":
        place = register.places.get(profile.municipality_id)
        return place.district.name if place else ""
    return shown(name, value_of(profile, name, register), register)


def write_workbook(rows: Iterable[list[str]], file: BinaryIO) -> None:
    """Write the rows as an XLSX file, every cell as text; rows go to the disk as they come."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Profily")
    sheet.freeze_panes = "C2"
    for row in rows:
        sheet.append([_text_cell(sheet, cell) for cell in row])
    book.save(file)


def _text_cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    try:
        cell = WriteOnlyCell(sheet, text)
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, "".join(sign for sign in text if sign >= " " or sign in "\t\n"))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
