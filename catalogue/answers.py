"""What the answers of an interview hold, and what they say of a profile.

By the kind of the question: text (short, long, tried), a Czech option (one), a list of them (several),
addresses of kinds of needs (needs, offers), the address of a municipality or a discipline, yes or no
(consent), and for the contact a map with ``name``, ``form``, ``email``, ``phone`` and ``web``. An interview
without consent keeps ``{"district": address}`` for its municipality, and no contact.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.choices import Form, QuestionKind
from catalogue.models import Discipline, Interview, NeedKind, Profile, ProfileQuerySet, Question
from catalogue.naming import name_key
from kko.territory.models import District, Municipality

TEXTS = frozenset({QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.TRIED})
CONTACT_FIELDS = ("name", "form", "email", "phone", "web")
# What in a text would lead to its speaker: addresses of e-mail and web, and runs of nine digits and more.
_TRACES = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\+?\d(?:[\s./-]?\d){8,}", re.IGNORECASE)


class Names:
    """Names of what answers hold by address, in the reader's language; each table is read once, when asked."""

    @cached_property
    def needs(self) -> dict[str, str]:
        return {kind.slug: kind.name for kind in NeedKind.objects.all()}

    @cached_property
    def disciplines(self) -> dict[str, str]:
        return {one.slug: one.name for one in Discipline.objects.in_order()}

    @cached_property
    def municipalities(self) -> dict[str, str]:
        return dict(Municipality.objects.values_list("slug", "name"))

    @cached_property
    def districts(self) -> dict[str, str]:
        return dict(District.objects.values_list("slug", "name"))


def labels(question: Question, value: Any, names: Names) -> list[str]:
    """Return an answer in words, one for each thing chosen; for a contact one for each field."""
    if question.kind == QuestionKind.CONTACT:
        form = dict(Form.choices).get(value.get("form"), "")
        return [str(one) for one in (value["name"], form, *(value.get(key) for key in CONTACT_FIELDS[2:])) if one]
    if question.kind == QuestionKind.CONSENT:
        return [_("yes") if value else _("no")]
    if question.kind == QuestionKind.MUNICIPALITY and isinstance(value, dict):
        return [_("district %(name)s") % {"name": names.districts.get(value["district"], value["district"])}]
    chosen = value if isinstance(value, list) else [value]
    known = _known(question, names)
    return [known.get(one, one) for one in chosen]


def _known(question: Question, names: Names) -> dict[str, str]:
    if question.kind in {QuestionKind.NEEDS, QuestionKind.OFFERS}:
        return names.needs
    if question.kind == QuestionKind.MUNICIPALITY:
        return names.municipalities
    if question.kind == QuestionKind.DISCIPLINE:
        return names.disciplines
    return dict(question.options)


def without_traces(text: str) -> str:
    """Return a text without addresses and telephone numbers. Names in it only a person can strike out."""
    return _TRACES.sub("[…]", text)


@dataclass(frozen=True)
class Draft:
    """The profile that an interview would make; ``lacks`` names in words what is missing for one."""

    name: str
    form: str
    email: str
    phone: str
    web: str
    municipality: Municipality | None
    discipline: Discipline | None
    needs: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def lacks(self) -> list[str]:
        wanted = ((self.name, _("name")), (self.municipality, _("municipality")), (self.discipline, _("discipline")))
        return [label for value, label in wanted if not value]


def draft_of(interview: Interview) -> Draft:
    """Return what the answers say of a profile."""
    said = interview.by_kind()
    contact = said.get(QuestionKind.CONTACT) or {}
    place = said.get(QuestionKind.MUNICIPALITY)
    return Draft(
        **{key: contact.get(key) or "" for key in CONTACT_FIELDS},
        municipality=Municipality.objects.filter(slug=place).first() if isinstance(place, str) else None,
        discipline=Discipline.objects.filter(slug=said.get(QuestionKind.DISCIPLINE) or "").first(),
        needs=tuple(said.get(QuestionKind.NEEDS) or ()),
        offers=tuple(said.get(QuestionKind.OFFERS) or ()),
    )


def similar_to(draft: Draft) -> ProfileQuerySet:
    """Profiles that may be the same: one of this name in this municipality, or with this e-mail."""
    same = Q()
    if draft.name and draft.municipality and (key := name_key(draft.name)):
        same |= Q(name_key=key[:120], municipality=draft.municipality)
    if draft.email:
        same |= Q(email__iexact=draft.email)
    if not same:
        return Profile.objects.none()
    return Profile.objects.filter(same).select_related("municipality", "main_discipline").order_by("pk")[:10]
