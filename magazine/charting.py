"""A chart from a pasted table: reading the table, and where bars and lines go.

Numbers may be written the Czech way (1 234,5) or the English one (1234.5). Drawings are in units of a box that
stretches with the page; words stand beside them as text, so that they keep their size on a phone.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 1000, 400
MOST_ROWS, MOST_SERIES = 40, 4
STEPS = 4
SPACES = re.compile(r"[\s\u00a0\u202f]+")


class TableError(ValueError):
    """The table cannot be read; the text says where and what to do."""


@dataclass(frozen=True)
class Row:
    """One line of the table: a label and a number for each series, ``None`` where the cell is empty."""

    label: str
    numbers: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Table:
    """What was pasted: the name of the first column, names of the series, and the rows."""

    corner: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Bar:
    """One number as a bar: its length in units of ``WIDTH``, the number in words of the language."""

    series: int
    name: str
    length: int
    text: str


@dataclass(frozen=True)
class Line:
    """One series: ``points`` of an SVG polyline, and the points that have a number."""

    series: int
    name: str
    path: str
    points: tuple[tuple[int, int], ...]
    last: str


def read_table(text: str) -> Table:
    """Return the pasted table: columns between tabs or semicolons, the first line names them.

    Raises ``TableError`` that says which line is wrong.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise TableError(_("Paste a table with a line of names and at least one line of numbers."))
    mark = next((mark for mark in "\t;" if mark in lines[0]), None)
    if mark is None:
        raise TableError(_("Columns must be separated by tabs, as a spreadsheet copies them, or by semicolons."))
    head, *rest = [[SPACES.sub(" ", cell).strip() for cell in line.split(mark)] for line in lines]
    if not 2 <= len(head) <= MOST_SERIES + 1:
        raise TableError(_("One to %(most)s columns of numbers can be drawn.") % {"most": MOST_SERIES})
    if len(rest) > MOST_ROWS:
        raise TableError(_("At most %(most)s lines can be drawn.") % {"most": MOST_ROWS})
    return Table(head[0], tuple(head[1:]), tuple(_row(cells, len(head), at) for at, cells in enumerate(rest, 2)))


def bars(table: Table) -> list[tuple[str, list[Bar]]]:
    """Return the rows with their bars; lengths are shares of the greatest number, none for negative ones."""
    top = max((number for number in _all(table.rows) if number > 0), default=Decimal(1))
    return [
        (
            row.label,
            [
                Bar(at, name, max(0, int(number / top * WIDTH)) if number is not None else 0, in_words(number))
                for at, (name, number) in enumerate(zip(table.series, row.numbers, strict=True), 1)
            ],
        )
        for row in table.rows
    ]


def lines(table: Table) -> list[Line]:
    """Return one line for each series, from the first row at the left edge to the last at the right one."""
    low, high = bounds(table)
    span, across = high - low, max(len(table.rows) - 1, 1)
    found = []
    for at, name in enumerate(table.series):
        points = [
            (round(place * WIDTH / across), round(HEIGHT - float((number - low) / span) * HEIGHT))
            for place, number in enumerate(row.numbers[at] for row in table.rows)
            if number is not None
        ]
        known = [row.numbers[at] for row in table.rows if row.numbers[at] is not None]
        path = " ".join(f"{x},{y}" for x, y in points)
        found.append(Line(at + 1, name, path, tuple(points), in_words(known[-1] if known else None)))
    return found


def scale(table: Table) -> list[str]:
    """Return the numbers beside the lines, from the top to the bottom."""
    low, high = bounds(table)
    return [in_words(high - (high - low) * step / STEPS) for step in range(STEPS + 1)]


def bounds(table: Table) -> tuple[Decimal, Decimal]:
    """Return the round numbers at the foot and the head of the lines; the foot is zero unless some are negative."""
    numbers = list(_all(table.rows)) or [Decimal(1)]
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    step = _round_step((high - low) / STEPS or Decimal(1))
    foot = math.floor(low / step) * step
    return foot, foot + max(math.ceil((high - foot) / step), STEPS) * step


def ends(table: Table) -> list[str]:
    """Return the labels under the lines: the first, the middle one where there is one, and the last."""
    labels = [row.label for row in table.rows]
    middle = [labels[len(labels) // 2]] if len(labels) > 2 and len(labels) % 2 else []
    return [labels[0], *middle, labels[-1]] if len(labels) > 1 else labels


def in_words(number: Decimal | None) -> str:
    """Return the number as the language writes it: 1 234,5 in Czech."""
    if number is None:
        return "–"
    plain = number.normalize()
    decimals = max(0, -int(plain.as_tuple().exponent))
    return formats.number_format(plain, decimal_pos=min(decimals, 3), use_l10n=True, force_grouping=True)


def _row(cells: list[str], width: int, at: int) -> Row:
    if len(cells) != width:
        raise TableError(
            _("Line %(line)s has %(found)s columns, the first has %(wanted)s.")
            % {"line": at, "found": len(cells), "wanted": width}
        )
    return Row(cells[0], tuple(_number(cell, at) for cell in cells[1:]))


def _number(cell: str, at: int) -> Decimal | None:
    plain = cell.replace(" ", "").replace("−", "-").rstrip("%")
    if plain in {"", "-", "–", "."}:
        return None
    whole, mark, decimals = plain.rpartition("," if plain.rfind(",") > plain.rfind(".") else ".")
    try:
        number = Decimal(re.sub("[.,]", "", whole) + ("." if mark else "") + decimals)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise TableError(_("On line %(line)s “%(cell)s” is no number.") % {"line": at, "cell": cell[:40]})
    return number


def _all(rows: Iterable[Row]) -> Iterable[Decimal]:
    return (number for row in rows for number in row.numbers if number is not None)


def _round_step(step: Decimal) -> Decimal:
    """Return the next of 1, 2, 2.5, 5 times a power of ten."""
    power = Decimal(10) ** math.floor(math.log10(step))
    return next(
        power * part
        for part in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
        if power * part >= step
    )
