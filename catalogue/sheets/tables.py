"""Files as tables: CSV as people save it, and XLSX. Everything is bounded before it is read."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from catalogue.sheets.workbooks import UnreadableSheet, read_workbook

MAX_BYTES = 15 * 1024 * 1024
MAX_ROWS = 10_000
MAX_BLANK_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 32_000
MAX_SIGNS_OF_A_LINE = 20_000
WORKBOOKS = (".xlsx", ".xlsm")
_PIECE = 256 * 1024

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Table", "UnreadableSheet", "read_table"]


@dataclass(frozen=True)
class Table:
    """A sheet as it came: titles, rows that are not blank with their numbers, and the name of the sheet if any."""

    titles: list[str]
    rows: list[tuple[int, list[str]]]
    sheet: str = ""


def read_table(file: BinaryIO, *, size: int, name: str = "") -> Table:
    """Return the table of a CSV file (UTF-8 or Windows-1250; comma, semicolon or tab) or of an XLSX file.

    Rows keep the numbers that a spreadsheet shows. A file whose ``name`` promises a workbook must be one. Raises
    ``UnreadableSheet``, whose text says what to do.
    """
    if size > MAX_BYTES:
        raise UnreadableSheet(_("The file is larger than 15 MB. Please divide it."))
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheet(
            _("This is an old or encrypted Excel file. Please save it as an Excel workbook (.xlsx) without a password.")
        )
    if start.startswith(b"PK"):
        sheet, rows = read_workbook(file, size)
        return _table(rows, sheet)
    if name.lower().endswith(WORKBOOKS):
        raise UnreadableSheet(
            _("This file is called an Excel workbook but is none. Please save it in your spreadsheet as Excel or CSV.")
        )
    with closing(_csv_rows(file)) as rows:  # it lets go of the file, whatever becomes of the table
        return _table(rows)


def _table(rows: Iterator[tuple[int, list[str]]], sheet: str = "") -> Table:
    titles: list[str] = []
    kept: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if number > MAX_ROWS + MAX_BLANK_ROWS:
            raise UnreadableSheet(_("The sheet has too many blank rows. Please delete them."))
        if not any(cell.strip() for cell in cells):
            continue
        if not titles:
            titles = _titles(cells)
            continue
        if len(kept) == MAX_ROWS:
            raise UnreadableSheet(_("The sheet has more than 10,000 rows. Please divide it."))
        own = [cell[:MAX_CELL] for cell in cells[: len(titles)]]
        if any(cell.strip() for cell in own):
            kept.append((number, own + [""] * (len(titles) - len(own))))
    if not titles:
        raise UnreadableSheet(_("The file is empty."))
    if not kept:
        raise UnreadableSheet(_("The sheet has names of columns and nothing below them."))
    return Table(titles, kept, sheet)


def _titles(cells: list[str]) -> list[str]:
    titles = [" ".join(cell.split())[:100] for cell in cells[: MAX_COLUMNS + 1]]
    while not titles[-1]:
        titles.pop()
        if not titles:
            break
    if len(titles) > MAX_COLUMNS or any(cell.strip() for cell in cells[MAX_COLUMNS + 1 :]):
        raise UnreadableSheet(_("The sheet has more than 100 columns. Please leave some out."))
    return titles


def _csv_rows(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        delimiter = _delimiter(text)
        reader = csv.reader(_bounded_lines(text, delimiter), delimiter=delimiter, strict=True)
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise UnreadableSheet(_("The sheet cannot be read: %(error)s.") % {"error": error}) from error
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> str:
    """Return the encoding in which all of the file can be read, piece by piece; the file stands at its start again."""
    for name in ("utf-8-sig", "cp1250"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            while piece := file.read(_PIECE):
                if b"\0" in piece:
                    raise UnreadableSheet(
                        _("This is neither a CSV nor an XLSX file. In your spreadsheet, choose Save as: Excel or CSV.")
                    )
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        else:
            return name
        finally:
            file.seek(0)
    raise UnreadableSheet(_("The file is neither in UTF-8 nor in Windows-1250."))


def _delimiter(text: io.TextIOWrapper) -> str:
    """Return what parts the titles, and go back to the start."""
    header = text.readline(_PIECE)
    while header and not header.strip():
        header = text.readline(_PIECE)
    text.seek(0)
    return max(";,\t", key=header.count)


def _bounded_lines(text: io.TextIOWrapper, delimiter: str) -> Iterator[str]:
    """Yield the lines; one that is nothing but delimiters would grow into a list of millions."""
    while line := text.readline(_PIECE):
        if line.count(delimiter) > MAX_SIGNS_OF_A_LINE or len(line) == _PIECE:
            raise UnreadableSheet(_("A line of the file is too long. This does not look like a sheet."))
        yield line
