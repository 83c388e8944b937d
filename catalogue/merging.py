"""What two profiles say, field by field, when a curator makes one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField

from catalogue.models import Profile
from catalogue.naming import language_name
from kko.moderation.models import Publishable, Sourced

# Values that only make sense together: whoever chooses one takes them all.
TOGETHER = {
    "municipality": ("municipality", "latitude", "longitude", "precision"),
    **{name: (name, f"{name}_visibility") for name in ("email", "phone", "ico", "legal_name", "address")},
}
LISTS = ("disciplines", "languages", "voucher_areas")
_OF_THE_RECORD = {field.name for model in (Publishable, Sourced) for field in model._meta.get_fields()}
_TAKEN_ALONG = {name for names in TOGETHER.values() for name in names[1:]}


@dataclass(frozen=True)
class Difference:
    """One field of two profiles in words; ``differs`` when somebody has to choose, ``is_list`` when both can stay."""

    name: str
    label: str
    values: tuple[str, str]
    differs: bool
    is_list: bool


def choosable() -> list[Any]:
    """Return the fields of a profile that a merge chooses, in the model's order; those taken along left out."""
    fields = [field for field in Profile._meta.get_fields() if field.concrete and not field.auto_created]
    return [
        field
        for field in fields
        if field.editable and field.name not in _OF_THE_RECORD and field.name not in _TAKEN_ALONG
    ]


def differences(one: Profile, other: Profile) -> list[Difference]:
    """Return all fields in which one of the two says something."""
    found = []
    for field in choosable():
        pair = (_in_words(one, field), _in_words(other, field))
        if any(pair):
            differs = any(_value(one, name) != _value(other, name) for name in names_of(field.name))
            found.append(Difference(field.name, capfirst(field.verbose_name), pair, differs, field.name in LISTS))
    return found


def names_of(name: str) -> tuple[str, ...]:
    """Return the fields that the choice of ``name`` decides."""
    return TOGETHER.get(name, (name,))


def preferred(one: Profile, other: Profile) -> Profile:
    """Return the one that is better kept: with people who look after it, then known to be true later, then older."""

    def worth(profile: Profile) -> tuple:
        known = profile.last_known_at or profile.created_at
        return bool(profile.memberships.exists()), known, -profile.pk

    return max(one, other, key=worth)


def _value(profile: Profile, name: str) -> Any:
    field = Profile._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        return sorted(one.pk for one in getattr(profile, name).all())
    return getattr(profile, field.attname)


def _in_words(profile: Profile, field: Any) -> str:
    return ", ".join(part for name in names_of(field.name) for part in _parts(profile, name) if part)


def _parts(profile: Profile, name: str) -> Iterator[str]:
    field, value = Profile._meta.get_field(name), _value(profile, name)
    if name.endswith("_visibility") and not getattr(profile, name.removesuffix("_visibility")):
        return
    if value in (None, "", [], False):
        return
    if isinstance(field, ParentalManyToManyField):
        yield from (str(one) for one in getattr(profile, name).all())
    elif isinstance(value, bool):
        yield _("yes")
    elif name == "languages":
        yield from map(language_name, value)
    elif isinstance(value, list):
        yield from map(str, value)
    elif field.choices:
        yield str(getattr(profile, f"get_{name}_display")())
    else:
        yield str(getattr(profile, name))
