"""Tables as CSV and JSON, piece by piece so that their size does not matter."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

BOM = "\ufeff"
SHEET, DATA = ";", ","  # what parts the cells: for spreadsheets, for programs
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


def delimited(rows: Iterable[Sequence[Any]], *, delimiter: str = SHEET) -> Iterator[str]:
    """Yield the lines of a CSV in UTF-8 with a mark that says so, each cell as it is given."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    mark = BOM
    for row in rows:
        yield mark + writer.writerow(row)
        mark = ""


def csv_lines(names: Sequence[str], rows: Iterable[tuple], *, delimiter: str = SHEET) -> Iterator[str]:
    """Yield the lines of a CSV, the head first, for people who open it in a Czech spreadsheet.

    That means semicolons and a decimal comma: it would read 1.5 as the first of May. Open data goes to programs,
    with ``DATA``: commas and decimal points, as RFC 4180 has them. Texts that a spreadsheet would run as a formula
    get an apostrophe in front; numbers stay numbers.
    """
    comma = delimiter == SHEET
    cells = ([safe_cell(value, comma=comma) for value in row] for row in rows)
    yield from delimited(chain([names], cells), delimiter=delimiter)


def json_pieces(about: Mapping[str, Any], names: Sequence[str], rows: Iterable[tuple]) -> Iterator[str]:
    """Yield one JSON object: what ``about`` (not empty) says, then ``rows`` as a list of objects."""
    yield _json(about)[:-1] + ', "rows": ['
    separator = "\n"
    for row in rows:
        yield separator + _json(dict(zip(names, row, strict=True)))
        separator = ",\n"
    yield "\n]}\n"


def safe_cell(value: Any, *, comma: bool = False) -> Any:
    """Return what a sheet holds of the value: numbers as they are, texts that run as a formula after an apostrophe."""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",") if comma else value
    if isinstance(value, int) or value is None:
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
