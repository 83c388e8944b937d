"""An import of a mapping sheet: the dry run, and what is decided of it."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.listing import relist_profiles
from catalogue.choices import Verdict
from catalogue.importing import Judge, known_names, name_key, read_sheet
from catalogue.models import ImportBatch, ImportRow, Profile
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.choices import Provenance


class AlreadyImported(Exception):
    """The batch was applied before; the text is for the curator."""


@transaction.atomic
def keep_dry_run(*, file_name: str, content: bytes, source: str, publishes: bool, by: User | None) -> ImportBatch:
    """Read a sheet, judge its rows and keep the verdicts; nothing is imported yet. Returns the batch.

    Raises ``UnreadableSheet``.
    """
    judged = Judge().judge(read_sheet(content))
    batch = ImportBatch.objects.create(
        file_name=file_name[:200],
        digest=sha256(content).hexdigest(),
        source=source[:300],
        publishes=publishes,
        uploaded_by=by,
    )
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch,
            number=row.number,
            raw=row.raw,
            data=row.data,
            verdict=row.verdict,
            reasons=row.reasons,
            like_id=row.like,
        )
        for row in judged
    )
    audit(verb="import.read", by=by, on=batch, facts={"rows": len(judged), "sha256": batch.digest})
    return batch


@transaction.atomic
def apply_import(
    *, batch: ImportBatch, row_numbers: Iterable[int], disciplines: dict[int, int], by: User | None
) -> int:
    """Make profiles of the chosen rows and return how many; each gets one revision and its provenance.

    ``disciplines`` gives the main discipline (id) to rows (by number) that came without one. Refused
    rows, and rows still without a discipline, are never imported; nor is a row whose double has come into
    the catalogue since the dry run: it is marked as one, for the curator to see. Raises ``AlreadyImported``.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.applied_at:
        raise AlreadyImported(_("This import has been done already."))
    profiles: list[int] = []
    known = known_names()
    for row in batch.rows.filter(number__in=list(row_numbers)).exclude(verdict=Verdict.REFUSED):
        if row.number in disciplines:
            row.chosen_discipline_id = disciplines[row.number]
        if row.verdict != Verdict.DUPLICATE and (double := known.get(name_key(row.data))):
            _set_aside(row, double)
            continue
        profiles += _import_row(row, batch, by)
    batch.applied_at = timezone.now()
    batch.save(update_fields=["applied_at"])
    relist_profiles(ids=profiles)
    audit(verb="import.applied", by=by, on=batch, facts={"profiles": len(profiles)})
    return len(profiles)


def _set_aside(row: ImportRow, double: int) -> None:
    row.verdict, row.like_id = Verdict.DUPLICATE, double
    row.reasons = [*row.reasons, _("Since the dry run the catalogue has got one of this name in this municipality.")]
    row.save(update_fields=["verdict", "like", "reasons"])


def _import_row(row: ImportRow, batch: ImportBatch, by: User | None) -> list[int]:
    """Make a profile of the row; returns its id, or nothing where the discipline is still missing."""
    own = ([row.chosen_discipline_id] if row.chosen_discipline_id else []) + row.data["disciplines"]
    if not own:
        return []
    row.profile = _write_profile(row, list(dict.fromkeys(own)), batch, by)
    row.save(update_fields=["profile", "chosen_discipline"])
    return [row.profile.pk]


def _write_profile(row: ImportRow, discipline_ids: list[int], batch: ImportBatch, by: User | None) -> Profile:
    """Write the row as a profile directly: Wagtail's publishing costs ninety queries, fine for people only."""
    data, now = row.data, timezone.now()
    profile = Profile(
        name=data["name"], form=data["form"], municipality_id=data["municipality"],
        main_discipline_id=discipline_ids[0], summary_cs=data["summary_cs"], text_cs=data["text_cs"],
        web=data["web"] if data["web"].startswith("http") else "", email=data["email"],
        provenance=Provenance.MAPPING, source=batch.source or batch.file_name, sourced_on=timezone.localdate(),
        live=batch.publishes, has_unpublished_changes=not batch.publishes,
        first_published_at=now if batch.publishes else None, last_published_at=now if batch.publishes else None,
    )  # fmt: skip
    profile.save()
    profile.disciplines.set(discipline_ids[1:])
    profile.save()
    revision = profile.save_revision(user=by, changed=not batch.publishes, clean=False)
    if batch.publishes:
        Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return profile
