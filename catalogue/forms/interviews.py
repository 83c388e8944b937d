"""The form of one question of an interview, by its kind, and what closes an interview."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.answers import CONTACT_FIELDS
from catalogue.choices import Form, QuestionKind, WaveState
from catalogue.forms.widgets import WebAddress
from catalogue.models import ONCE_IN_A_WAVE, Discipline, NeedKind, Profile, Question
from kko.mail.letters import on_one_line, validate_name, validate_recipient
from kko.territory.forms import MunicipalityField
from kko.territory.models import Municipality

SHORT, LONG = 300, 5000


class AnswerForm(forms.Form):
    """One question with one field, called ``answer``."""

    def __init__(self, *args: Any, question: Question, insists: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _FIELDS[question.kind](question)
        field.label, field.help_text = question.text, linebreaks(question.help, autoescape=True)
        field.required = insists and question.required
        self.fields["answer"] = field

    def value(self) -> Any:
        """Return what is kept, or ``None`` for no answer."""
        given = self.cleaned_data["answer"]
        if isinstance(given, Municipality):
            return given.slug
        return given if given or given is False else None


class ContactForm(forms.Form):
    """Who it is and how to reach them; asked with a consent only."""

    name = forms.CharField(label=_("Name of the person or organisation"), max_length=120)
    form = forms.ChoiceField(label=_("What are they?"), choices=Form.choices)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Curators only will see it."),
        validators=[validate_recipient],
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        validators=[RegexValidator(r"^\+?[\d\s./()-]{6,}$", _("This does not look like a telephone number."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    web = WebAddress(label=_("Web"), required=False, max_length=200)

    def __init__(self, *args: Any, question: Question, insists: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legend, self.help_text = question.text, question.help
        self.fields["name"].required = insists and question.required

    def clean_name(self) -> str:
        """Return the name on one line. Raises ``ValidationError`` for an address."""
        name = on_one_line(self.cleaned_data["name"])
        validate_name(name)
        return name

    def clean(self) -> dict[str, Any]:
        """Who leaves all but the form empty has not answered; who gives anything gives a name."""
        cleaned = super().clean() or self.cleaned_data
        given = any(cleaned.get(key) for key in ("email", "phone", "web"))
        if given and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", self.fields["name"].error_messages["required"])
        return cleaned

    def value(self) -> dict[str, str] | None:
        """Return what is kept, or ``None`` for no answer."""
        if not self.cleaned_data["name"]:
            return None
        return {key: self.cleaned_data[key] for key in CONTACT_FIELDS}


def answer_form(question: Question, data: Any = None, *, said: Any = None, insists: bool = True) -> forms.Form:
    """Return the form of a question with what was said before; without ``insists`` it may stay empty."""
    if question.kind == QuestionKind.CONTACT:
        return ContactForm(data, question=question, insists=insists, initial=said or {})
    if isinstance(said, bool):
        said = "yes" if said else "no"
    if question.kind == QuestionKind.MUNICIPALITY and isinstance(said, dict):
        said = None
    return AnswerForm(data, question=question, insists=insists, initial={"answer": said})


class FinishForm(forms.Form):
    """Whether the interview is about a profile that looks alike, or about a new one."""

    NEW = "new"

    same = forms.ChoiceField(label=_("Is it the same?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, similar: Sequence[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._similar = {str(profile.pk): profile for profile in similar}
        known = [(pk, f"{one.name} ({one.municipality.name})") for pk, one in self._similar.items()]
        self.fields["same"].choices = [*known, (self.NEW, _("No, this is somebody else"))]
        self.fields["same"].required = bool(known)

    def decision(self) -> dict[str, Any]:
        """Return what ``finish_interview`` wants to know."""
        said = self.cleaned_data["same"]
        return {"same_as": self._similar.get(said), "is_new": said == self.NEW}


def _text(widget: forms.Widget, length: int) -> Callable[[Question], forms.Field]:
    return lambda _question: forms.CharField(max_length=length, widget=widget)


def _one(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect)


def _several(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(choices=question.options, widget=forms.CheckboxSelectMultiple)


def _needs(_question: Question) -> forms.Field:
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in NeedKind.objects.select_related("group"):
        groups.setdefault(kind.group.name, []).append((kind.slug, kind.name))
    return forms.MultipleChoiceField(choices=list(groups.items()), widget=forms.CheckboxSelectMultiple)


def _municipality(_question: Question) -> forms.Field:
    places = Municipality.objects.select_related("district")
    return MunicipalityField(queryset=places, to_field_name="slug", empty_label=_("Choose…"))


def _discipline(_question: Question) -> forms.Field:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in Discipline.objects.in_order():
        groups.setdefault(one.sector.name, []).append((one.slug, one.name))
    return forms.ChoiceField(choices=[("", _("Choose…")), *groups.items()])


def _consent(_question: Question) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[("yes", _("Yes, they agree")), ("no", _("No, they do not agree"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


_FIELDS: dict[str, Callable[[Question], forms.Field]] = {
    QuestionKind.SHORT: _text(forms.TextInput(attrs={"autocomplete": "off"}), SHORT),
    QuestionKind.LONG: _text(forms.Textarea(attrs={"rows": 6}), LONG),
    QuestionKind.TRIED: _text(forms.Textarea(attrs={"rows": 6}), LONG),
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NEEDS: _needs,
    QuestionKind.OFFERS: _needs,
    QuestionKind.MUNICIPALITY: _municipality,
    QuestionKind.DISCIPLINE: _discipline,
    QuestionKind.CONSENT: _consent,
}


class WaveForm(WagtailAdminModelForm):
    """A wave with its questions in the back office; what was answered keeps its question as it was asked."""

    def is_valid(self) -> bool:
        """Whether form and questions hold, alone and together."""
        if not super().is_valid():
            return False
        for problem in [*self._changed_under_answers(), *self._not_together()]:
            self.add_error(None, problem)
        return not self.errors

    def _changed_under_answers(self) -> list[str]:
        formset = self.formsets["questions"]
        old = {one.pk: one for one in Question.objects.filter(wave=self.instance.pk, answers__isnull=False).distinct()}
        gone = {form.instance.pk for form in formset.deleted_forms}
        now = {form.instance.pk: form.cleaned_data.get("kind") for form in formset.forms}
        changed = [one for pk, one in old.items() if pk in gone or now.get(pk) != one.kind]
        return [
            _("“%(question)s” has answers already. Copy the wave to ask something else.") % {"question": one.text_cs}
            for one in changed
        ]

    def _not_together(self) -> list[str]:
        formset = self.formsets["questions"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        kinds = [kind for form in kept if (kind := form.cleaned_data.get("kind"))]
        problems = [
            _("A wave asks “%(kind)s” once at most.") % {"kind": QuestionKind(kind).label}
            for kind in sorted(ONCE_IN_A_WAVE)
            if kinds.count(kind) > 1
        ]
        if QuestionKind.CONTACT in kinds and QuestionKind.CONSENT not in kinds:
            problems.append(_("Who asks for a contact asks for consent as well."))
        if self.cleaned_data.get("state") == WaveState.OPEN and not kinds:
            problems.append(_("A wave in the field needs questions."))
        return problems
