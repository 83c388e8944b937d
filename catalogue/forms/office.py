"""The form of a profile in the back office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.choices import Language
from catalogue.forms.profile import voucher_area_choices


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
        if "voucher_areas" in self.fields:
            kept = [(area, area) for area in self.instance.voucher_areas]
            self.fields["voucher_areas"].choices = dict([*kept, *voucher_area_choices()]).items()
