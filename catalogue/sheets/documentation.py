"""What the columns mean, for the page in the back office and for ``docs/sheets.md``."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.sheets.columns import COLUMNS, Column
from catalogue.sheets.kinds import Choice, Day, Email, Ico, Number, Phone, Several, Web
from catalogue.sheets.lists import LINKS, NEEDS, OFFERS, PIECES, ListKind
from kko.search.folding import fold

EXAMPLES = {
    LINKS.relation: "https://example.cz/kapela | název=Kapela",
    NEEDS.relation: "Ateliér nebo dílna | spěchá=hned | do=2027-05-01 | vidí=všichni | poznámka=30 m²",
    OFFERS.relation: "Ateliér nebo dílna | podmínky=výměnou | poznámka=v sobotu",
    PIECES.relation: "Servis Sušárna | anglicky=Drying House service | rok=2020 | poznámka=Pro kavárnu",
}
OWN = {
    "slug": lambda: _("The address of a profile that is there: the row updates it. A new profile gets this address."),
    "name": lambda: _("A must for a new profile."),
    "municipality": lambda: _("A must for a new profile. A municipality of the region."),
    "district": lambda: _("Tells namesakes apart."),
    "disciplines": lambda: _("Separated by semicolons, the main one first."),
    "description": lambda: _("Its start becomes the summary, a long one also the text. Import only."),
    "public": lambda: _("A new profile with “ne” stays a draft."),
}


@dataclass(frozen=True)
class Described:
    """A column with its cells in words."""

    column: Column
    cells: str

    @property
    def also(self) -> list[str]:
        """What else the import takes for its header, each word once: not the header, nor another spelling of one."""
        told, known = [], {_known_as(self.column.header)}
        for word in (self.column.name, *self.column.also):
            if _known_as(word) not in known:
                told.append(word)
                known.add(_known_as(word))
        return told


def _known_as(word: str) -> str:
    return fold(word).replace("_", " ")


def described() -> list[Described]:
    """Return all columns with what stands in their cells, in the reader's language."""
    return [Described(column, _cells(column)) for column in COLUMNS]


def _cells(column: Column) -> str:
    if column.name in OWN:
        return OWN[column.name]()
    kind = column.kind
    if isinstance(kind, ListKind):
        return _("One on a line, such as: %(example)s") % {"example": EXAMPLES[kind.relation]}
    if isinstance(kind, Several):
        words = [several[0] for several in (kind.words or {}).values()]
        return _("Separated by semicolons.") + (f" {', '.join(words)}" if words else "")
    if isinstance(kind, Choice):
        return ", ".join(words[0] for words in kind.words.values())
    if isinstance(kind, Number):
        return _("A number from %(least)s to %(most)s.") % {"least": kind.least, "most": kind.most}
    if column.limit and not isinstance(kind, Web | Email):
        return _("Text of at most %(limit)s characters.") % {"limit": column.limit}
    return _simple(kind)


def _simple(kind: object) -> str:
    if isinstance(kind, Ico):
        return _("Eight digits; zeros that a spreadsheet took away are put back.")
    if isinstance(kind, Day):
        return _("A day, as 2026-11-23 or 23. 11. 2026.")
    if isinstance(kind, Web):
        return _("An address of the web.")
    return _("A telephone number.") if isinstance(kind, Phone) else _("An e-mail address.")
