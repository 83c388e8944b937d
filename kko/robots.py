"""Forms without an account: what keeps robots out and asks nothing of people."""

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

LEAST_SECONDS, MOST_SECONDS = 2, 12 * 3600
_SALT = "kko.robots"


class GuardedForm(forms.Form):
    """Robots fill the field that people do not see (``homepage``), or send a form in the second they got it.

    The view puts ``stamp()`` into ``opened``, anew each time it shows the form.
    """

    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def stamp() -> str:
        """Return the signed moment in which a form was opened; no two are the same."""
        return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(12))

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


def _is_younger(signer: signing.TimestampSigner, value: str) -> bool:
    try:
        signer.unsign(value, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
