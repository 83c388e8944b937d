"""An import of a sheet up to the decision: the file is kept, its columns mapped, its rows judged and ticked."""

import io
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.actions.applying import apply_chunk, list_chunk, locked
from catalogue.actions.undoing import undo_chunk
from catalogue.choices import ImportStage, Verdict
from catalogue.importing import Judge, JudgedRow
from catalogue.models import ImportBatch, ImportKey, ImportRow
from catalogue.sheets.columns import BY_NAME, guessed
from catalogue.sheets.tables import read_table
from kko.accounts.models import User
from kko.audit.actions import record as audit

CHUNK = 500
TICKED = (Verdict.NEW, Verdict.UPDATE)


class ImportTrouble(Exception):
    """What was asked does not fit the stage of the import; the text is for the curator."""


class AlreadyImported(ImportTrouble):
    """The batch was applied, or is being applied, already."""


@transaction.atomic
def keep_sheet(
    *, file: BinaryIO, size: int, file_name: str, source: str, publishes: bool, by: User | None
) -> ImportBatch:
    """Read a file and keep its rows as they came, with a guess at what its columns mean. Returns the batch.

    Raises ``UnreadableSheet``.
    """
    table = read_table(file, size=size, name=file_name)
    batch = ImportBatch.objects.create(
        file_name=file_name[:200], digest=_digest(file), source=source[:300], publishes=publishes, sheet=table.sheet,
        columns=table.titles, mapping=guessed(table.titles), row_count=len(table.rows), uploaded_by=by,
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        (ImportRow(batch=batch, number=number, raw=cells) for number, cells in table.rows), batch_size=CHUNK
    )
    audit(verb="import.read", by=by, on=batch, facts={"rows": batch.row_count, "sha256": batch.digest})
    return batch


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = sha256()
    for piece in iter(lambda: file.read(1024 * 1024), b""):
        digest.update(piece)
    return digest.hexdigest()


@transaction.atomic
def map_columns(*, batch: ImportBatch, mapping: Sequence[str]) -> ImportBatch:
    """Say what each column of the file means (our name, or nothing), and begin to judge the rows anew.

    Raises ``ImportTrouble`` when names come twice, none of them can tell whom a row is about, or rows are imported.
    """
    batch = locked(batch)
    if batch.stage not in (ImportStage.MAPPING, ImportStage.JUDGING, ImportStage.DECIDING):
        raise AlreadyImported(_("This import has been done already."))
    named = [name for name in mapping if name]
    if len(mapping) != len(batch.columns) or not set(named) <= BY_NAME.keys():
        raise ImportTrouble(_("Please say of each column what it means."))
    if len(set(named)) < len(named):
        raise ImportTrouble(_("Two columns mean the same. Leave one of them out."))
    if not {"name", "municipality"} <= set(named) and not {"slug", "ico"} & set(named):
        raise ImportTrouble(
            _("For new profiles name and municipality are a must, for updates the address or the registration number.")
        )
    batch.rows.update(verdict="", ticked=False)
    batch.keys.all().delete()
    batch.mapping, batch.stage, batch.position = list(mapping), ImportStage.JUDGING, 0
    batch.save(update_fields=["mapping", "stage", "position"])
    return batch


@transaction.atomic
def judge_chunk(*, batch: ImportBatch) -> ImportBatch:
    """Judge the next rows and keep their verdicts; what is new and what can be updated comes ticked."""
    batch = locked(batch)
    if batch.stage != ImportStage.JUDGING:
        return batch
    rows = list(batch.rows.filter(number__gt=batch.position)[:CHUNK])

    def earlier(keys: Iterable[str]) -> dict[str, int]:
        return dict(ImportKey.objects.filter(batch=batch, key__in=keys).values_list("key", "number"))

    judged = Judge(batch.mapping, earlier=earlier).judge([(row.number, row.raw) for row in rows])
    for row, verdict in zip(rows, judged, strict=True):
        _keep_verdict(row, verdict)
    fields = ["data", "verdict", "reasons", "changes", "updates", "like", "ticked", "revision_before"]
    ImportRow.objects.rewrite(rows, [*fields, "chosen_discipline"])
    fresh = [row for row in judged if row.verdict != Verdict.REFUSED]
    ImportKey.objects.bulk_create(
        (ImportKey(batch=batch, number=row.number, key=key) for row in fresh for key in row.keys), ignore_conflicts=True
    )
    done = len(rows) < CHUNK
    batch.stage = ImportStage.DECIDING if done else ImportStage.JUDGING
    batch.position = 0 if done else rows[-1].number
    batch.save(update_fields=["stage", "position"])
    return batch


def _keep_verdict(row: ImportRow, judged: JudgedRow) -> None:
    row.data, row.verdict, row.reasons, row.changes = judged.data, judged.verdict, judged.reasons, judged.changes
    row.updates, row.like_id = judged.updates, judged.like
    row.revision_before_id = judged.updates.latest_revision_id if judged.updates else None
    row.ticked, row.chosen_discipline = judged.verdict in TICKED, None


@transaction.atomic
def decide_rows(
    *, batch: ImportBatch, shown: Iterable[int], ticked: Iterable[int], disciplines: dict[int, int]
) -> ImportBatch:
    """Keep what a curator decided about the ``shown`` rows (by number): which are ticked, and disciplines given.

    Raises ``AlreadyImported`` once the import has begun.
    """
    batch = _deciding(batch)
    rows = list(batch.rows.tickable().filter(number__in=set(shown)))
    wanted = set(ticked)
    for row in rows:
        row.ticked = row.number in wanted
        row.chosen_discipline_id = disciplines.get(row.number, row.chosen_discipline_id)
    ImportRow.objects.rewrite(rows, ["ticked", "chosen_discipline"])
    return batch


@transaction.atomic
def tick_rows(*, batch: ImportBatch, verdict: str, ticked: bool) -> int:
    """Tick, or untick, all rows of a verdict (all that can be ticked when it is empty); returns how many."""
    rows = _deciding(batch).rows.tickable()
    return (rows.filter(verdict=verdict) if verdict else rows).update(ticked=ticked)


@transaction.atomic
def start_import(*, batch: ImportBatch) -> ImportBatch:
    """Begin to import the ticked rows. Raises ``AlreadyImported``."""
    batch = _deciding(batch)
    batch.stage, batch.position = ImportStage.APPLYING, 0
    batch.save(update_fields=["stage", "position"])
    return batch


def _deciding(batch: ImportBatch) -> ImportBatch:
    batch = locked(batch)
    if batch.stage != ImportStage.DECIDING:
        raise AlreadyImported(_("This import has been done already."))
    return batch


@transaction.atomic
def discard_batch(*, batch: ImportBatch, by: User | None) -> None:
    """Delete a batch of which nothing was imported, with all that stands in its rows. Raises ``AlreadyImported``."""
    batch = locked(batch)
    if not batch.is_discardable:
        raise AlreadyImported(_("This import has been done already."))
    gone = ImportBatch(pk=batch.pk)
    batch.delete()
    audit(verb="import.discarded", by=by, on=gone, facts={"rows": batch.row_count})


def work_on(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Do the next chunk of whatever the batch is at, in a transaction of its own, and return the batch.

    Two who ask at once wait for each other and do two chunks; a chunk that fails leaves no trace and can be repeated.
    """
    if batch.stage == ImportStage.JUDGING:
        return judge_chunk(batch=batch)
    if batch.stage == ImportStage.APPLYING:
        return apply_chunk(batch=batch, by=by)
    if batch.stage == ImportStage.LISTING:
        return list_chunk(batch=batch, by=by)
    if batch.stage == ImportStage.UNDOING:
        return undo_chunk(batch=batch, by=by)
    return batch


def work_through(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Do all chunks of what the batch is at; for small files and commands."""
    while batch.is_working:
        batch = work_on(batch=batch, by=by)
    return batch


@transaction.atomic
def keep_dry_run(*, file_name: str, content: bytes, source: str, publishes: bool, by: User | None) -> ImportBatch:
    """Keep a sheet, map its columns by guess and judge all its rows at once. Returns the batch.

    Raises ``UnreadableSheet`` and ``ImportTrouble``.
    """
    file = io.BytesIO(content)
    batch = keep_sheet(
        file=file, size=len(content), file_name=file_name, source=source, publishes=publishes, by=by
    )  # fmt: skip
    return work_through(batch=map_columns(batch=batch, mapping=batch.mapping), by=by)


@transaction.atomic
def apply_import(*, batch: ImportBatch, by: User | None) -> int:
    """Import all ticked rows at once and return how many profiles were made. Raises ``AlreadyImported``."""
    batch = work_through(batch=start_import(batch=batch), by=by)
    return batch.rows.made().count()
