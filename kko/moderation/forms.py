"""What a curator fills in on the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
