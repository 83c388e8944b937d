"""What imports of sheets tell about a person who leaves: found row by row, and blanked."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from catalogue.choices import Verdict
from catalogue.models import ImportKey, ImportRow, Profile
from catalogue.naming import name_key
from kko.mail.actions import says_address

NOTHING: dict[str, Any] = {"raw": [], "data": {}, "reasons": [], "changes": [], "before": {}, "ticked": False}
TELLING = ("raw", "data", "before", "changes")
DIGITS_OF_A_PHONE = 9


def blank_rows(rows: models.QuerySet[ImportRow]) -> None:
    """Keep of these rows of imports what became of them, and nothing of what they said; none is imported later."""
    found = list(rows.values_list("pk", "batch_id", "number"))
    own = ImportRow.objects.filter(pk__in=[pk for pk, _batch, _number in found])
    own.filter(profile=None).update(verdict=Verdict.REFUSED)
    own.update(**NOTHING)
    for _pk, batch, number in found:
        ImportKey.objects.filter(batch_id=batch, number=number).delete()


def rows_with_address(address: str) -> set[int]:
    """Return the rows in which just this e-mail address stands, whatever the field."""
    found: set[int] = set()
    for column in TELLING:
        rows = ImportRow.objects.annotate(said=Cast(column, models.TextField())).filter(said__icontains=address)
        for pk, value in rows.values_list("pk", column):
            if any(says_address(text, address) for text in _texts(value)):
                found.add(pk)
    return found


def rows_about(profiles: Iterable[Profile]) -> set[int]:
    """Return the rows that nothing was made of and that share a name or contact with one of the profiles."""
    wanted = {mark for each in profiles for mark in _marks(each.name, each.phone, each.ico, each.email)}
    if not wanted:
        return set()
    rows = ImportRow.objects.filter(profile=None, updates=None).exclude(raw=[]).values_list("pk", "raw", "data")
    return {pk for pk, raw, data in rows.iterator() if wanted & _marks_of_row(raw, data)}


def _marks_of_row(raw: list[Any], data: dict[str, Any]) -> set[str]:
    """What a row that was judged says of itself; of one that was not, any cell may be anything."""
    if data:
        return _marks(*(str(data.get(name) or "") for name in ("name", "phone", "ico", "email")))
    return {mark for text in _texts(raw) for mark in _marks(text, text, text, text)}


def _marks(name: str, phone: str, ico: str, email: str) -> set[str]:
    marks = {f"name:{name_key(name)[:120]}"} if name_key(name) else set()
    digits = "".join(sign for sign in phone if sign.isdigit())
    if len(digits) >= DIGITS_OF_A_PHONE:
        marks.add(f"phone:{digits[-DIGITS_OF_A_PHONE:]}")
    if ico.strip().isdigit():
        marks.add(f"ico:{ico.strip().zfill(8)}")
    return marks | ({f"email:{email.strip().lower()}"} if "@" in email else set())


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a JSON value; in the JSON itself ``\\n`` would stand as a letter before a word."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif value is not None:
        yield str(value)
