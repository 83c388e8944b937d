"""What a curator fills in on the desk, and what a visitor reports."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kko.accounts.models import User
from kko.mail.letters import validate_recipient
from kko.moderation.addresses import record_at
from kko.moderation.choices import ReportKind
from kko.moderation.models import Publishable, Report, SavedReply, key_of

ABOUT_PROFILE = "profil"  # in addresses: ?co=profil
KINDS_OF_PAGES = (ReportKind.BROKEN, ReportKind.WRONG)
LEAST_SECONDS, MOST_SECONDS = 2, 6 * 3600
_SALT = "kko.report"


class RepliesForm(forms.Form):
    """A note that a saved reply can begin. ``readers`` are those who will get it: the words come in their language.

    Without JavaScript the choice is sent (``insert``) and comes back written into the note.
    """

    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5, "cols": 60})
    )
    reply = forms.ChoiceField(label=_("Saved reply"), required=False)

    def __init__(self, *args: Any, readers: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = _reply_texts(list(dict.fromkeys(readers)) or [settings.LANGUAGE_CODE])
        self.fields["reply"].choices = [("", _("Choose…")), *((key, title) for key, title, _text in self.texts)]

    @classmethod
    def inserted(cls, data: Any, readers: Iterable[str], **kwargs: Any) -> "RepliesForm":
        """Return the form with the chosen reply written under what the note holds already."""
        form = cls(readers=readers, **kwargs)
        chosen = {key: text for key, _title, text in form.texts}.get(data.get("reply", ""), "")
        typed = data.get("note", "").rstrip()
        form.initial["note"] = f"{typed}\n\n{chosen}".strip()
        return form

    @property
    def note_value(self) -> str:
        return self.cleaned_data.get("note", "").strip()


def _reply_texts(languages: list[str]) -> list[tuple[str, str, str]]:
    """Return key, title and text of each reply in each of the languages."""
    names = dict(settings.LANGUAGES)
    return [
        (
            f"{reply.pk}:{language}",
            f"{reply.title} ({names.get(language, language)})" if len(languages) > 1 else reply.title,
            reply.text_in(language),
        )
        for reply in SavedReply.objects.all()
        for language in languages
    ]


def languages_of(people: Iterable[User]) -> list[str]:
    """Return the languages in which these people read letters, the most frequent first."""
    languages = [person.language for person in people]
    return sorted(set(languages), key=lambda language: (-languages.count(language), language))


class ReviewForm(RepliesForm):
    """A verdict about one revision; returning and declining need a note."""

    APPROVE, RETURN, DECLINE = "approve", "return", "decline"

    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(APPROVE, APPROVE), (RETURN, RETURN), (DECLINE, DECLINE)], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Note for the owner")
        self.fields["note"].help_text = _("It goes to the owner by e-mail. Needed when you return or decline.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") in {self.RETURN, self.DECLINE} and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please write what the owner should know."))
        return cleaned


class ReturnForm(forms.Form):
    """What Wagtail's dialogue asks of whoever returns something: the words that its author gets."""

    comment = forms.CharField(
        label=_("What should be changed"),
        help_text=_("The author gets it by e-mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write what should be changed.")},
    )


class BulkForm(RepliesForm):
    """One verdict about several revisions; returning needs a note."""

    APPROVE, RETURN = "approve", "return"

    verdict = forms.ChoiceField(choices=[(APPROVE, APPROVE), (RETURN, RETURN)], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Note for the owners")
        self.fields["note"].help_text = _("It goes to each owner by e-mail. Needed when you return them.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == self.RETURN and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please write what the owners should know."))
        return cleaned


class AnswerForm(RepliesForm):
    """What is done with a report: settle it, with an answer or without, or archive what has closed."""

    SETTLE, ARCHIVE = "settle", "archive"

    verdict = forms.ChoiceField(
        choices=[(SETTLE, SETTLE), (ARCHIVE, ARCHIVE)], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Answer to the visitor")
        self.fields["note"].help_text = _("It goes by e-mail. Leave it empty to settle the report without one.")


class LetterForm(forms.Form):
    """What became of a letter whose fate is unknown."""

    outcome = forms.ChoiceField(choices=[("sent", "sent"), ("again", "again"), ("cancel", "cancel")])


class ReportForm(forms.ModelForm):
    """What does not work, without an account. Robots give themselves away: they fill the field that
    people do not see, or send the form in the second in which they got it."""

    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(widget=forms.HiddenInput)

    about = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ("kind", "text", "email", "address")
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5}),
            "address": forms.HiddenInput,
        }
        labels = {"text": _("Tell us more")}
        help_texts = {"email": _("Only if you want an answer.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = list(ReportKind) if self["about"].value() == ABOUT_PROFILE else KINDS_OF_PAGES
        self.fields["email"].validators.append(validate_recipient)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in fitting]

    def save(self, commit: bool = True) -> Report:
        """Keep the report with the record whose page it is about and the language of the visitor."""
        record = record_at(self.instance.address)
        self.instance.thing = key_of(record) if record is not None else ""
        self.instance.language = (get_language() or settings.LANGUAGE_CODE)[:2]
        return super().save(commit)

    def clean_address(self) -> str:
        """Return the page that the report is about; only pages of this site have one."""
        address = self.cleaned_data["address"]
        return address if _is_ours(address) else "/"

    def public_record(self) -> Publishable | None:
        """Return the record whose public page the report is about; one that is not public has no page to report."""
        address = str(self["address"].value() or "")
        record = record_at(address) if _is_ours(address) else None
        return record if record is not None and record.live else None

    @staticmethod
    def stamp() -> str:
        """Return the signed moment in which a form was opened."""
        return signing.TimestampSigner(salt=_SALT).sign("open")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_robots(self.data.get("opened", ""), cleaned.get("homepage", ""))
        return cleaned


def _is_ours(address: str) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, None)


def refuse_robots(opened: str, homepage: str) -> None:
    """Raise ``ValidationError`` for a form that no person sent.

    ``opened`` is its stamp, sent back; ``homepage`` what came in the field that people do not see.
    """
    if homepage:
        raise forms.ValidationError(_("The last field must stay empty: people do not see it, robots do."))
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(opened, max_age=MOST_SECONDS)
    except signing.BadSignature:
        raise forms.ValidationError(_("The form was open for too long. Please send it once more.")) from None
    if _is_younger(signer, opened):
        raise forms.ValidationError(_("That was quicker than anybody types. Please send it once more."))


def _is_younger(signer: signing.TimestampSigner, value: str) -> bool:
    try:
        signer.unsign(value, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
