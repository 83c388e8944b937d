"""The verbs of the catalogue: what is listed and found, and profiles from their first draft on."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.choices import MembershipRole, Verdict
from catalogue.importing import Judge, known_names, name_key, read_sheet
from catalogue.models import CatalogueState, ImportBatch, ImportRow, Membership, Profile
from catalogue.search import KIND, documents
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import PublicationError
from kko.moderation.choices import Provenance, PublicationState
from kko.search.actions import index_documents, remove_documents

SLUG_ATTEMPTS = 5


class AlreadyImported(Exception):
    """The batch was applied before; the text is for the curator."""


@transaction.atomic
def relist_profiles(*, ids: Iterable[int]) -> int:
    """Make the listing and the search say what the rows of ``ids`` say now; returns how many are public."""
    wanted = list(ids)
    found = list(documents(wanted))
    listed = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=KIND, object_ids=[pk for pk in wanted if pk not in listed])
    mark_listing_changed()
    return len(listed)


@transaction.atomic
def mark_listing_changed() -> None:
    """Let every process read the listing anew at its next request."""
    CatalogueState.objects.update_or_create(pk=1, defaults={"stamp": uuid4().hex})


@transaction.atomic
def create_profile(*, profile: Profile, by: User) -> Profile:
    """Save a new profile as a draft of ``by``, who becomes its owner; returns it with its first revision."""
    profile.live = False
    profile.has_unpublished_changes = True
    _save_with_free_slug(profile)
    Membership.objects.create(profile=profile, user=by, role=MembershipRole.OWNER)
    profile.save_revision(user=by, log_action="wagtail.create")
    audit(verb="profile.created", by=by, on=profile)
    return profile


def _save_with_free_slug(profile: Profile) -> None:
    """Save a new profile; somebody may take its address between the look and the save."""
    for _attempt in range(SLUG_ATTEMPTS):
        try:
            with transaction.atomic():
                profile.save()
            return
        except IntegrityError:
            if not Profile.objects.filter(slug=profile.slug).exists():
                raise
            profile.slug = ""
    raise PublicationError(_("Many people are joining just now. Please save it once more."))


@transaction.atomic
def save_draft(*, profile: Profile, by: User) -> Profile:
    """Record an edit as a revision that nobody but its owners sees; returns the profile.

    ``profile`` is the edited object (from a form). Raises ``PublicationError`` while an earlier edit
    waits for approval: it must be withdrawn first, or the curator would decide about another text.
    """
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if row.publication_state == PublicationState.SUBMITTED:
        raise PublicationError(_("An edit is waiting for approval. Take it back before you go on editing."))
    profile.save_revision(user=by, log_action=True)
    audit(verb="profile.edited", by=by, on=row, facts={"revision": profile.latest_revision_id})
    return profile


@transaction.atomic
def delete_profiles(*, ids: Iterable[int], by: User | None) -> int:
    """Delete profiles for good with their revisions, and take them out of listing and search; returns how many."""
    profiles = list(Profile.objects.filter(pk__in=list(ids)))
    gone = [profile.pk for profile in profiles]
    for profile in profiles:
        audit(verb="profile.deleted", by=by, on=profile)
        profile.delete()
    relist_profiles(ids=gone)
    return len(gone)


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
