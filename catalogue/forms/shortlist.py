"""Notes of a shortlist, and where to send it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.actions.shortlist import Shortlist
from catalogue.models import Profile
from kko.mail.letters import UnsafeHeader, checked_recipient

# The fields stand outside the form, which is not printed; an empty placeholder tells the print sheet an empty note.
IN_THE_LIST = {"form": "shortlist", "placeholder": " "}


class ShortlistForm(forms.Form):
    """A note for each profile of the list, and one for the whole."""

    note = forms.CharField(
        label=_("Note for the whole list"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3} | IN_THE_LIST),
    )

    def __init__(self, *args: Any, shortlist: Shortlist, entries: list[tuple[Profile, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shortlist = shortlist
        self.fields["note"].initial = shortlist.note
        self.profiles = [profile for profile, _note in entries]
        for profile, note in entries:
            self.fields[f"note_{profile.pk}"] = forms.CharField(
                label=pgettext_lazy("in a shortlist", "Note"),
                max_length=300,
                required=False,
                initial=note,
                widget=forms.Textarea(attrs={"rows": 2} | IN_THE_LIST),
            )

    def entries(self) -> list[tuple[Profile, forms.BoundField]]:
        """Return the profiles in order, each with the field of its note."""
        return [(profile, self[f"note_{profile.pk}"]) for profile in self.profiles]

    def write_notes(self) -> None:
        """Put the notes into the shortlist."""
        data = self.cleaned_data
        self.shortlist.note = data["note"].replace("\0", "").strip()
        notes = {one.pk: data[f"note_{one.pk}"].replace("\0", "").strip() for one in self.profiles}
        self.shortlist.notes = {pk: note for pk, note in notes.items() if note}


class SendForm(forms.Form):
    """The visitor's own address."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We will send a code there first, so that nobody gets a list that they do not want."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        try:
            return checked_recipient(self.cleaned_data["email"])
        except UnsafeHeader:
            raise forms.ValidationError(_("This does not look like an e-mail address.")) from None
