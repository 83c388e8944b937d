"""A row of cells read by the columns that they were mapped to."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalogue.models.profile import RESERVED_SLUGS
from catalogue.sheets.cells import CellError, plain
from catalogue.sheets.columns import BY_NAME
from catalogue.sheets.lists import ListKind
from catalogue.sheets.register import Register

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def read_cells(mapping: Sequence[str], cells: Sequence[str], register: Register) -> tuple[dict[str, Any], list[str]]:
    """Return what the cells mean, by column, and what to tell of them. Empty cells mean nothing at all.

    ``unread`` in what is returned names the columns whose cell was filled but not understood.
    """
    texts = {name: plain(cell) for name, cell in zip(mapping, cells, strict=False) if name}
    data: dict[str, Any] = {}
    troubles: list[str] = []
    unread: list[str] = []
    for name, text in texts.items():
        if not text or name == "district":
            continue
        try:
            data[name] = _read(name, text, texts, register, troubles)
        except CellError as error:
            troubles.append(str(error))
            unread.append(name)
    _check_disciplines(data, texts, register, troubles, unread)
    _check_place(data, troubles)
    return {**data, **({"unread": unread} if unread else {})}, troubles


def _read(name: str, text: str, texts: dict[str, str], register: Register, troubles: list[str]) -> Any:
    kind = BY_NAME[name].kind
    if isinstance(kind, ListKind):
        entries, said = kind.read(text, register)
        troubles += said
        return entries
    if name == "municipality":
        return register.place(text, texts.get("district", ""))
    if name == "slug":
        return _address(text)
    if name == "disciplines":
        return register.several_disciplines(text)[0]
    value = kind.read(text)
    return _cut(name, value, troubles) if isinstance(value, str) else value


def _cut(name: str, value: str, troubles: list[str]) -> str:
    column = BY_NAME[name]
    if not column.limit or len(value) <= column.limit:
        return value
    troubles.append(_("Cut to %(limit)s characters: %(column)s.") % {"limit": column.limit, "column": column.header})
    return value[: column.limit].strip()


def _address(text: str) -> str:
    """Return the last part of an address of a profile, or the address itself."""
    slug = text.strip("/").rpartition("/")[2].lower()
    if not _SLUG.fullmatch(slug) or len(slug) > 120 or slug in RESERVED_SLUGS:
        raise CellError(_("Left out, this is no address of a profile: %(value)s") % {"value": text[:80]})
    return slug


def _check_disciplines(
    data: dict[str, Any], texts: dict[str, str], register: Register, troubles: list[str], unread: list[str]
) -> None:
    unknown = register.several_disciplines(texts.get("disciplines", ""))[1]
    if unknown:
        troubles.append(_("Unknown discipline: %(names)s.") % {"names": ", ".join(unknown)[:200]})
        unread.append("disciplines")
    if not data.get("disciplines"):
        data.pop("disciplines", None)


def _check_place(data: dict[str, Any], troubles: list[str]) -> None:
    """A point is two numbers or none."""
    if ("latitude" in data) != ("longitude" in data):
        data.pop("latitude", None)
        data.pop("longitude", None)
        troubles.append(_("Left out: of the point one coordinate is missing."))
