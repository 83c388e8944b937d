"""What a curator does with a profile that has long not been confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kko.moderation.forms import RepliesForm


class StaleForm(RepliesForm):
    """Write to the owners, confirm after a look of one's own, or archive."""

    ASK, CONFIRM, ARCHIVE = "ask", "confirm", "archive"

    verdict = forms.ChoiceField(choices=[(ASK, ASK), (CONFIRM, CONFIRM), (ARCHIVE, ARCHIVE)], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Letter to the owners")
        self.fields["note"].help_text = _("It goes by e-mail, with links to confirm or change the profile.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == self.ASK and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please write what you ask them."))
        return cleaned
