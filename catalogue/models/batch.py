"""An import of a sheet: the file, its rows, what the dry run said, what was decided and what came of it."""

from collections.abc import Sequence
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from catalogue.choices import ImportStage, Outcome, Verdict
from catalogue.models.profile import Profile
from catalogue.models.taxonomy import Discipline

TICKABLE = (Verdict.NEW, Verdict.UPDATE, Verdict.DUPLICATE, Verdict.UNDECIDED)
NOTHING_IMPORTED = (ImportStage.MAPPING, ImportStage.JUDGING, ImportStage.DECIDING)
WORKING = (ImportStage.JUDGING, ImportStage.APPLYING, ImportStage.LISTING, ImportStage.UNDOING)


class ImportBatch(models.Model):
    """One uploaded file. It is looked at first (a dry run), applied once, and can be undone once.

    Long work goes in chunks: ``stage`` says which work it is and ``position`` the row up to which it is done.
    """

    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    source = models.CharField(_("source"), max_length=300, blank=True)
    publishes = models.BooleanField(_("publish what is imported"), default=True)
    sheet = models.CharField(_("sheet of the workbook"), max_length=100, blank=True)
    columns = models.JSONField(_("columns of the file"), default=list)
    mapping = models.JSONField(_("what they mean"), default=list)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    stage = models.CharField(_("stage"), max_length=8, choices=ImportStage.choices, default=ImportStage.MAPPING)
    position = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=ImportStage.values), name="import_stage_known")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether a chunk of work is to be done before anybody can decide anything."""
        return self.stage in WORKING

    @property
    def is_discardable(self) -> bool:
        """Whether it can go for good: nothing in the catalogue came of it yet."""
        return self.stage in NOTHING_IMPORTED

    @property
    def is_undoable(self) -> bool:
        return self.stage == ImportStage.DONE

    def progress(self) -> tuple[int, int]:
        """How many rows of the work at hand are done, and of how many."""
        rows = self.rows.all()
        if self.stage == ImportStage.APPLYING:
            rows = rows.filter(ticked=True)
        elif self.stage == ImportStage.LISTING:
            rows = rows.filter(profile__isnull=False)
        elif self.stage == ImportStage.UNDOING:
            rows = rows.exclude(outcome__in=["", Outcome.LEFT])
        return rows.filter(number__lte=self.position).count(), rows.count()


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def tickable(self) -> Self:
        """Those that a curator may tick."""
        return self.filter(verdict__in=TICKABLE)

    def made(self) -> Self:
        """Those of which a profile was made."""
        return self.filter(outcome=Outcome.MADE)

    def updated(self) -> Self:
        """Those that changed a profile."""
        return self.filter(outcome=Outcome.UPDATED)

    def rewrite(self, rows: "Sequence[ImportRow]", fields: Sequence[str]) -> None:
        """Save these fields of whole rows; several times as fast as ``bulk_update`` with its cases."""
        self.model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["batch", "number"], update_fields=fields
        )


class ImportRow(models.Model):
    """One row of the sheet: its cells as they came (``raw``), what they mean (``data``), and the verdict.

    ``updates`` is the profile that the row changes, ``changes`` says of each field what stands there and
    what would. ``revision_before`` is the newest revision that the dry run saw; ``revision`` the one made.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField()
    data = models.JSONField(default=dict)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    reasons = models.JSONField(_("why"), default=list)
    changes = models.JSONField(_("what changes"), default=list)
    like = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    updates = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ticked = models.BooleanField(_("to import"), default=False)
    chosen_discipline = models.ForeignKey(
        Discipline, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    profile = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows")
    outcome = models.CharField(_("what came of it"), max_length=8, choices=Outcome.choices, blank=True)
    before = models.JSONField(_("what stood there before"), default=dict)
    revision_before = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class ImportKey(models.Model):
    """By what a row may be the double of a later one. Kept until the rows are imported, no longer."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="keys")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "key"], name="import_key_first_only")]

    def __str__(self) -> str:
        return self.key


class CatalogueState(models.Model):
    """One row whose stamp is drawn anew with every change of what the catalogue lists.

    The in-memory listing of each process compares stamps. Changes take the row's lock until they
    commit, so a stamp is never seen before what it stands for.
    """

    stamp = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_state_is_one_row")]

    def __str__(self) -> str:
        return self.stamp
