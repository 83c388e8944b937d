"""What a visitor writes to a profile, and the code by which the address is confirmed."""

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kko.mail.letters import UnsafeHeader, checked_recipient, on_one_line, validate_name

LEAST_SECONDS, MOST_SECONDS = 2, 12 * 3600
_SALT = "kko.contact.form"


class ContactForm(forms.Form):
    """A message without an account. Robots fill the field that people do not see, or send in the first second."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We will send a code there. The answer will come to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=3000,
        help_text=_("What it is about, by when, and what you can offer. At most 3000 characters."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member_email = member_email
        if member_email:
            del self.fields["email"]

    @staticmethod
    def stamp() -> str:
        """Return the signed moment in which a form was opened; no two forms have the same."""
        return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(12))

    def clean_name(self) -> str:
        name = on_one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        validate_name(name)
        return name

    def clean_email(self) -> str:
        try:
            return checked_recipient(self.cleaned_data["email"])
        except UnsafeHeader:
            raise forms.ValidationError(_("This does not look like an e-mail address.")) from None

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\0", "").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("homepage"):
            raise forms.ValidationError(_("The last field must stay empty: people do not see it, robots do."))
        opened, signer = self.data.get("opened", ""), signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(opened, max_age=MOST_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was open for too long. Please send it once more.")) from None
        if _is_younger(signer, opened):
            raise forms.ValidationError(_("That was quicker than anybody types. Please send it once more."))
        return cleaned


class CodeForm(forms.Form):
    """The code that came by e-mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


def _is_younger(signer: signing.TimestampSigner, value: str) -> bool:
    try:
        signer.unsign(value, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
