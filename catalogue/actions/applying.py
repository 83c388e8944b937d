"""The ticked rows of an import become profiles, chunk by chunk; search and listing follow at the end."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.listing import mark_listing_changed
from catalogue.actions.sheet_profiles import change_profile, disciplines_of, make_profiles
from catalogue.choices import ImportStage, Outcome, Verdict
from catalogue.importing import doubles, keys_of, standing_of
from catalogue.models import CatalogueState, ImportBatch, ImportRow, Profile
from catalogue.search import documents
from catalogue.sheets.columns import value_of
from catalogue.sheets.export import RELATED
from catalogue.sheets.register import Register
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.search.actions import index_documents

CHUNK = 500
INDEX_CHUNK = 1_000
RESULT = ["profile", "outcome", "verdict", "reasons", "like", "before", "revision", "revision_before"]


def locked(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it stands, nobody else's until the transaction ends."""
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


@transaction.atomic
def apply_chunk(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Import the next ticked rows. What came into the catalogue since the dry run is looked at once more.

    Imports wait for each other here, else two of them could make the same profile at once.
    """
    batch = locked(batch)
    if batch.stage != ImportStage.APPLYING:
        return batch
    ticked = batch.rows.tickable().filter(ticked=True, outcome="", number__gt=batch.position)
    rows = list(ticked.select_related("updates")[:CHUNK])
    _change([row for row in rows if row.updates_id], by)
    _make([row for row in rows if not row.updates_id], batch, by)
    ImportRow.objects.rewrite(rows, RESULT)
    if len(rows) < CHUNK:
        batch.stage, batch.position = ImportStage.LISTING, 0
        batch.keys.all().delete()
    else:
        batch.position = rows[-1].number
    batch.save(update_fields=["stage", "position"])
    return batch


def _wait_for_other_imports() -> None:
    """Hold the row of the catalogue's state: the one thing that every import and every change of the listing has."""
    CatalogueState.objects.get_or_create(pk=1, defaults={"stamp": uuid4().hex})
    CatalogueState.objects.select_for_update().get(pk=1)


def _leave(row: ImportRow, reason: str) -> None:
    row.outcome, row.reasons = Outcome.LEFT, [*row.reasons, reason]


def _make(rows: Sequence[ImportRow], batch: ImportBatch, by: User | None) -> None:
    _wait_for_other_imports()  # after the profiles are locked: who publishes takes both in this order
    since = doubles([row.data for row in rows], but_of_batch=batch.pk)
    fresh = []
    for row in rows:
        double = next((since[key] for key in keys_of(row.data) if key in since), None)
        if double is not None and row.verdict != Verdict.DUPLICATE:
            row.verdict, row.like_id = Verdict.DUPLICATE, double
            _leave(row, _("Since the dry run the catalogue has got one like this."))
        elif not disciplines_of(row):
            _leave(row, _("It has no discipline."))
        else:
            fresh.append(row)
    if fresh:
        make_profiles(fresh, batch=batch, by=by)


def _change(rows: Sequence[ImportRow], by: User | None) -> None:
    ids = {row.updates_id for row in rows if row.updates_id is not None}
    if not ids:
        return
    standing, register = standing_of(ids), Register.load()
    held = Profile.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    profiles = {profile.pk: profile for profile in held.prefetch_related(*RELATED)}
    for row in rows:
        if row.updates_id not in profiles:
            _leave(row, _("It was deleted in the meantime."))
            continue
        profile = profiles[row.updates_id]
        owned_since = profile.pk in standing.owned and row.verdict != Verdict.UNDECIDED
        if profile.latest_revision_id != row.revision_before_id or owned_since:
            _leave(row, _("Since the dry run the profile has changed."))
        elif trouble := standing.trouble_with(profile):
            _leave(row, trouble)
        else:
            _change_one(row, profile, register, by)


def _change_one(row: ImportRow, profile: Profile, register: Register, by: User | None) -> None:
    names = [name for name, _before, _after in row.changes]
    row.before = {name: value_of(profile, name, register) for name in names}
    fresh = profile if profile.live else profile.get_latest_revision_as_object()
    if row.revision_before_id is None or (profile.live and profile.live_revision_id != row.revision_before_id):
        row.revision_before = profile.save_revision(user=None, changed=False, clean=False)
    row.profile, row.outcome = fresh, Outcome.UPDATED
    change_profile(row=row, data={name: row.data[name] for name in names}, by=by)


@transaction.atomic
def list_chunk(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Put the next of the imported profiles into the search; with the last of them the listing is renewed."""
    batch = locked(batch)
    if batch.stage != ImportStage.LISTING:
        return batch
    rows = batch.rows.filter(profile__isnull=False, number__gt=batch.position)
    found = list(rows.values_list("number", "profile_id")[:INDEX_CHUNK])
    index_documents(documents=documents([pk for _number, pk in found]))
    if len(found) == INDEX_CHUNK:
        batch.position = found[-1][0]
        batch.save(update_fields=["position"])
        return batch
    mark_listing_changed()
    batch.stage, batch.position, batch.applied_at = ImportStage.DONE, 0, timezone.now()
    batch.save(update_fields=["stage", "position", "applied_at"])
    counts = {"profiles": batch.rows.made().count(), "updated": batch.rows.updated().count()}
    audit(verb="import.applied", by=by, on=batch, facts=counts)
    return batch
