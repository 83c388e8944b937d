import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from kko.opendata.formats import DATA, SHEET, csv_lines, json_pieces

pytestmark = pytest.mark.embedded


def _cells(*values, delimiter=SHEET):
    text = "".join(csv_lines(["a"] * len(values), [values], delimiter=delimiter)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(start):
    assert _cells(f"{start}cmd") == [f"'{start}cmd"]


def test_numbers_stay_numbers_and_nothing_stays_empty():
    values = (-5, -1.5, Decimal("-2.50"), None, True, date(2026, 11, 23))
    assert _cells(*values, delimiter=DATA) == ["-5", "-1.5", "-2.50", "", "True", "2026-11-23"]
    assert _cells(*values) == ["-5", "-1,5", "-2,50", "", "True", "2026-11-23"]


def test_csv_for_people_begins_with_a_bom_and_separates_by_semicolons():
    lines = list(csv_lines(["name", "note"], [("Řehoř; mistr", 'říká "ano", prý')]))
    assert lines == ["\ufeffname;note\r\n", '"Řehoř; mistr";"říká ""ano"", prý"\r\n']


def test_csv_for_programs_separates_by_commas():
    lines = list(csv_lines(["name", "area"], [("Řehoř, mistr", 1.5)], delimiter=DATA))
    assert lines == ["\ufeffname,area\r\n", '"Řehoř, mistr",1.5\r\n']


def test_empty_table_has_its_head():
    assert list(csv_lines(["name"], [])) == ["\ufeffname\r\n"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_holds_what_it_is_about_and_its_rows(count):
    text = "".join(json_pieces({"title": "Obce"}, ["name", "area"], [("=Dubí", Decimal("1.5"))] * count))
    assert json.loads(text) == {"title": "Obce", "rows": [{"name": "=Dubí", "area": "1.5"}] * count}


def test_json_refuses_a_row_that_does_not_fit_its_columns():
    with pytest.raises(ValueError, match="zip"):
        list(json_pieces({"title": "Obce"}, ["name", "area"], [("Dubí",)]))
