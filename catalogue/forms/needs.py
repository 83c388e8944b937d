"""What a profile looks for and offers, and how it turned out. The kind is chosen before, on a page of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Urgency
from catalogue.models import Need, Offer
from catalogue.models.needs import last_day
from kko.accounts.choices import Visibility

WHO_SEES_A_NEED = [
    (Visibility.PUBLIC, _("Everybody: it stands on your profile, in the search and in the radar of needs")),
    (Visibility.MEMBERS, _("Signed-in members of the catalogue")),
    (Visibility.CURATORS, _("Only you and the curators, who can look for somebody")),
]
NOTE = {"note_cs": forms.Textarea(attrs={"rows": 3})}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _one_line(text: str) -> str:
    return " ".join(text.split())


class NeedForm(forms.ModelForm):
    """A need. Who sees it has to be said: nothing is chosen beforehand."""

    urgency = forms.TypedChoiceField(
        label=_("How much it presses"), choices=Urgency.choices, coerce=int, widget=forms.RadioSelect
    )
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=WHO_SEES_A_NEED, widget=forms.RadioSelect)

    class Meta:
        model = Need
        fields = ("note_cs", "urgency", "until", "visibility")
        widgets = {**NOTE, "until": _day()}
        help_texts = {
            "note_cs": _("What would help you most? Concretely, at most 300 characters."),
            "until": _("Then it stops being shown. A year at first, two at most; one click makes it last longer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["visibility"] = None
        self.fields["until"].widget.attrs |= {"min": timezone.localdate().isoformat(), "max": last_day().isoformat()}

    def clean_note_cs(self) -> str:
        return _one_line(self.cleaned_data["note_cs"])

    def clean_until(self) -> date:
        """Return the day. Raises ``ValidationError`` when it is over or more than two years away."""
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        if until > last_day():
            raise forms.ValidationError(_("Two years at most. One click makes it last longer then."))
        return until


class OfferForm(forms.ModelForm):
    """What a profile gives to others, and on what terms. Everybody sees it."""

    class Meta:
        model = Offer
        fields = ("note_cs", "terms")
        widgets = {**NOTE, "terms": forms.RadioSelect}
        help_texts = {
            "note_cs": _("What exactly, when, for whom? At most 300 characters."),
            "terms": _("Everybody sees offers: on your profile and in the search."),
        }

    def clean_note_cs(self) -> str:
        return _one_line(self.cleaned_data["note_cs"])


class ClosureForm(forms.Form):
    """How a need turned out; both may stay empty."""

    helped = forms.ChoiceField(label=_("What helped"), required=False, widget=forms.RadioSelect)
    story = forms.CharField(
        label=_("How it turned out"),
        help_text=_("A sentence or two. You and the curators see it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, answers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``answers`` are keys and titles of what may have helped."""
        super().__init__(*args, **kwargs)
        self.fields["helped"].choices = [*answers, ("", _("Somebody else, or nobody"))]
        self.fields["helped"].error_messages["invalid_choice"] = _(
            "This answer is not here any more. Please choose again."
        )


class RadarForm(forms.Form):
    """What a curator asks of the radar; all of it may stay empty, and what cannot be read is left out."""

    kind = forms.ChoiceField(label=_("kind"), required=False)
    district = forms.ChoiceField(label=_("district"), required=False)
    sector = forms.ChoiceField(label=_("sector"), required=False)
    discipline = forms.ChoiceField(label=_("main discipline"), required=False)
    urgency = forms.ChoiceField(label=_("urgency"), required=False)
    since = forms.DateField(label=_("entered since"), required=False, widget=_day())
    to = forms.DateField(label=_("entered until"), required=False, widget=_day())

    def __init__(self, *args: Any, choices: Mapping[str, Iterable[tuple[str, str]]], **kwargs: Any) -> None:
        """``choices`` are values with their names, by field."""
        super().__init__(*args, **kwargs)
        for name, several in {**choices, "urgency": Urgency.choices}.items():
            self.fields[name].choices = [("", _("all")), *several]

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked and can be read, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
