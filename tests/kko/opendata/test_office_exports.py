"""Sheets that Wagtail's reports and lists give out: what people wrote does not run in a spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail import hooks
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import log

from kko.accounts.reference import load_roles
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FORMULA = '=HYPERLINK("http://evil.cz";"klik")'


def history(client, kind: str) -> bytes:
    load_roles()
    curator = a_curator(name="+420 mistr")
    log(instance=a_profile(name=FORMULA), action="wagtail.edit", user=curator)
    client.force_login(curator)
    answer = client.get(reverse("wagtailadmin_reports:site_history"), {"export": kind})
    assert answer.status_code == 200
    return answer.getvalue()


def test_formula_does_not_run_from_the_history_as_csv(client):
    _head, row = csv.reader(io.StringIO(history(client, "csv").decode()))
    assert (row[1], row[4]) == (f"'{FORMULA}", "'+420 mistr")


def test_formula_is_a_text_in_the_history_as_xlsx(client):
    _head, row = load_workbook(io.BytesIO(history(client, "xlsx"))).active.iter_rows()
    assert (row[1].value, row[1].data_type) == (FORMULA, "s")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), (["=1+1", "2"], "'=1+1, 2"), (Exception("@SUM(A1)"), "'@SUM(A1)"),
        (-5, -5), (None, None), ("Dílna", "Dílna"),
    ],
)  # fmt: skip
def test_cells_of_any_sheet_of_wagtail_s(value, cell):
    hooks.search_for_hooks()
    assert SpreadsheetExportMixin().preprocess_field_value("label", value, "csv") == cell
