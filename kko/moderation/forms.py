"""What a curator fills in on the desk."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kko.moderation.models import Report

LEAST_SECONDS, MOST_SECONDS = 2, 6 * 3600
_SALT = "kko.report"


class ReviewForm(forms.Form):
    """A verdict about one revision; returning and declining need a note."""

    APPROVE, RETURN, DECLINE = "approve", "return", "decline"

    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(APPROVE, APPROVE), (RETURN, RETURN), (DECLINE, DECLINE)], widget=forms.HiddenInput
    )
    note = forms.CharField(
        label=_("Note for the owner"),
        help_text=_("It goes to the owner by e-mail. Needed when you return or decline."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") in {self.RETURN, self.DECLINE} and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please write what the owner should know."))
        return cleaned


class LetterForm(forms.Form):
    """What became of a letter whose fate is unknown."""

    outcome = forms.ChoiceField(choices=[("sent", "sent"), ("again", "again"), ("cancel", "cancel")])


class ReportForm(forms.ModelForm):
    """What does not work, without an account. Robots give themselves away: they fill the field that
    people do not see, or send the form in the second in which they got it."""

    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ("text", "email", "address")
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "address": forms.HiddenInput}
        help_texts = {"email": _("Only if you want an answer.")}

    def clean_address(self) -> str:
        """Return the page that the report is about; only pages of this site have one."""
        address = self.cleaned_data["address"]
        return address if address.startswith("/") and not address.startswith("//") else "/"

    @staticmethod
    def stamp() -> str:
        """Return the signed moment in which a form was opened."""
        return signing.TimestampSigner(salt=_SALT).sign("open")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("homepage"):
            raise forms.ValidationError(_("The last field must stay empty: people do not see it, robots do."))
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            signer.unsign(self.data.get("opened", ""), max_age=MOST_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was open for too long. Please send it once more.")) from None
        if _is_younger(signer, self.data["opened"]):
            raise forms.ValidationError(_("That was quicker than anybody types. Please send it once more."))
        return cleaned


def _is_younger(signer: signing.TimestampSigner, value: str) -> bool:
    try:
        signer.unsign(value, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
