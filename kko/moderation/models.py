"""What is published under review, where it came from, and the mark of sample content."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.choices import Closure, Provenance, PublicationState, ReportKind


class PublishableQuerySet(models.QuerySet):
    """The queries that every public list goes through."""

    def published(self) -> Self:
        return self.filter(live=True, closure=Closure.OPEN)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What ``user`` may read: the published, and all of it for the curators.

        A room whose records have owners adds theirs.
        """
        return self if can_use_desk(user) else self.published()

    def submitted(self) -> Self:
        """Those whose newest edit waits for a curator."""
        return self.filter(pk__in=_ids_in_workflow(self.model, WorkflowState.STATUS_IN_PROGRESS))

    def sample(self) -> Self:
        return self.filter(is_sample=True)


def _ids_in_workflow(model: type[models.Model], status: str) -> list[int]:
    states = WorkflowState.objects.filter(base_content_type__app_label=model._meta.app_label, status=status)
    states = states.filter(base_content_type__model=model._meta.model_name)
    return [int(pk) for pk in states.values_list("object_id", flat=True)]


def key_of(record: models.Model) -> str:
    """Return the name by which the desk knows a record for ever: ``"catalogue.profile:12"``."""
    return f"{record._meta.label_lower}:{record.pk}"


def with_states(records: Iterable["Publishable"]) -> list[Any]:
    """Return records of one model as a list that knows where each stands: one query, not two for each."""
    found = list(records)
    by_id: dict[str, Publishable] = {str(record.pk): record for record in found}
    for record in found:
        record._current_workflow_states = []  # where Wagtail looks before it asks the database
    if found:
        states = WorkflowState.objects.active().filter(base_content_type=found[0].get_base_content_type())
        for state in states.filter(object_id__in=by_id).select_related("current_task_state__task"):
            by_id[state.object_id]._current_workflow_states.append(state)
    return found


class Sourced(models.Model):
    """Provenance: how the record came to us, from where and when."""

    provenance = models.CharField(
        _("provenance"), max_length=10, choices=Provenance.choices, default=Provenance.OWN, editable=False
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    sourced_on = models.DateField(_("taken over on"), null=True, blank=True)

    class Meta:
        abstract = True


class Publishable(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A record that its owner edits and a curator publishes, by Wagtail's workflow.

    The row holds what is public (``live``); an edit is a revision that waits. Rooms say who owns a
    record (``owners``) and where the owner edits it (``get_edit_url``).
    """

    closure = models.CharField(
        _("closed"), max_length=10, choices=Closure.choices, default=Closure.OPEN, blank=True, editable=False
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closure="") | models.Q(live=False), name="%(app_label)s_%(class)s_closed_is_not_live"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is public is open: a closed record that a curator publishes opens with it."""
        if self.live:
            self.closure = Closure.OPEN
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the revision as an object; what belongs to the record as a whole stays as the row has it."""
        restored = super().with_content_json(content)
        restored.closure = self.closure
        restored.is_sample = self.is_sample
        return restored

    def owners(self) -> list[User]:
        """Return the users who get letters about this record."""
        raise NotImplementedError(f"{type(self).__name__} must say who owns it.")

    def get_edit_url(self) -> str:
        """Return the address where an owner edits this record."""
        raise NotImplementedError(f"{type(self).__name__} must say where it is edited.")

    def hindrance(self) -> str:
        """Return why this record must not be published now, in words for its owner and the curators, or nothing.

        Asked when an edit is submitted and when it is approved; rooms say what hinders their records.
        """
        return ""

    @property
    def waiting_revision(self) -> Revision | None:
        """The revision that waits for a curator, or ``None``."""
        state = self.current_workflow_state
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
            return None
        return state.current_task_state.revision

    @property
    def publication_state(self) -> PublicationState:
        """Where the newest edit stands; whether the public sees an older one says ``live``."""
        if self.closure:
            return PublicationState(self.closure)
        state = self.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            return PublicationState.SUBMITTED
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return PublicationState.RETURNED
        if self.live and not self.has_unpublished_changes:
            return PublicationState.PUBLISHED
        return PublicationState.DRAFT

    @property
    def curators_note(self) -> str:
        """The note with which a curator returned the newest edit, or an empty string."""
        state = self.current_workflow_state
        if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES or state.current_task_state is None:
            return ""
        return state.current_task_state.comment


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(settled_at=None)


class Report(models.Model):
    """ "Něco tu nefunguje": what a visitor tells about a page, without an account.

    ``thing`` is the key of the record whose page it was (``key_of``), so that a new address loses nothing.
    """

    kind = models.CharField(
        _("what is the matter"), max_length=10, choices=ReportKind.choices, default=ReportKind.BROKEN
    )
    address = models.CharField(_("page"), max_length=500)
    thing = models.CharField(max_length=100, blank=True, default="", editable=False)
    text = models.TextField(_("what does not work"), max_length=2000)
    email = models.EmailField(_("e-mail for an answer"), blank=True)
    language = models.CharField(max_length=2, default="cs", editable=False)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="report_says_something")]

    def __str__(self) -> str:
        return f"{self.address}: {self.text[:60]}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of(self, keys: Iterable[str]) -> dict[str, "Assignment"]:
        """Return the assignments of these things with their users, by key: one query for all."""
        return {one.thing: one for one in self.filter(thing__in=list(keys)).select_related("user")}

    def holder(self, key: str) -> User | None:
        """Return who has one thing."""
        found = self.of([key]).get(key)
        return found.user if found else None


class Assignment(models.Model):
    """Who has a thing of the desk. ``thing`` is the key of a ``Waiting``, such as ``"catalogue.profile:12"``."""

    thing = models.CharField(max_length=100, unique=True)
    user = models.ForeignKey(User, verbose_name=_("who has it"), on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.thing}: {self.user}"


class SavedReply(models.Model):
    """Words that curators send again and again; they can be changed before they go."""

    title = models.CharField(_("title"), max_length=80)
    text_cs = models.TextField(_("text"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000, blank=True)
    text_de = models.TextField(_("text in German"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def text_in(self, language: str) -> str:
        """Return the words in ``language``, or in Czech where nobody has translated them."""
        return getattr(self, f"text_{language}", "") or self.text_cs
