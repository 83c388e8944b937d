"""The forms of an import: the file, what its columns mean, and what is decided of its rows."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.forms.profile import discipline_choices
from catalogue.models import ImportBatch
from catalogue.sheets.columns import COLUMNS

SAMPLES = 3
LONGEST_SAMPLE = 80


class SheetForm(forms.Form):
    """A sheet and where it comes from."""

    sheet = forms.FileField(label=_("Sheet (CSV or XLSX, 15 MB at most)"))
    source = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("Who mapped it and when; it stays with each profile."),
        max_length=300,
        required=False,
    )
    publishes = forms.BooleanField(label=_("Publish the imported profiles at once"), required=False, initial=True)


class MappingForm(forms.Form):
    """What each column of the file means: one of our columns, or left out."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("leave out")), *((column.name, column.header) for column in COLUMNS)]
        self.samples = _samples(batch)
        for at, title in enumerate(batch.columns):
            meant = batch.mapping[at] if at < len(batch.mapping) else ""
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=title or _("(no title)"), choices=choices, required=False, initial=meant
            )

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Return each field with a few values of its column."""
        return [(self[f"column-{at}"], self.samples[at]) for at in range(len(self.samples))]

    def mapping(self) -> list[str]:
        """Return what the columns mean, in their order."""
        return [self.cleaned_data[f"column-{at}"] for at in range(len(self.samples))]


def _samples(batch: ImportBatch) -> list[list[str]]:
    rows = list(batch.rows.values_list("raw", flat=True)[:50])
    found: list[list[str]] = []
    for at in range(len(batch.columns)):
        cells = (row[at] for row in rows if at < len(row) and row[at].strip())
        found.append([cell[:LONGEST_SAMPLE] for cell in list(dict.fromkeys(cells))[:SAMPLES]])
    return found


def decisions(data: QueryDict) -> dict[str, Any]:
    """Return what was posted of the rows of one page: those shown, those ticked, and disciplines by row.

    Whatever else was posted counts for nothing.
    """
    shown, ticked = (_numbers(data.getlist(name)) for name in ("shown", "row"))
    valid = {str(pk) for _group, choices in discipline_choices() for pk, _name in choices}
    given = {number: data.get(f"discipline-{number}", "") for number in shown}
    chosen = {number: int(value) for number, value in given.items() if value in valid}
    return {"shown": shown, "ticked": ticked, "disciplines": chosen}


def _numbers(values: list[str]) -> list[int]:
    return [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 7]
