"""Signing in and joining: an e-mail address is enough, a password is for those who want one."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.territory.forms import MunicipalityField
from kko.territory.models import Municipality


class LoginForm(AllauthLoginForm):
    """E-mail and, if the person has one, a password; without it a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Leave it empty and we will send you a code.")


class SignupForm(AllauthSignupForm):
    """Only the e-mail address: a password can be added later in the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)


class RoleForm(forms.Form):
    """Who gets which role; a municipal planner gets it over a municipality."""

    email = forms.EmailField(label=_("E-mail of the account"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    municipality = MunicipalityField(
        label=_("Over which municipality"),
        help_text=_("For municipal planners only."),
        queryset=Municipality.objects.select_related("district"),
        required=False,
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.user = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(_("There is no account with this address. Its owner has to join first."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_planner = cleaned.get("role") == Role.PLANNER
        if is_planner and not cleaned.get("municipality"):
            self.add_error("municipality", _("Choose the municipality that the planner plans for."))
        if not is_planner and cleaned.get("municipality"):
            self.add_error("municipality", _("Only municipal planners hold their role over a municipality."))
        return cleaned


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. It is for signing in unless its owner unticks that: only such keys does the sign-in page find."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["passwordless"].initial = True
