"""Tables as CSV and JSON, piece by piece so that their size does not matter."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(names: Sequence[str], rows: Iterable[tuple]) -> Iterator[str]:
    """Yield the lines of a CSV (RFC 4180, commas, UTF-8 with BOM), the head first.

    Texts that a spreadsheet would run as a formula get an apostrophe in front; numbers stay numbers.
    """
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(names)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def json_pieces(about: Mapping[str, Any], names: Sequence[str], rows: Iterable[tuple]) -> Iterator[str]:
    """Yield one JSON object: what ``about`` (not empty) says, then ``rows`` as a list of objects."""
    yield _json(about)[:-1] + ', "rows": ['
    separator = "\n"
    for row in rows:
        yield separator + _json(dict(zip(names, row, strict=True)))
        separator = ",\n"
    yield "\n]}\n"


def _cell(value: Any) -> Any:
    if isinstance(value, int | float) or value is None:
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _is_number(value) else text


def _is_number(value: Any) -> bool:
    return hasattr(value, "as_tuple")  # Decimal


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
