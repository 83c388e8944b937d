"""All addresses of the URLconf, with arguments from the sample's objects."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from catalogue.models import (
    Claim,
    ContactBlock,
    ContactMessage,
    ImportBatch,
    Interview,
    Need,
    NeedKind,
    Offer,
    Output,
    Profile,
    Project,
    ProjectTip,
    Wave,
)
from kko.mail.models import Message
from kko.moderation.models import Report
from kko.territory.models import Municipality

DUMMIES = {"IntConverter": 1, "UUIDConverter": uuid.UUID(int=1), "SlugConverter": "x", "PathConverter": "x"}

# Whose first object an address is about, where it is not a profile.
MODELS = {"desk_letter": Message, "desk_report": Report, "import_batch": ImportBatch, "import_batch_next": ImportBatch}
MODELS |= {f"catalogue:need_{name}": Need for name in ("edit", "closure", "extension", "answers")}
MODELS |= {"catalogue:offer_edit": Offer}
MODELS |= {"catalogue:message_settling": ContactMessage, "catalogue:unblocking": ContactBlock}
MODELS |= {"desk_message": ContactMessage}
MODELS |= {"claim_settlement": Claim, "catalogue:question": Interview, "catalogue:interview": Interview}
MODELS |= {f"catalogue:interview_{name}": Interview for name in ("finish", "removal")}
MODELS |= dict.fromkeys(["wave_sum", "wave_sum_csv", "wave_copy", "catalogue:interview_start"], Wave)
MODELS |= {f"catalogue:{name}": Project for name in ("project", "project_card", "project_addition")}
MODELS |= {"catalogue:output_use": Output, "desk_tip": ProjectTip, "catalogue:municipality": Municipality}


@dataclass(frozen=True)
class Address:
    """One named pattern; ``path`` is its address for the sample, ``None`` where it has none."""

    name: str
    path: str | None


def addresses() -> list[Address]:
    """Return every named pattern once, in the order of their names."""
    named = [(name, pattern) for name, pattern in patterns(get_resolver().url_patterns) if name]
    found = {name: Address(name, path_of(name, pattern)) for name, pattern in named}
    return [found[name] for name in sorted(found)]


def unnamed() -> list[str]:
    """Return the routes that have no name."""
    return [str(pattern.pattern) for name, pattern in patterns(get_resolver().url_patterns) if not name]


def patterns(entries: list, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            yield from patterns(entry.url_patterns, inner)
        elif entry.name:
            yield ":".join(filter(None, [namespace, entry.name])), entry
        else:
            yield "", entry


def path_of(name: str, pattern: URLPattern) -> str | None:
    for arguments in arguments_for(name, pattern):
        try:
            return reverse(name, **arguments)
        except NoReverseMatch:
            continue
    return None


def arguments_for(name: str, pattern: URLPattern) -> list[dict[str, Any]]:
    """Return what to try: the sample's objects first, then dummies by the kind of each argument."""
    dummies = {key: DUMMIES.get(type(each).__name__, "x") for key, each in pattern.pattern.converters.items()}
    groups = {key: "1" for key in pattern.pattern.regex.groupindex if key not in dummies}
    return [{"kwargs": sampled(name, dummies)}, {"kwargs": dummies}, {"kwargs": groups}, *positional()]


def positional() -> list[dict[str, Any]]:
    return [{"args": arguments} for arguments in (["1"], ["1", "x"], ["x", "x"], ["1", "1", "1"], ["a/"], [""])]


def sampled(name: str, dummies: dict[str, Any]) -> dict[str, Any]:
    """Replace dummies by an object that is there: the first public profile that somebody keeps, unless listed."""
    if name not in MODELS and not name.startswith(("catalogue:", "desk")):
        return dummies
    profiles = Profile.objects.published().filter(memberships__isnull=False)
    there = MODELS[name].objects if name in MODELS else profiles
    if name == "desk_letter":
        there = there.unsettled()
    if name == "desk_message":
        there = there.filter(reported_at__isnull=False)
    thing = there.order_by("pk").first()
    known = {"model": "catalogue.profile", "pk": getattr(thing, "pk", 1), "slug": getattr(thing, "slug", "x")}
    if isinstance(thing, Profile) and (piece := thing.portfolio.first()):
        known["key"] = piece.key
    known["kind"] = NeedKind.objects.values_list("slug", flat=True).first()
    known["one"], known["other"] = known["pk"], getattr(Profile.objects.published().order_by("pk").last(), "pk", 1)
    return {key: known.get(key, value) for key, value in dummies.items()}
