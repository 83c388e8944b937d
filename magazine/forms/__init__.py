"""A form of the style gallery: one field of each kind. Nothing is ever saved from it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kko.accounts.choices import Visibility
from kko.moderation.choices import Provenance


class SpecimenForm(forms.Form):
    """Every kind of field that the site's forms use; an empty one is wrong in most of them."""

    name = forms.CharField(label=_("Short text"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("A sentence that helps before one errs."))
    web = forms.URLField(label=_("Web"), help_text=_("A sentence that helps before one errs."), assume_scheme="https")
    text = forms.CharField(label=_("Long text"), widget=forms.Textarea(attrs={"rows": 4}))
    date = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    choice = forms.ChoiceField(label=_("One of several"), choices=Visibility.choices)
    several = forms.MultipleChoiceField(label=_("Several of many"), choices=Provenance.choices)
    ticks = forms.MultipleChoiceField(
        label=_("Ticks"), choices=Visibility.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    size = forms.ChoiceField(label=_("One tick"), choices=Visibility.choices, widget=forms.RadioSelect)
    picture = forms.FileField(label=_("File"), required=False)
    agreed = forms.BooleanField(label=_("I agree"), help_text=_("A sentence that helps before one errs."))
    code = forms.CharField(label=_("Code from the letter"), required=False, max_length=8)
    closed = forms.CharField(label=_("Cannot be changed"), required=False, disabled=True, initial="Dubí")
