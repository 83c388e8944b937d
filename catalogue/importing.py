"""Reading a mapping sheet and judging each of its rows, before anything is written."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from catalogue.choices import Form, Verdict
from catalogue.models import Discipline, Profile
from kko.search.folding import fold
from kko.territory.lookup import MunicipalityIndex, MunicipalityLookupError

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_CELL = 5_000

COLUMNS = {
    "name": ("nazev", "jmeno", "name"),
    "form": ("forma", "typ", "form", "type"),
    "municipality": ("obec", "mesto", "municipality", "town"),
    "disciplines": ("obory", "obor", "disciplines", "discipline"),
    "summary": ("popis", "anotace", "description", "summary"),
    "web": ("web", "www", "url"),
    "email": ("e-mail", "email", "mail"),
}
FORM_WORDS = {
    Form.PERSON: ("osoba", "osvc", "umelec", "umelkyne", "person"),
    Form.STUDIO: ("studio", "kolektiv", "atelier"),
    Form.COMPANY: ("firma", "spolecnost", "company"),
    Form.ASSOCIATION: ("spolek", "zapsany spolek", "ops", "ustav", "association"),
    Form.INSTITUTION: ("verejna instituce", "instituce", "prispevkova organizace", "institution"),
    Form.SCHOOL: ("skola", "zus", "school"),
    Form.VENUE: ("kulturni prostor", "prostor", "venue"),
    Form.FESTIVAL: ("festival",),
    Form.INFORMAL: ("neformalni skupina", "skupina", "informal group"),
}


PROFILE_FIELDS: dict[str, Field] = {field.name: field for field in Profile._meta.concrete_fields}


class UnreadableSheet(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass
class JudgedRow:
    """A row with its verdict: ``raw`` as it came, ``data`` ready for a profile, ``like`` its possible double."""

    number: int
    raw: dict[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    verdict: Verdict = Verdict.NEW
    reasons: list[str] = field(default_factory=list)
    like: int | None = None


def read_sheet(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV sheet by our names of columns (``COLUMNS``); other columns are left out.

    UTF-8 or Windows-1250, comma, semicolon or tabulator. A blank row comes as an empty dict, so that the
    rows after it keep their numbers. Raises ``UnreadableSheet``.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableSheet(_("The file is larger than 5 MB. Please divide it."))
    text = _decode(content)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableSheet(_("The sheet cannot be read: %(error)s.") % {"error": error}) from error
    if not table:
        raise UnreadableSheet(_("The file is empty."))
    if len(table) > MAX_ROWS + 1:
        raise UnreadableSheet(_("The sheet has more than 10,000 rows. Please divide it."))
    names = _known_columns(table[0])
    return [_row(names, cells) if any(cell.strip() for cell in cells) else {} for cells in table[1:]]


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise UnreadableSheet(_("This is not a CSV file. In your spreadsheet, choose Save as: CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1250")
        except UnicodeDecodeError as error:
            raise UnreadableSheet(_("The file is neither in UTF-8 nor in Windows-1250.")) from error


def _known_columns(header: list[str]) -> dict[int, str]:
    names: dict[int, str] = {}
    for at, title in enumerate(header):
        folded = fold(title.strip())
        for name, words in COLUMNS.items():
            if folded in words and name not in names.values():
                names[at] = name
    missing = [
        title
        for name, title in (("name", _("name")), ("municipality", _("municipality")))
        if name not in names.values()
    ]
    if missing:
        raise UnreadableSheet(
            _("The first row must name the columns; these are missing: %(missing)s.") % {"missing": ", ".join(missing)}
        )
    return names


def _row(names: dict[int, str], cells: list[str]) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    for at, cell in enumerate(cells):
        if at in names:
            row[names[at]] = " ".join(cell.split())[:MAX_CELL]
    return row


class Judge:
    """Judges rows against the region, the taxonomy, the catalogue and the rows before them."""

    def __init__(self) -> None:
        self._places = MunicipalityIndex.load()
        self._disciplines = _discipline_words()
        self._known = known_names()
        self._in_file: dict[tuple[str, int], int] = {}

    def judge(self, rows: Iterable[dict[str, str]]) -> list[JudgedRow]:
        """Return the rows with verdicts; numbers count from 2, as a spreadsheet shows them."""
        return [self._judge_one(JudgedRow(number=number, raw=row)) for number, row in enumerate(rows, start=2) if row]

    def _judge_one(self, row: JudgedRow) -> JudgedRow:
        self._read_name(row)
        self._read_place(row)
        self._read_form(row)
        self._read_disciplines(row)
        row.data["summary_cs"] = row.raw["summary"][:160]
        row.data["text_cs"] = row.raw["summary"] if len(row.raw["summary"]) > 160 else ""
        web = row.raw["web"]
        _read_address(row, "web", f"https://{web}" if web and "://" not in web else web)
        _read_address(row, "email", row.raw["email"])
        if row.verdict != Verdict.REFUSED:
            self._look_for_double(row)
        return row

    def _read_name(self, row: JudgedRow) -> None:
        row.data["name"] = row.raw["name"][:120]
        if not row.raw["name"]:
            _refuse(row, _("The name is missing."))

    def _read_place(self, row: JudgedRow) -> None:
        if not row.raw["municipality"]:
            _refuse(row, _("The municipality is missing."))
            return
        try:
            row.data["municipality"] = self._places.named(row.raw["municipality"]).pk
        except MunicipalityLookupError as error:
            _refuse(row, _("Not in the region: %(why)s") % {"why": error})

    def _read_form(self, row: JudgedRow) -> None:
        asked = fold(row.raw["form"]).replace(".", "").replace("-", " ")
        for form, words in FORM_WORDS.items():
            if asked in words or asked in (fold(str(form.label)), form.value):
                row.data["form"] = form.value
                return
        row.data["form"] = Form.PERSON.value
        if asked:
            _leave_undecided(row, _("Unknown form “%(form)s”.") % {"form": row.raw["form"]})

    def _read_disciplines(self, row: JudgedRow) -> None:
        asked = [part.strip() for part in row.raw["disciplines"].replace(",", ";").split(";") if part.strip()]
        found = [(part, self._disciplines.get(fold(part))) for part in asked]
        row.data["disciplines"] = list(dict.fromkeys(pk for part, pk in found if pk is not None))
        unknown = [part for part, pk in found if pk is None]
        if unknown:
            _leave_undecided(row, _("Unknown discipline: %(names)s.") % {"names": ", ".join(unknown)})
        if not asked:
            _leave_undecided(row, _("The discipline is missing; perhaps it does not belong here."))

    def _look_for_double(self, row: JudgedRow) -> None:
        key = name_key(row.data)
        if key in self._known:
            row.like = self._known[key]
            _mark(row, Verdict.DUPLICATE, _("The catalogue has one of this name in this municipality."))
        elif key in self._in_file:
            _mark(row, Verdict.DUPLICATE, _("The same as row %(number)s.") % {"number": self._in_file[key]})
        else:
            self._in_file[key] = row.number


def known_names() -> dict[tuple[str, int], int]:
    """Return the ids of all profiles by folded name and municipality; of namesakes in one place the oldest."""
    known: dict[tuple[str, int], int] = {}
    for pk, name, place in Profile.objects.order_by("pk").values_list("pk", "name", "municipality_id"):
        known.setdefault((fold(name), place), pk)
    return known


def name_key(data: dict[str, Any]) -> tuple[str, int]:
    """Return the key of a row's data in ``known_names``."""
    return fold(data["name"]), data["municipality"]


def _discipline_words() -> dict[str, int]:
    """Return discipline ids by folded name, alias or address; the first of the taxonomy wins a shared word."""
    words: dict[str, int] = {}
    disciplines = list(Discipline.objects.in_order())
    for exact in (True, False):
        for one in disciplines:
            names = [one.slug, one.name_cs, one.name_en, one.name_de] if exact else one.alias_list
            for name in names:
                words.setdefault(fold(name), one.pk)
    return words


def _read_address(row: JudgedRow, name: str, value: str) -> None:
    """Keep what the field of the profile takes; leave out what it does not, and say so."""
    try:
        row.data[name] = PROFILE_FIELDS[name].clean(value, None)
    except ValidationError:
        row.data[name] = ""
        row.reasons.append(_("Left out, this is no address: %(value)s") % {"value": value[:80]})


def _mark(row: JudgedRow, verdict: Verdict, reason: str) -> None:
    row.verdict = verdict
    row.reasons.append(reason)


def _refuse(row: JudgedRow, reason: str) -> None:
    _mark(row, Verdict.REFUSED, reason)


def _leave_undecided(row: JudgedRow, reason: str) -> None:
    if row.verdict == Verdict.REFUSED:
        row.reasons.append(reason)
    else:
        _mark(row, Verdict.UNDECIDED, reason)
