"""Mapping in the field: waves, their questions, the interviews and what people answered."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from catalogue.choices import QuestionKind, WaveState
from catalogue.models.profile import Profile
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk

WITH_OPTIONS = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})
# A wave asks these once at most: what is made of the answers could not choose between two.
ONCE_IN_A_WAVE = frozenset(
    {
        QuestionKind.NEEDS,
        QuestionKind.OFFERS,
        QuestionKind.MUNICIPALITY,
        QuestionKind.DISCIPLINE,
        QuestionKind.CONSENT,
        QuestionKind.CONTACT,
    }
)


class WaveQuerySet(models.QuerySet["Wave"]):
    def open_on(self, day: date) -> Self:
        """Those in the field in which an interview may begin on ``day``."""
        lasts = models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        return self.filter(lasts, state=WaveState.OPEN, starts_on__lte=day)


class Wave(ClusterableModel):
    """One round of mapping: who is asked what, from when to when."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=WaveState.choices, default=WaveState.PREPARED)
    note = models.TextField(
        _("note for fieldworkers"), max_length=2000, blank=True, help_text=_("They read it before they begin.")
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("wave of mapping")
        verbose_name_plural = _("waves of mapping")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=WaveState.values), name="wave_state_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="wave_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The wave would end before it begins.")})

    @property
    def takes_interviews(self) -> bool:
        """Whether an interview may begin today."""
        today = timezone.localdate()
        in_time = self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)
        return self.state == WaveState.OPEN and in_time


class Question(Orderable):
    """One question of a wave. Options are lines; the Czech line is what an answer keeps, whatever the language."""

    wave = ParentalKey(Wave, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("answered with"), max_length=12, choices=QuestionKind.choices)
    text_cs = models.CharField(_("question"), max_length=500)
    text_en = models.CharField(_("question in English"), max_length=500, blank=True)
    text_de = models.CharField(_("question in German"), max_length=500, blank=True)
    help_cs = models.TextField(_("help"), max_length=1000, blank=True)
    help_en = models.TextField(_("help in English"), max_length=1000, blank=True)
    help_de = models.TextField(_("help in German"), max_length=1000, blank=True)
    options_cs = models.TextField(_("options"), max_length=3000, blank=True, help_text=_("One on a line."))
    options_en = models.TextField(
        _("options in English"), max_length=3000, blank=True, help_text=_("As many lines, in the same order.")
    )
    options_de = models.TextField(
        _("options in German"), max_length=3000, blank=True, help_text=_("As many lines, in the same order.")
    )
    required = models.BooleanField(_("needs an answer"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(condition=~models.Q(text_cs=""), name="question_asks"),
        ]

    def __str__(self) -> str:
        return self.text_cs

    def clean(self) -> None:
        """Options where they belong, without doubles, and as many in each language."""
        lines = _lines(self.options_cs)
        if self.kind in WITH_OPTIONS and len(lines) < 2:
            raise ValidationError({"options_cs": _("Give at least two options.")})
        if len(set(lines)) != len(lines):
            raise ValidationError({"options_cs": _("An option stands here twice.")})
        for code in ("en", "de"):
            translated = _lines(getattr(self, f"options_{code}"))
            if translated and len(translated) != len(lines):
                raise ValidationError({f"options_{code}": _("There must be as many lines as in Czech.")})

    @property
    def text(self) -> str:
        """The question in the reader's language, else in Czech."""
        return self._in_language("text")

    @property
    def help(self) -> str:
        return self._in_language("help")

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options as pairs of what is kept and what is shown."""
        kept, shown = _lines(self.options_cs), _lines(self._in_language("options"))
        return list(zip(kept, shown if len(shown) == len(kept) else kept, strict=True))

    def _in_language(self, field: str) -> str:
        code = (get_language() or settings.LANGUAGE_CODE)[:2]
        return getattr(self, f"{field}_{code}", "") or getattr(self, f"{field}_cs")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class InterviewQuerySet(models.QuerySet["Interview"]):
    def finished(self) -> Self:
        return self.exclude(finished_at=None)

    def unfinished(self) -> Self:
        return self.filter(finished_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A fieldworker sees their own, curators see all."""
        if can_use_desk(user):
            return self
        return self.filter(fieldworker=user) if user.is_authenticated else self.none()


class Interview(models.Model):
    """One talk with one creative. The wording of the consent stays here as it was read out.

    ``profile`` is what was made of it, or what it was attached to; nothing of it without a consent.
    """

    wave = models.ForeignKey(Wave, verbose_name=_("wave"), on_delete=models.PROTECT, related_name="interviews")
    fieldworker = models.ForeignKey(
        User, verbose_name=_("fieldworker"), on_delete=models.SET_NULL, null=True, related_name="interviews"
    )
    started_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    consents = models.BooleanField(_("consents"), null=True, editable=False)
    consent_text = models.TextField(_("wording of the consent"), blank=True, editable=False)
    consented_at = models.DateTimeField(_("consent given"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("consent withdrawn"), null=True, blank=True, editable=False)
    profile = models.ForeignKey(
        Profile, verbose_name=_("profile"), on_delete=models.SET_NULL, null=True, blank=True, related_name="interviews"
    )
    made_profile = models.BooleanField(_("the profile was made of it"), default=False, editable=False)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consents=True, consented_at__isnull=False) & ~models.Q(consent_text="")
                | models.Q(consents=None, consented_at=None)
                | models.Q(consents=False, consented_at=None),
                name="interview_consent_has_its_wording",
            ),
            models.CheckConstraint(
                condition=models.Q(profile=None) | models.Q(consents=True), name="interview_profile_needs_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def values(self) -> dict[int, Any]:
        """Return what was answered, by the id of the question."""
        return {answer.question_id: answer.value for answer in self.answers.all()}

    def by_kind(self) -> dict[str, Any]:
        """Return what was answered, by the kind of the question; of two of a kind the first."""
        found: dict[str, Any] = {}
        for answer in self.answers.select_related("question").order_by("question__sort_order"):
            found.setdefault(answer.question.kind, answer.value)
        return found


class Answer(models.Model):
    """What was said to one question. What ``value`` holds depends on its kind (``catalogue/answers.py``)."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["interview", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.interview}: {self.question}"
