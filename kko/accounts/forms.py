"""Signing in and joining: an e-mail address is enough, a password is for those who want one."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm

from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import ConsentText, User
from kko.mail.letters import on_one_line, validate_name
from kko.media.forms import PictureField
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


class ConsentForm(forms.Form):
    """Agreeing to the wordings in force. ``texts`` has them by kind; those agreed to already are not asked again."""

    terms = forms.BooleanField(label=_("I agree to the terms of the catalogue."))
    mapping = forms.BooleanField(label=_("I would like to take part in the mapping of our region."), required=False)

    def __init__(self, *args: Any, texts: dict[str, ConsentText | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ConsentKind.values:
            text = texts.get(kind)
            if text is None or text.agreed:  # type: ignore[attr-defined]  # marked_for
                del self.fields[kind]
            else:
                field = forms.IntegerField(widget=forms.HiddenInput, initial=text.version)
                self.fields[f"{kind}_version"] = field
        self.versions = {kind: text.version for kind, text in texts.items() if text}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind, version in self.versions.items():
            if f"{kind}_version" in self.fields and cleaned.get(f"{kind}_version") != version:
                self.data = {**self.data.dict(), f"{kind}_version": version}
                raise forms.ValidationError(_("The wording has changed meanwhile. Please read it once more."))
        return cleaned

    def agreed_kinds(self) -> list[str]:
        """Return the kinds that were ticked."""
        return [kind for kind in ConsentKind.values if self.cleaned_data.get(kind)]


class NameForm(forms.Form):
    """How others see a member. Letters carry the name, so it must not carry an address to somewhere."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As people know you. Left empty, others see your e-mail address instead."),
    )

    def clean_name(self) -> str:
        """Return the name in one line, without signs that nobody sees."""
        name = on_one_line(self.cleaned_data["name"])
        if name and not any(sign.isalpha() for sign in name):
            raise forms.ValidationError(_("A name has letters in it."))
        validate_name(name)
        return name


class ErasureForm(forms.Form):
    """One tick between a member and the end of the account."""

    understood = forms.BooleanField(label=_("Yes, delete my account and everything that is only mine."))


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. It is for signing in unless its owner unticks that: only such keys does the sign-in page find."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["passwordless"].initial = True


class PortraitForm(AvatarPreferencesForm):
    """The portrait of the back office, under the same protection as all pictures: Wagtail opens what it is given."""

    avatar = PictureField(label=_("Profile picture"), required=False)

    def clean_avatar(self) -> Any:
        """Return what came in, made smaller; what is kept already is not opened once more, as Wagtail would."""
        is_new = isinstance(self.cleaned_data.get("avatar"), ContentFile)
        return super().clean_avatar() if is_new else self._original_avatar
