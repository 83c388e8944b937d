"""What a profile's page and a need take from the rooms above."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from catalogue.models import NeedKind, Profile
from kko.accounts.models import User
from kko.slots import fillings
from kko.territory.place import Point


@dataclass(frozen=True)
class Panel:
    """A part of a profile's page that belongs to a room above: rendered with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedQuery:
    """A need that looks for answers. ``place`` is the published point, never a more exact one."""

    kind: NeedKind
    place: Point
    discipline_ids: frozenset[int]
    user: User | AnonymousUser


@dataclass(frozen=True)
class NeedAnswer:
    """Something that answers a need, with the reason in words; ``distance_km`` if it lies somewhere."""

    title: str
    url: str
    reason: str
    distance_km: float | None = None


def profile_panels(profile: Profile, user: User | AnonymousUser) -> list[Panel]:
    """Return what ``KKO_PROFILE_PANELS`` has for this profile and reader, in the setting's order.

    Each path is a callable ``(profile, user) -> Panel | None``.
    """
    found = (fill(profile, user) for fill in fillings("KKO_PROFILE_PANELS"))
    return [panel for panel in found if panel is not None]


def need_answers(query: NeedQuery) -> list[NeedAnswer]:
    """Return the answers of all rooms (``KKO_NEED_ANSWERS``), the nearest first, those without place last.

    Each path is a callable ``(NeedQuery) -> Iterable[NeedAnswer]``.
    """
    found: list[NeedAnswer] = [answer for fill in fillings("KKO_NEED_ANSWERS") for answer in fill(query)]
    return sorted(found, key=lambda answer: (answer.distance_km is None, answer.distance_km or 0.0))
