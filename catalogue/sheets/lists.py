"""Cells with a list in them, one entry on a line: links, needs, offers and pieces of work.

An entry is what it is, then its facts: ``Ateliér nebo dílna | spěchá=hned | do=2027-05-01``. A backslash
stands before a sign that belongs to the text; ``\\n`` is a new line within it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalogue.choices import Terms, Urgency
from catalogue.models import Need, Offer, PortfolioItem, Profile, ProfileLink
from catalogue.sheets.cells import CellError, entry, read_entry
from catalogue.sheets.kinds import Choice, Day, Kind, Line, Number, Web, loosely
from catalogue.sheets.register import Register
from kko.accounts.choices import Visibility

SEEN_BY = {
    Visibility.PUBLIC.value: ("všichni", "everybody", "alle", "veřejné", "public"),
    Visibility.MEMBERS.value: ("přihlášení", "members", "mitglieder", "členové"),
    Visibility.CURATORS.value: ("kurátoři", "curators", "kuratoren", "jen kurátoři"),
}
URGENCIES = {
    Urgency.SOMETIME.value: ("počká", "can wait", "kann warten"),
    Urgency.THIS_YEAR.value: ("do roka", "this year", "binnen eines jahres"),
    Urgency.NOW.value: ("hned", "now", "sofort"),
}
TERMS = {
    Terms.FREE.value: ("zdarma", "free", "kostenlos"),
    Terms.EXCHANGE.value: ("výměnou", "exchange", "im tausch"),
    Terms.PAID.value: ("za úplatu", "paid", "gegen entgelt"),
    Terms.AGREED.value: ("dohodou", "agreed", "nach absprache"),
}
MOST_ENTRIES = 50


@dataclass(frozen=True)
class Fact:
    """One fact of an entry: the field that holds it, its Czech and its English word, and what it reads."""

    field: str
    word: str
    also: str
    kind: Kind


@dataclass(frozen=True)
class ListKind:
    """A list of rows of ``model`` that belong to the profile through ``relation``."""

    relation: str
    model: type[models.Model]
    head: str
    facts: tuple[Fact, ...]
    of_kinds: bool = False
    once: bool = True
    only: Callable[[Any], bool] = lambda row: True

    def value_of(self, profile: Profile) -> list[dict[str, Any]]:
        """Return the profile's entries as JSON can hold them, in their order."""
        return self.entries_of(row for row in getattr(profile, self.relation).all() if self.only(row))

    def entries_of(self, rows: Iterable[models.Model]) -> list[dict[str, Any]]:
        """Return what the rows say as JSON can hold it."""
        return [self._facts_of(row) for row in rows]

    def _facts_of(self, row: models.Model) -> dict[str, Any]:
        values = {fact.field: getattr(row, fact.field) for fact in self.facts}
        values = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
        filled = {name: value for name, value in values.items() if value not in ("", None)}
        return {self.head: getattr(row, f"{self.head}_id" if self.of_kinds else self.head), **filled}

    def show(self, value: list[dict[str, Any]], register: Register) -> str:
        """Return the cell for the entries."""
        lines = []
        for one in value or []:
            head = register.kinds.write(one[self.head]) if self.of_kinds else one[self.head]
            lines.append(entry(head, {fact.word: fact.kind.show(one.get(fact.field)) for fact in self.facts}))
        return "\n".join(lines)

    def read(self, text: str, register: Register) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the entries of a cell and what could not be understood."""
        found: list[dict[str, Any]] = []
        troubles: list[str] = []
        for line in [line for line in text.splitlines() if line.strip()][:MOST_ENTRIES]:
            head, facts = read_entry(line)
            try:
                one = {self.head: self._read_head(head, register)}
            except CellError as error:
                troubles.append(str(error))
                continue
            if not self.once or all(one[self.head] != other[self.head] for other in found):
                found.append(one | self._read_facts(facts, troubles))
        return found, troubles

    def _read_head(self, head: str, register: Register) -> Any:
        if self.of_kinds:
            pk = register.kinds.find(head)
            if pk is None:
                raise CellError(_("Unknown kind of need “%(kind)s”.") % {"kind": head[:80]})
            return pk
        if self.head == "url":
            return Web().read(head)
        field = self.model._meta.get_field(self.head)
        try:
            return field.clean(head[: field.max_length], None)
        except ValidationError as error:
            raise CellError(_("An entry has no name.")) from error

    def _read_facts(self, written: dict[str, str], troubles: list[str]) -> dict[str, Any]:
        known = {loosely(word): fact for fact in self.facts for word in (fact.word, fact.also)}
        values: dict[str, Any] = {}
        for word, text in written.items():
            fact = known.get(loosely(word))
            if fact is None:
                troubles.append(_("Unknown fact “%(word)s”.") % {"word": word[:80]})
                continue
            try:
                values[fact.field] = _short(fact, text)
            except CellError as error:
                troubles.append(str(error))
        return values


def _short(fact: Fact, text: str) -> Any:
    value = fact.kind.read(text)
    return value[: fact.kind.limit] if isinstance(fact.kind, Line) else value


LINKS = ListKind("links", ProfileLink, "url", (Fact("label", "název", "label", Line(60)),))
NEEDS = ListKind(
    "needs",
    Need,
    "kind",
    (
        Fact("urgency", "spěchá", "urgency", Choice(URGENCIES)),
        Fact("until", "do", "until", Day()),
        Fact("visibility", "vidí", "visibility", Choice(SEEN_BY)),
        Fact("note_cs", "poznámka", "note", Line(300)),
    ),
    of_kinds=True,
    only=lambda need: need.closed_at is None,
)
OFFERS = ListKind(
    "offers",
    Offer,
    "kind",
    (Fact("terms", "podmínky", "terms", Choice(TERMS)), Fact("note_cs", "poznámka", "note", Line(300))),
    of_kinds=True,
)
PIECES = ListKind(
    "portfolio",
    PortfolioItem,
    "title_cs",
    (
        Fact("title_en", "anglicky", "english", Line(120)),
        Fact("title_de", "německy", "german", Line(120)),
        Fact("year", "rok", "year", Number(1000, 2200, whole=True)),
        Fact("note_cs", "poznámka", "note", Line(200)),
        Fact("media_url", "odkaz", "link", Web()),
    ),
    once=False,
)
