"""A whole import taken back: what it made is deleted, what it changed is as before, what others touched stays."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.applying import locked
from catalogue.actions.listing import relist_profiles
from catalogue.actions.sheet_profiles import change_profile, rows_of_cell
from catalogue.choices import Availability, ImportStage, Outcome
from catalogue.importing import standing_of
from catalogue.models import Claim, ImportBatch, ImportRow, Interview, Invitation, Profile
from catalogue.models.needs import in_a_year
from catalogue.models.profile import OWN_FIELDS_OF_THE_ROW
from catalogue.sheets.columns import BY_NAME, value_of
from catalogue.sheets.lists import LINKS, NEEDS, OFFERS, ListKind
from catalogue.sheets.register import Register
from kko.accounts.models import User
from kko.audit.actions import record as audit

CHUNK = 200
LISTS = {kind.relation: kind for kind in (LINKS, NEEDS, OFFERS)}
BESIDE_REVISIONS = (*OWN_FIELDS_OF_THE_ROW, *LISTS)


class NotUndoable(Exception):
    """The import is not done, or was undone already; the text is for the curator."""


@transaction.atomic
def start_undoing(*, batch: ImportBatch) -> ImportBatch:
    """Begin to take the import back. Raises ``NotUndoable``."""
    batch = locked(batch)
    if not batch.is_undoable:
        raise NotUndoable(_("Only an import that is done can be undone, and only once."))
    batch.stage, batch.position = ImportStage.UNDOING, 0
    batch.save(update_fields=["stage", "position"])
    return batch


@transaction.atomic
def undo_chunk(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Take the next rows back, with their places in listing and search."""
    batch = locked(batch)
    if batch.stage != ImportStage.UNDOING:
        return batch
    done = batch.rows.filter(outcome__in=[Outcome.MADE, Outcome.UPDATED], number__gt=batch.position)
    done = done.annotate(imported_at=F("revision__created_at"))
    rows = list(done.select_related("revision_before")[:CHUNK])
    touched = [row.profile_id for row in rows if row.profile_id]
    _take_back(rows, by)
    relist_profiles(ids=touched)
    if len(rows) == CHUNK:
        batch.position = rows[-1].number
        batch.save(update_fields=["position"])
        return batch
    batch.stage, batch.position, batch.undone_at = ImportStage.UNDONE, 0, timezone.now()
    batch.save(update_fields=["stage", "position", "undone_at"])
    counts = {outcome.value: batch.rows.filter(outcome=outcome).count() for outcome in (Outcome.UNDONE, Outcome.KEPT)}
    audit(verb="import.undone", by=by, on=batch, facts=counts)
    return batch


def _take_back(rows: Sequence[ImportRow], by: User | None) -> None:
    ids = {row.profile_id for row in rows if row.profile_id}
    held = Profile.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    profiles = {one.pk: one for one in held.prefetch_related(*LISTS)}
    owned, others, register = standing_of(ids).owned, _others(ids), Register.load()
    gone: list[int] = []
    for row in rows:
        profile = profiles.get(row.profile_id or 0)
        row.outcome, made = Outcome.UNDONE, row.outcome == Outcome.MADE
        if profile is None:
            row.reasons = [*row.reasons, _("It was deleted in the meantime.")]
        elif reason := _why_kept(row, profile, made=made, owned=owned, others=others):
            _keep(row, reason)
        elif made:
            gone.append(profile.pk)
        else:
            _give_back(row, profile, register, by)
    ImportRow.objects.rewrite(rows, ["outcome", "reasons", "revision"])
    Profile.objects.filter(pk__in=gone).delete()


def _keep(row: ImportRow, reason: str) -> None:
    row.outcome, row.reasons = Outcome.KEPT, [*row.reasons, reason]


def _others(ids: set[int]) -> set[int]:
    """Return those that somebody has to do with although nobody owns them."""
    return {
        *Claim.objects.open().filter(profile__in=ids).values_list("profile_id", flat=True),
        *Invitation.objects.open().filter(profile__in=ids).values_list("profile_id", flat=True),
        *Interview.objects.filter(profile__in=ids).values_list("profile_id", flat=True),
    }


def _why_kept(row: ImportRow, profile: Profile, *, made: bool, owned: frozenset[int], others: set[int]) -> str:
    if profile.latest_revision_id != row.revision_id:
        return _("It has been edited since; it stays.")
    if made and profile.pk in owned:
        return _("Somebody looks after it by now; it stays.")
    if made and profile.pk in others:
        return _("Somebody claims it, is invited to it or was asked about it; it stays.")
    if made and _has_grown(row, profile):
        return _("It has been edited since; it stays.")
    if not made and row.revision_before is None:
        return _("What stood there before is not known any more; it stays.")
    return ""


def _has_grown(row: ImportRow, profile: Profile) -> bool:
    """Whether somebody changed what makes no revision on a profile that the row made; to close a need is a change."""
    if any(need.is_closed for need in profile.needs.all()):
        return True
    if any(getattr(profile, name) != row.data.get(name, False) for name in Availability.values):
        return True
    return any(_in_order(kind, kind.value_of(profile)) != _written(kind, row, profile) for kind in LISTS.values())


def _give_back(row: ImportRow, profile: Profile, register: Register, by: User | None) -> None:
    """Make the updated profile what it was; columns without revisions only where they say what the import wrote."""
    beside = [name for name in BESIDE_REVISIONS if name in row.before]
    changed = [name for name in beside if _says_otherwise(name, row, profile, register)]
    if changed and len(changed) == len(row.before):
        _keep(row, _("It has been edited since; it stays."))
        return
    if changed:
        what = ", ".join(BY_NAME[name].header for name in changed)
        _keep(row, _("Edited since, so it stays: %(what)s. The rest is as before.") % {"what": what})
    _restore(row, profile, [name for name in beside if name not in changed], by)


def _says_otherwise(name: str, row: ImportRow, profile: Profile, register: Register) -> bool:
    """Whether the column does not say any more what the import wrote into it."""
    now = value_of(profile, name, register)
    if name not in LISTS:
        return now != row.data.get(name)
    return _in_order(LISTS[name], now) != _written(LISTS[name], row, profile)


def _written(kind: ListKind, row: ImportRow, profile: Profile) -> list[dict[str, Any]]:
    """Return the entries that the import made of the row's cell, with what goes without saying."""
    cell = row.data.get(kind.relation, [])
    if kind is NEEDS:
        imported_at = row.imported_at  # type: ignore[attr-defined]  # undo_chunk
        until = in_a_year(timezone.localdate(imported_at)).isoformat()
        cell = [{"until": until, **one} for one in cell]
    return _in_order(kind, kind.entries_of(rows_of_cell(kind, profile, cell)))


def _in_order(kind: ListKind, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries so that two lists of them compare: only links have an order of their own."""
    return sorted(entries, key=lambda one: one[kind.head]) if kind.of_kinds else entries


def _restore(row: ImportRow, profile: Profile, beside: list[str], by: User | None) -> None:
    """Make the content of the revision before the public one again, as a new revision."""
    assert row.revision_before is not None
    before = row.revision_before.as_object()
    standing = {piece.pk for piece in profile.portfolio.all()}
    if lost := [piece for piece in before.portfolio.all() if piece.pk and piece.pk not in standing]:
        for piece in lost:  # its row went with the import: it comes back as a new one
            piece.pk = None
    before.latest_revision, before.live_revision = profile.latest_revision, profile.live_revision
    before.live, before.has_unpublished_changes = profile.live, profile.has_unpublished_changes
    before.first_published_at, before.last_published_at = profile.first_published_at, profile.last_published_at
    row.profile = before
    change_profile(row=row, data={name: row.before[name] for name in beside}, by=by)
