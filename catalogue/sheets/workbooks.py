"""XLSX files by openpyxl, row by row, after a look that keeps hostile ones out.

An XLSX is a ZIP of XML: a small file may unfold into gigabytes, or into millions of elements. So the sizes that the
ZIP tells are checked first (its module never reads beyond them), then each part is scanned as bytes before it is
parsed. Parsing itself is defusedxml's, which refuses entities.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.packaging.relationship import get_rels_path
from openpyxl.reader.excel import ExcelReader, _find_workbook_part
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import ARC_CONTENT_TYPES, ARC_STYLE, SHARED_STRINGS

MAX_UNFOLDED = 60 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 1_000
MAX_DIRECTORY = 200 * 1024
MAX_SHEETS = 50
MAX_ROW_BYTES = 2 * 1024 * 1024
MAX_ROWS_SEEN = 60_000
MAX_STRINGS_BYTES = 20 * 1024 * 1024
MAX_STRINGS_TAGS = 1_000_000
MAX_PART_BYTES = 4 * 1024 * 1024
MAX_PART_TAGS = 60_000
MAX_CELLS = 200
_PIECE = 256 * 1024
_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_TAG = re.compile(rb"<[^/]")


class UnreadableSheet(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


def read_workbook(file: BinaryIO, size: int) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """Return the name of the first sheet that has something in it, and its rows as texts with their numbers.

    Formulas count by the value that was saved with them. Raises ``UnreadableSheet``.
    """
    _check_directory(file, size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not support we do not read
            with zipfile.ZipFile(file) as archive:
                _check_parts(archive, size)
            sheet, rows = _first_sheet(file)
    except UnreadableSheet:
        raise
    except Exception as error:  # a hostile or broken file may fail anywhere in three libraries
        raise UnreadableSheet(
            _("The workbook is damaged. Please open it in your spreadsheet and save it once more.")
        ) from error
    return sheet, iter(rows)


def _too_large() -> UnreadableSheet:
    return UnreadableSheet(_("The workbook unfolds into far too much. Please save only the sheet you need."))


def _check_directory(file: BinaryIO, size: int) -> None:
    """Refuse a directory that is huge by itself: the ZIP module would read all of it into memory."""
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.find(_END)
    if at < 0 or tail.count(_END) > 1 or _ZIP64 in tail or len(tail) < at + 22:
        raise UnreadableSheet(_("The workbook is damaged. Please open it in your spreadsheet and save it once more."))
    if int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY:
        raise _too_large()


def _check_parts(archive: zipfile.ZipFile, size: int) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.compress_size for part in parts) > size:
        raise _too_large()
    if sum(part.file_size for part in parts if _is_text(part)) > MAX_UNFOLDED:
        raise _too_large()
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableSheet(_("The workbook is encrypted. Please save it without a password."))
        if part.file_size > _PIECE and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise _too_large()


def _is_text(part: zipfile.ZipInfo) -> bool:
    """Pictures are never read, so they may be large."""
    return not part.filename.startswith("xl/media/")


def _first_sheet(file: BinaryIO) -> tuple[str, list[tuple[int, list[str]]]]:
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    _scan(reader.archive, ARC_CONTENT_TYPES)
    reader.read_manifest()
    book = _find_workbook_part(reader.package).PartName[1:]
    for path in (book, get_rels_path(book), ARC_STYLE):
        _scan(reader.archive, path)
    reader.read_workbook()
    strings = reader.package.find(SHARED_STRINGS)
    if strings is not None:
        _scan(reader.archive, strings.PartName[1:], MAX_STRINGS_BYTES, MAX_STRINGS_TAGS)
        reader.read_strings()
    apply_stylesheet(reader.archive, reader.wb)
    for sheet, relation in list(reader.parser.find_sheets())[:MAX_SHEETS]:
        if relation.target not in reader.valid_files or "chartsheet" in relation.Type or sheet.state != "visible":
            continue
        rows = list(_rows(reader, relation.target))
        if rows:
            return str(sheet.name)[:100], rows
    raise UnreadableSheet(_("The workbook is empty."))


def _scan(archive: zipfile.ZipFile, path: str, most: int = MAX_PART_BYTES, tags: int = MAX_PART_TAGS) -> None:
    """Look through a part before it is parsed; one that is missing is for the parser to miss."""
    if path not in archive.namelist():
        return
    if archive.getinfo(path).file_size > most:
        raise _too_large()
    with archive.open(path) as part:
        for piece in iter(lambda: part.read(_PIECE), b""):
            tags -= len(_TAG.findall(piece))
            if tags < 0 or b"\0" in piece:  # NUL: an encoding in which tags would not be seen
                raise _too_large()


def _scan_sheet(archive: zipfile.ZipFile, path: str) -> None:
    """Refuse a sheet with a row, or anything between rows, that would fill the memory before it ends."""
    since, seen, last = 0, 0, b""
    with archive.open(path) as part:
        for piece in iter(lambda: part.read(_PIECE), b""):
            found = list(_ROW.finditer(last + piece))
            seen += len(found)
            since = len(last + piece) - found[-1].end() if found else since + len(piece)
            if since > MAX_ROW_BYTES or seen > 2 * MAX_ROWS_SEEN or b"\0" in piece:
                raise _too_large()
            last = piece[-16:]  # a tag may lie across two pieces


def _rows(reader: ExcelReader, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet that hold something."""
    _scan_sheet(reader.archive, path)
    book = reader.wb
    with reader.archive.open(path) as source:
        parser = WorkSheetParser(
            source, reader.shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            row = _texts(cells)
            if any(row):
                yield number, row
            if number > MAX_ROWS_SEEN:
                return


def _texts(cells: list[dict[str, Any]]) -> list[str]:
    row: list[str] = []
    for cell in cells:
        column = cell["column"]
        text = "" if cell["data_type"] == "e" else as_text(cell["value"])
        if not text or column > MAX_CELLS:
            continue
        row += [""] * (column - len(row))
        row[column - 1] = text
    return row


def as_text(value: Any) -> str:
    """Return a cell's value as a person would write it: 2026-11-23, 1234567, 50.66, ano."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
