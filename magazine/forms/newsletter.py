"""The form of the newsletter."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kko.mail.letters import UnsafeHeader, checked_recipient
from kko.robots import GuardedForm
from magazine.newsletter import CONSENT
from magazine.parts import part_choices


class NewsletterForm(GuardedForm):
    """An address, the language of the letters, and which parts of the magazine; where there is one part, no choice."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We will send a link there. Letters come once you have opened it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)
    parts = forms.MultipleChoiceField(
        label=_("What about"),
        required=False,
        help_text=_("Nothing ticked means everything."),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(
        label=_("I agree"),
        help_text=CONSENT,
        error_messages={"required": _("Without your consent we may not send anything.")},
    )
    field_order = ["email", "language", "parts", "agreed", "homepage", "opened"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = part_choices()
        if len(choices) > 1:
            self.fields["parts"].choices = choices
        else:
            del self.fields["parts"]

    def clean_email(self) -> str:
        try:
            return checked_recipient(self.cleaned_data["email"])
        except UnsafeHeader:
            raise forms.ValidationError(_("This does not look like an e-mail address.")) from None
