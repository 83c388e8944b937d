"""Who did what when, as a chain that shows any later change."""

from datetime import datetime
from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what has been written down."""


def object_type_of(obj: models.Model) -> str:
    """Return the model of ``obj`` as ``"catalogue.profile"``; proxies count as their model."""
    return (obj._meta.concrete_model or type(obj))._meta.label_lower


def subject_of(obj: models.Model) -> str:
    """Return the subject whose salt guards the personal values of ``obj``: ``"catalogue.profile:5"``."""
    return f"{object_type_of(obj)}:{obj.pk}"


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise AppendOnlyError("The audit trail is append only; write with kko.audit.actions.record.")


_refuse.alters_data = True  # type: ignore[attr-defined]  # not to be called from templates


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads the trail. Everything that would change it raises ``AppendOnlyError``."""

    def about(self, obj: models.Model) -> "EntryQuerySet":
        return self.filter(object_type=object_type_of(obj), object_id=str(obj.pk))

    def since(self, moment: datetime) -> "EntryQuerySet":
        return self.filter(at__gte=moment)

    update = delete = bulk_create = bulk_update = _refuse


class Entry(models.Model):
    """One deed. Holds no personal value in clear: those are in ``digests``, salted by their subject."""

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"), db_index=True)
    actor_key = models.CharField(_("who"), max_length=60)
    verb = models.CharField(_("deed"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=100)
    object_id = models.CharField(_("object"), max_length=60)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    digests = models.JSONField(_("digests of personal values"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_entry_about")]
        constraints = [
            models.UniqueConstraint(fields=["previous_hash"], name="audit_chain_never_forks"),
            models.UniqueConstraint(fields=["hash"], name="audit_hash_once"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_sequence_from_one"),
            models.CheckConstraint(
                condition=~models.Q(verb="") & ~models.Q(actor_key="") & ~models.Q(object_type=""),
                name="audit_who_did_what_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_key} {self.verb} {self.object_type}:{self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    delete = _refuse


class Salt(models.Model):
    """The secret that lets the personal values of a subject be checked; erasure deletes it."""

    subject = models.CharField(max_length=161, unique=True)
    value = models.BinaryField()

    class Meta:
        verbose_name = _("salt")
        verbose_name_plural = _("salts")
        constraints = [models.CheckConstraint(condition=~models.Q(subject=""), name="audit_salt_has_subject")]

    def __str__(self) -> str:
        return self.subject
