"""The form of a profile in the back office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.choices import Language
from catalogue.forms.profile import voucher_area_choices
from kko.mail.letters import on_one_line, validate_recipient


class OfficeProfileForm(WagtailAdminModelForm):
    """What curators change of a profile; lists are ticked, as in the owner's own form."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    voucher_areas = forms.MultipleChoiceField(
        label=_("Areas of the creative voucher"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].validators.append(validate_recipient)
        if "voucher_areas" in self.fields:
            kept = [(area, area) for area in self.instance.voucher_areas]
            self.fields["voucher_areas"].choices = dict([*kept, *voucher_area_choices()]).items()

    def clean_name(self) -> str:
        """Return the name on one line, without signs that nobody sees. Raises ``ValidationError`` for nothing."""
        name = on_one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name
