"""Charts: reading a pasted table, and where bars and lines go."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from magazine.charting import Row, TableError, bars, bounds, ends, in_words, lines, read_table, scale


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("−3", "-3"),
        ("7 %", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, number):
    assert read_table(f"Rok\tPočet\n2021\t{cell}").rows == (Row("2021", (Decimal(number),)),)


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_columns_may_be_separated_in_two_ways(mark):
    table = read_table(f"Rok{mark}A{mark}B\n\n2021{mark}1{mark}\n")
    assert (table.corner, table.series, table.rows) == ("Rok", ("A", "B"), (Row("2021", (Decimal(1), None)),))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Paste"),
        ("Rok\tPočet", "Paste"),
        ("Rok Počet\n1 2", "Columns"),
        ("Rok\tPočet\n2021\tmnoho", "mnoho"),
        ("Rok\tPočet\n2021\t1\t2", "Line 2"),
        ("a\tb\tc\td\te\tf\n1\t1\t1\t1\t1\t1", "columns of numbers"),
        ("a\tb\n" + "x\t1\n" * 41, "lines can be drawn"),
        ("a\tb\nx\tNaN", "NaN"),
        ("a\tb\nx\t1e99", "1e99"),
    ],
)
def test_what_cannot_be_read_is_said(text, word):
    with override("en"), pytest.raises(TableError) as error:
        read_table(text)
    assert word in str(error.value)


def test_bars_are_shares_of_the_greatest():
    rows = bars(read_table("Obor\tDílny\nSklo\t50\nHlína\t200\nNic\t\nDluh\t-5"))
    assert [(label, bar.length) for label, (bar,) in rows] == [("Sklo", 250), ("Hlína", 1000), ("Nic", 0), ("Dluh", 0)]


def test_lines_start_left_and_end_right_and_skip_what_is_missing():
    (line,) = lines(read_table("Rok\tA\n2021\t0\n2022\t\n2023\t100"))
    assert (line.points, line.path) == (((0, 400), (1000, 0)), "0,400 1000,0")


def test_scale_is_round_and_holds_negative_numbers():
    table = read_table("Rok\tA\n2021\t-30\n2022\t87")
    assert bounds(table) == (Decimal(-50), Decimal(150))
    with override("cs"):
        assert scale(table) == ["150", "100", "50", "0", "-50"]


def test_numbers_are_written_the_czech_way():
    with override("cs"):
        assert [in_words(Decimal(one)) for one in ("1234.50", "1000", "0.125")] == [
            "1\u00a0234,5",
            "1\u00a0000",
            "0,125",
        ]
        assert in_words(None) == "–"


@pytest.mark.parametrize(("rows", "expected"), [(1, ["1"]), (2, ["1", "2"]), (5, ["1", "3", "5"]), (4, ["1", "4"])])
def test_labels_under_lines_are_the_ends_and_the_middle(rows, expected):
    table = read_table("Rok\tA\n" + "\n".join(f"{number}\t1" for number in range(1, rows + 1)))
    assert ends(table) == expected
