"""A whole import taken back: what it made is deleted, what it changed is as before, what others touched stays."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.applying import locked
from catalogue.actions.listing import relist_profiles
from catalogue.actions.sheet_profiles import change_profile
from catalogue.choices import ImportStage, Outcome
from catalogue.importing import standing_of
from catalogue.models import Claim, ImportBatch, ImportRow, Interview, Invitation, Profile
from catalogue.models.profile import OWN_FIELDS_OF_THE_ROW
from catalogue.sheets.lists import LINKS, NEEDS, OFFERS
from kko.accounts.models import User
from kko.audit.actions import record as audit

CHUNK = 200
BESIDE_REVISIONS = (*OWN_FIELDS_OF_THE_ROW, LINKS.relation, NEEDS.relation, OFFERS.relation)


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
    held = {one.pk: one for one in Profile.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")}
    owned = standing_of(ids).owned
    others = _others(ids)
    gone: list[int] = []
    for row in rows:
        profile = held.get(row.profile_id or 0)
        row.outcome, made = Outcome.UNDONE, row.outcome == Outcome.MADE
        if profile is None:
            row.reasons = [*row.reasons, _("It was deleted in the meantime.")]
        elif reason := _why_kept(row, profile, made=made, owned=owned, others=others):
            row.outcome, row.reasons = Outcome.KEPT, [*row.reasons, reason]
        elif made:
            gone.append(profile.pk)
        else:
            _restore(row, profile, by)
    ImportRow.objects.rewrite(rows, ["outcome", "reasons", "revision"])
    Profile.objects.filter(pk__in=gone).delete()


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
    if not made and row.revision_before is None:
        return _("What stood there before is not known any more; it stays.")
    return ""


def _restore(row: ImportRow, profile: Profile, by: User | None) -> None:
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
    change_profile(row=row, data={name: row.before[name] for name in BESIDE_REVISIONS if name in row.before}, by=by)
