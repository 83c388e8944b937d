"""What is filled in about who looks after a profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.choices import MembershipRole
from catalogue.models import Claim, Invitation, Membership, Profile
from kko.mail.letters import validate_recipient


class InvitationForm(forms.Form):
    """Whom to ask, and what they may do."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We will send a letter with a link. It is good for fourteen days."),
        validators=[validate_recipient],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (MembershipRole.EDITOR, _("edit the profile")),
            (MembershipRole.OWNER, _("edit the profile and decide who looks after it")),
        ],
        initial=MembershipRole.EDITOR,
        widget=forms.RadioSelect,
    )


class PersonForm(forms.Form):
    """What happens to one of the people, or to one of the invitations, of a profile."""

    OWNER, EDITOR, REMOVE = "owner", "editor", "remove"
    RESEND, WITHDRAW = "resend", "withdraw"

    membership = forms.ModelChoiceField(queryset=Membership.objects.none(), required=False)
    invitation = forms.ModelChoiceField(queryset=Invitation.objects.none(), required=False)
    action = forms.ChoiceField(choices=[(one, one) for one in (OWNER, EDITOR, REMOVE, RESEND, WITHDRAW)])

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = profile.memberships.select_related("profile", "user")
        self.fields["invitation"].queryset = profile.invitations.select_related("profile")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted = "invitation" if cleaned.get("action") in {self.RESEND, self.WITHDRAW} else "membership"
        if not self.errors and not cleaned.get(wanted):
            self.add_error(None, _("This is not there any more."))
        return cleaned


class ClaimForm(forms.ModelForm):
    """Why the profile is about the person who claims it."""

    class Meta:
        model = Claim
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "reason": _("For instance: you write from the address on your web, or a telephone where we can reach you.")
        }


class SettlementForm(forms.Form):
    """A curator's word about a claim; a refusal needs a reason."""

    GRANT, REFUSE = "grant", "refuse"

    verdict = forms.ChoiceField(choices=[(GRANT, GRANT), (REFUSE, REFUSE)], widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note for the person"),
        help_text=_("It goes out by e-mail. Needed when you refuse."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == self.REFUSE and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please write why, so that the person knows."))
        return cleaned
