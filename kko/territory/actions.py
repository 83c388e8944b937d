"""Bringing the territory in the database in line with the registers."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from django.db import models, transaction

from kko.territory.models import District, Municipality, NamedPlace, Orp
from kko.territory.reference import (
    district_from,
    municipality_from,
    orp_from,
    read_districts,
    read_municipalities,
)

Place = TypeVar("Place", bound=NamedPlace)


class Change(NamedTuple):
    """How many rows of a table were added, altered, or already right."""

    added: int
    altered: int
    unchanged: int


@transaction.atomic
def load_territory() -> dict[type[NamedPlace], Change]:
    """Load districts, ORP and municipalities; returns what changed in each, in this order.

    Running it again alters only rows that differ from the registers, recognised by their code. Rows
    that the registers no longer know stay, since profiles may refer to them.
    """
    rows = read_districts()
    districts, of_districts = _align(District, [district_from(row) for row in rows])
    orps, of_orps = _align(Orp, [orp_from(orp, districts[row["lau1"]]) for row in rows for orp in row["orp"]])
    municipalities = [municipality_from(row, districts, orps) for row in read_municipalities()]
    _, of_municipalities = _align(Municipality, municipalities)
    return {District: of_districts, Orp: of_orps, Municipality: of_municipalities}


def _align(model: type[Place], wanted: Iterable[Place]) -> tuple[dict[str, Place], Change]:
    """Write what differs; returns all wanted by code, with their primary keys, and the count."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    stored = {place.code: place for place in model._default_manager.all()}
    added: list[Place] = []
    altered: list[Place] = []
    unchanged: list[Place] = []
    for place in wanted:
        old = stored.get(place.code)
        if old is None:
            added.append(place)
            continue
        place.pk = old.pk
        place._state.adding = False
        (unchanged if _same(old, place, fields) else altered).append(place)
    model._default_manager.bulk_create(added)
    model._default_manager.bulk_update(altered, [field.name for field in fields])
    by_code = {place.code: place for place in [*added, *altered, *unchanged]}
    return by_code, Change(len(added), len(altered), len(unchanged))


def _same(a: models.Model, b: models.Model, fields: list[models.Field]) -> bool:
    return all(getattr(a, field.attname) == getattr(b, field.attname) for field in fields)
