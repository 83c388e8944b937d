"""The history of a record in one readable list: our audit trail and Wagtail's log, told once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, TaskState

from kko.accounts.models import User
from kko.audit.models import Entry, object_type_of
from kko.moderation.models import Publishable
from kko.slots import fillings

MOST_SHOWN = 300
# Wagtail writes its log in the very act that our trail records; a curator's own edit stands in its log alone.
ONE_ACT = timedelta(seconds=5)


@dataclass(frozen=True)
class Event:
    """Who did what to a record when; ``note`` is what was written to the owner, ``other`` a record merged into it."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    other: str = ""
    actor: int | None = field(default=None, compare=False)
    revision: int | None = field(default=None, compare=False)


def history_of(record: Publishable) -> list[Event]:
    """Return what happened to a record, the newest first; of records merged into it as well."""
    trail = list(Entry.objects.about(record).order_by("-sequence")[:MOST_SHOWN])
    merged = {str(entry.facts["gone"]) for entry in trail if "gone" in entry.facts}
    if merged:
        others = Entry.objects.filter(object_type=object_type_of(record), object_id__in=merged)
        trail += others.order_by("-sequence")[:MOST_SHOWN]
    events = list(_from_trail(trail, str(record.pk)))
    told = [*events, *_from_log(record, events)]
    told = sorted(told, key=lambda event: event.at, reverse=True)[:MOST_SHOWN]
    return _with_names(_with_notes(told))


def words_of_deeds() -> dict[str, str]:
    """Return the words for the verbs of the audit trail and of Wagtail's log; they stand after a name and a colon.

    Filled by ``KKO_DEED_WORDS``: callables ``() -> Mapping[str, str]``; each room says its own.
    """
    return {verb: word for fill in fillings("KKO_DEED_WORDS") for verb, word in fill().items()}


def _from_trail(trail: Iterable[Entry], own_id: str) -> Iterator[Event]:
    words = words_of_deeds()
    for entry in trail:
        kind, _colon, pk = entry.actor_key.partition(":")
        yield Event(
            at=entry.at,
            what=str(words.get(entry.verb, entry.verb)),
            who="" if kind == "user" else _("the site itself") if kind == "system" else _("a visitor"),
            other="" if entry.object_id == own_id else entry.object_id,
            actor=int(pk) if kind == "user" else None,
            revision=entry.facts.get("revision"),
        )


def _from_log(record: Publishable, told: list[Event]) -> Iterator[Event]:
    """Yield what Wagtail alone knows: edits of curators in its editor, locks, a publication past the desk."""
    content_type = ContentType.objects.get_for_model(record, for_concrete_model=False)
    words = words_of_deeds()
    log = ModelLogEntry.objects.filter(content_type=content_type, object_id=str(record.pk))
    for entry in log.select_related("user")[:MOST_SHOWN]:
        if not any(event.actor == entry.user_id and abs(event.at - entry.timestamp) < ONE_ACT for event in told):
            yield Event(
                at=entry.timestamp,
                what=str(words.get(entry.action, entry.message)),
                actor=entry.user_id,
                who="" if entry.user_id else _("the site itself"),
            )


def _with_notes(events: list[Event]) -> list[Event]:
    """Add what curators wrote: it stands with the review of the revision, not in the trail."""
    ids = {event.revision for event in events if event.revision}
    reviews = TaskState.objects.filter(revision_id__in=ids).exclude(comment="")
    notes = {(review.revision_id, review.finished_by_id): review.comment for review in reviews}
    return [replace(event, note=notes.get((event.revision, event.actor), "")) for event in events]


def _with_names(events: list[Event]) -> list[Event]:
    names = User.objects.in_bulk({event.actor for event in events if event.actor})
    return [
        replace(event, who=str(names.get(event.actor, _("somebody who has left")))) if event.actor else event
        for event in events
    ]
