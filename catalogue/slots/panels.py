"""What the pages of a profile, a project and a municipality, and a need, take from the rooms above."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from catalogue.models import Need, NeedKind, Profile, Project
from kko.accounts.models import User
from kko.slots import fillings
from kko.territory.models import Municipality
from kko.territory.place import Point


@dataclass(frozen=True)
class Panel:
    """A part of a page (profile, municipality) that belongs to a room above: rendered with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedQuery:
    """A need that looks for answers. ``place`` is the published point, never a more exact one.

    ``profile_id`` is whose need it is: nobody is an answer to their own. ``without`` are keys of answers that
    are not wanted (any more). ``shared`` is one and the same for all needs of a page: a filling keeps there,
    under a key of its own, what it loads once for all of them.
    """

    kind: NeedKind
    place: Point
    discipline_ids: frozenset[int]
    user: User | AnonymousUser
    profile_id: int | None = None
    without: frozenset[str] = frozenset()
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class NeedAnswer:
    """Something that answers a need, with the reasons in words, the best first.

    ``key`` names it for ever (``"profile:12"``): what its owner says of it is remembered under it.
    ``score`` says how well it fits (10 and more: just this; 3: it may help); ``distance_km`` if it lies
    somewhere; ``kind_label`` what sort of answer it is (people, spaces, calls, courses); ``since`` from
    when on it answers, for those who are told of new ones.
    """

    key: str
    title: str
    url: str
    reasons: tuple[str, ...]
    kind_label: str
    score: float = 0.0
    distance_km: float | None = None
    since: datetime | None = None

    @property
    def reason(self) -> str:
        """The best reason alone."""
        return self.reasons[0] if self.reasons else ""

    @property
    def distance(self) -> str:
        """How far it is, in words; empty for what lies nowhere."""
        if self.distance_km is None:
            return ""
        if self.distance_km < 1:
            return _("close by")
        return _("%(number)d km away") % {"number": round(self.distance_km)}


def profile_panels(profile: Profile, user: User | AnonymousUser) -> list[Panel]:
    """Return what ``KKO_PROFILE_PANELS`` has for this profile and reader, in the setting's order.

    Each path is a callable ``(profile, user) -> Panel | None``.
    """
    found = (fill(profile, user) for fill in fillings("KKO_PROFILE_PANELS"))
    return [panel for panel in found if panel is not None]


def need_answers(query: NeedQuery) -> list[NeedAnswer]:
    """Return the answers of all rooms (``KKO_NEED_ANSWERS``) but those in ``query.without``: the best first, of
    equally good ones the nearest, those without place last.

    Each path is a callable ``(NeedQuery) -> Iterable[NeedAnswer]``.
    """
    found: list[NeedAnswer] = [answer for fill in fillings("KKO_NEED_ANSWERS") for answer in fill(query)]
    wanted = [answer for answer in found if answer.key not in query.without]
    return sorted(wanted, key=lambda one: (-one.score, one.distance_km is None, one.distance_km or 0.0, one.title))


def answers_to(needs: Iterable[Need], user: User | AnonymousUser) -> dict[int, list[NeedAnswer]]:
    """Return the answers to each of the needs by its id, without those that its owner has judged already.

    The needs come with their profile's municipality and disciplines and with their matches, or each asks for them.
    """
    shared: dict[str, Any] = {}
    return {need.pk: need_answers(query_of(need, user, shared)) for need in needs}


def query_of(need: Need, user: User | AnonymousUser, shared: dict[str, Any] | None = None) -> NeedQuery:
    """Return a need as the question that the rooms answer."""
    profile = need.profile
    return NeedQuery(
        kind=need.kind,
        place=profile.published_point,
        discipline_ids=frozenset({profile.main_discipline_id, *(one.pk for one in profile.disciplines.all())}),
        user=user,
        profile_id=profile.pk,
        without=frozenset(match.answer_key for match in need.matches.all()),
        shared={} if shared is None else shared,
    )


def project_panels(project: Project, user: User | AnonymousUser) -> list[Panel]:
    """Return what ``KKO_PROJECT_PANELS`` has for the page of this project, in the setting's order.

    Each path is a callable ``(project, user) -> Panel | None``.
    """
    found = (fill(project, user) for fill in fillings("KKO_PROJECT_PANELS"))
    return [panel for panel in found if panel is not None]


def municipality_panels(municipality: Municipality, user: User | AnonymousUser) -> list[Panel]:
    """Return what ``KKO_MUNICIPALITY_PANELS`` has for the page of this municipality, in the setting's order.

    Each path is a callable ``(municipality, user) -> Panel | None``.
    """
    found = (fill(municipality, user) for fill in fillings("KKO_MUNICIPALITY_PANELS"))
    return [panel for panel in found if panel is not None]
