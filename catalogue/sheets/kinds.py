"""Kinds of cells: what each reads from a text, and the text it writes for a value.

``read`` gives a value that JSON can hold; it raises ``CellError`` for what it does not understand.
``show`` is its reverse: whatever it writes, ``read`` takes back as the same value.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number
from phonenumbers import parse as parse_phone
from stdnum.cz.dic import calc_check_digit_legal

from catalogue.models import Profile
from catalogue.sheets.cells import CellError, joined, one_line, parted
from kko.mail.letters import validate_recipient
from kko.search.folding import fold

Words = dict[Any, tuple[str, ...]]


class Kind:
    """A cell of plain text without a limit."""

    def read(self, text: str) -> Any:
        return text

    def show(self, value: Any) -> str:
        return "" if value is None else str(value).replace("\r\n", "\n")


@dataclass(frozen=True)
class Line(Kind):
    """One line of at most ``limit`` characters; what is beyond is cut by whoever reads the row."""

    limit: int

    def read(self, text: str) -> str:
        return one_line(text)


@dataclass(frozen=True)
class Lines(Kind):
    """Text of several lines."""

    limit: int


@dataclass(frozen=True)
class Choice(Kind):
    """One of some values; the first of its words is the one that is written."""

    words: Words

    def read(self, text: str) -> Any:
        asked = loosely(text)
        for value, words in self.words.items():
            if asked in {loosely(word) for word in words} or asked == loosely(str(value)):
                return value
        raise CellError(_("Unknown word “%(word)s”.") % {"word": text[:80]})

    def show(self, value: Any) -> str:
        return self.words[value][0] if value in self.words else str(value or "")


class YesNo(Choice):
    """Yes or no; whatever a person puts into such a column for yes is a yes."""

    def __init__(self) -> None:
        yes, no = ("ano", "yes", "ja", "x", "1", "true", "pravda"), ("ne", "no", "nein", "0", "false", "nepravda")
        super().__init__({True: yes, False: no})


class Web(Kind):
    """An address of the web; one without a scheme gets https."""

    limit = 200

    def read(self, text: str) -> str:
        address = text if not text or "://" in text else f"https://{text}"
        try:
            return Profile._meta.get_field("web").clean(address, None)
        except ValidationError as error:
            raise not_an_address(text) from error


class Email(Kind):
    limit = 254

    def read(self, text: str) -> str:
        try:
            validate_email(text)
            validate_recipient(text)
        except ValidationError as error:
            raise not_an_address(text) from error
        if len(text) > self.limit:
            raise not_an_address(text)
        return text


class Phone(Kind):
    """A telephone number, kept in the international form as the owner's form keeps it."""

    def read(self, text: str) -> str:
        try:
            number = parse_phone(text, "CZ")
        except NumberParseException:
            number = None
        if number is None or not is_valid_number(number):
            raise CellError(_("Left out, this is no telephone number: %(value)s") % {"value": text[:80]})
        return format_number(number, PhoneNumberFormat.INTERNATIONAL)


class Ico(Kind):
    """A registration number. Spreadsheets take its leading zeros away; its last digit tells whether it holds."""

    def read(self, text: str) -> str:
        digits = text.replace(" ", "").replace("\xa0", "").removesuffix(".0").zfill(8)
        if len(digits) != 8 or not (digits.isascii() and digits.isdigit()) or not _holds(digits):
            raise CellError(_("Left out, this is no registration number: %(value)s") % {"value": text[:80]})
        return digits


def _holds(digits: str) -> bool:
    return calc_check_digit_legal(digits[:7]) == digits[7]


@dataclass(frozen=True)
class Number(Kind):
    """A number between two bounds; a decimal comma is as good as a point."""

    least: float
    most: float
    whole: bool = False

    def read(self, text: str) -> float | int:
        try:
            number = float(text.replace(",", ".").replace(" ", ""))
        except ValueError as error:
            raise CellError(_("Left out, this is no number: %(value)s") % {"value": text[:80]}) from error
        if not self.least <= number <= self.most or (self.whole and number != int(number)):
            raise CellError(_("Left out, this number cannot be right: %(value)s") % {"value": text[:80]})
        return int(number) if self.whole else number

    def show(self, value: Any) -> str:
        return "" if value is None else str(value).replace(".", ",")


class Day(Kind):
    """A day, as 2026-11-23 or 23. 11. 2026."""

    def read(self, text: str) -> str:
        written = text.replace(" ", "").replace("\xa0", "")[:10]
        for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
            try:
                return datetime.strptime(written, pattern).date().isoformat()
            except ValueError:
                continue
        raise CellError(_("Left out, this is no day: %(value)s") % {"value": text[:80]})

    def show(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value or "")


@dataclass(frozen=True)
class Several(Kind):
    """Several words in one cell, parted by semicolons; ``words`` says which there are, none: any."""

    words: Words | None = None

    def read(self, text: str) -> list[str]:
        parts = parted(one_line(text), ";")
        return list(dict.fromkeys(Choice(self.words).read(part) for part in parts)) if self.words else parts

    def show(self, value: Any) -> str:
        return joined([Choice(self.words or {}).show(one) for one in value or []], ";")


def loosely(text: str) -> str:
    """Return the word as people mean it: without case, diacritics, full stops and hyphens."""
    return " ".join(fold(text).replace(".", "").replace("-", " ").replace("_", " ").split())


def not_an_address(text: str) -> CellError:
    return CellError(_("Left out, this is no address: %(value)s") % {"value": text[:80]})
