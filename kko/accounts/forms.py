"""Signing in and joining: an e-mail address is enough, a password is for those who want one."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.users.forms import UserForm

from kko.accounts.actions import change_account, create_account
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
        return checked_name(self.cleaned_data["name"])


def checked_name(typed: str) -> str:
    """Return a name in one line, without signs that nobody sees. Raises ``ValidationError`` for what is no name."""
    name = on_one_line(typed)
    if name and not any(sign.isalpha() for sign in name):
        raise forms.ValidationError(_("A name has letters in it."))
    validate_name(name)
    return name


class OfficeUserForm(UserForm):
    """An account in the back office: Wagtail's form without a name in two parts and without groups.

    ``by`` is who fills it in. Roles are granted on a page of their own.
    """

    first_name = None
    last_name = None
    password_required = False
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("email", "name", "language")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["name"].label = pgettext_lazy("of a person", "Name")
        self.fields["name"].help_text = _("As people know them. Left empty, others see the e-mail address instead.")

    def clean_email(self) -> str:
        """Return the address, unless another account has it in whatever case, or has shown that it is theirs."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        others = User.objects.exclude(pk=self.instance.pk)
        shown = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
        if others.filter(Q(email__iexact=email) | shown).exists():
            raise forms.ValidationError(_("There is an account with this address already."))
        return email

    def clean_name(self) -> str:
        return checked_name(self.cleaned_data["name"])

    def values(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name not in {"password1", "password2"}}
        return typed | {"password": self.cleaned_data.get("password1", "")}


class NewUserForm(OfficeUserForm):
    """A new account."""

    is_superuser = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Not needed: without one they sign in with a code from a letter.")

    def save(self, commit: bool = True) -> User:
        return create_account(by=self.by, **self.values())


class EditedUserForm(OfficeUserForm):
    """An account that is there. Nobody shuts their own, and full access is given by those who have it."""

    class Meta(OfficeUserForm.Meta):
        fields = (*OfficeUserForm.Meta.fields, "is_active", "is_superuser")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_active"].help_text = _("Whoever is not active cannot sign in; nothing of theirs is deleted.")
        self.fields["is_superuser"].label = _("Full access")
        self.fields["is_superuser"].help_text = _(
            "Opens everything, the settings of Wagtail too, whatever roles are granted. For those who run the site."
        )
        if editing_self:
            del self.fields["is_active"]
        if editing_self or not self.by.is_superuser:
            del self.fields["is_superuser"]

    def save(self, commit: bool = True) -> User:
        """Change the account and return it. Raises ``AccountError`` where nobody would be left who grants roles."""
        return change_account(user=self.instance, by=self.by, **self.values())


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
