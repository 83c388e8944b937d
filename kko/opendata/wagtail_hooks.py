"""Sheets of Wagtail's reports and lists, under the same rule as ours."""

from functools import wraps
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from kko.opendata.formats import safe_cell

_as_wagtail_has_it = SpreadsheetExportMixin.preprocess_field_value


@wraps(_as_wagtail_has_it)
def disarmed(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    """Return the cell; in CSV with an apostrophe before what a spreadsheet would run. For XLSX Wagtail sees to it."""
    cell = _as_wagtail_has_it(view, field, value, export_format)
    return safe_cell(cell) if export_format == view.FORMAT_CSV else cell


SpreadsheetExportMixin.preprocess_field_value = disarmed  # the one place that all of its views go through
