"""Forms about projects: what curators write, what visitors tell, what a curator makes of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.choices import Language, Money, TargetGroup, TipKind
from catalogue.models import OutputUse, ProjectTip
from catalogue.models.projects import FIRST_YEAR
from kko.mail.letters import on_one_line, validate_name, validate_recipient
from kko.moderation.forms import RepliesForm, ReportForm, refuse_robots


class OfficeProjectForm(WagtailAdminModelForm):
    """A project in the back office. What is checked here only matters once it is published."""

    target_groups = forms.MultipleChoiceField(
        label=_("For whom"), required=False, choices=TargetGroup.choices, widget=forms.CheckboxSelectMultiple
    )
    money = forms.MultipleChoiceField(
        label=_("Whose money"), required=False, choices=Money.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_in"), cleaned.get("ends_in")
        if first and last and last < first:
            self.add_error("ends_in", _("It would end before it begins."))
        if cleaned.get("image") and not cleaned.get("alt", "").strip() and "alt" in self.fields:
            self.add_error("alt", _("Please say what the picture shows, for those who cannot see it."))
        return cleaned


class OfficeOutputForm(WagtailAdminModelForm):
    """An output in the back office: a file or a link there must be before it is public."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("document") and not cleaned.get("url") and "url" in self.fields and "url" not in self.errors:
            self.add_error("url", _("Give a file or a link, so that others can get it."))
        return cleaned


class TipForm(forms.ModelForm):
    """What a visitor knows of a project, without an account, kept from robots as reports are."""

    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ProjectTip
        fields = ("title", "text", "link", "year", "email")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "year": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {"email": _("Only if you want to hear what became of it. Nobody but the curators sees it.")}

    def __init__(self, *args: Any, kind: TipKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.instance.kind = kind
        self.fields["email"].validators.append(validate_recipient)
        self.fields["text"].required = kind != TipKind.USE
        for name, (label, help_text) in WORDS[kind].items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text
        for name in ABSENT[kind]:
            del self.fields[name]

    stamp = staticmethod(ReportForm.stamp)

    def clean_title(self) -> str:
        title = on_one_line(self.cleaned_data["title"])
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"])
        validate_name(title)
        return title

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\0", "").strip()

    def clean_year(self) -> int | None:
        year = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year + 5:
            raise ValidationError(_("Please write the year in four digits, such as 2024."))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_robots(self.data.get("opened", ""), cleaned.get("homepage", ""))
        return cleaned


WORDS: dict[TipKind, dict[str, tuple[Any, Any]]] = {
    TipKind.PROJECT: {
        "title": (_("What is it called"), ""),
        "text": (_("What was done, where and by whom"), _("A few sentences will do; a curator finds out the rest.")),
        "link": (_("Where we can read about it"), ""),
        "year": (_("In which year it began"), ""),
    },
    TipKind.ADDITION: {"text": (_("What should be added or mended"), ""), "link": (_("Where we can check it"), "")},
    TipKind.USE: {
        "title": (_("Who used it"), _("You or your organisation. The name will stand on the page.")),
        "text": (_("For what, and how it served"), _("A sentence or two that others may read.")),
        "link": (_("Your web"), ""),
        "year": (_("In which year"), ""),
    },
}
ABSENT: dict[TipKind, tuple[str, ...]] = {TipKind.PROJECT: (), TipKind.ADDITION: ("title", "year"), TipKind.USE: ()}


class TipSettlementForm(RepliesForm):
    """What a curator makes of a tip."""

    ACCEPT, DECLINE = "accept", "decline"

    verdict = forms.ChoiceField(choices=[(ACCEPT, ACCEPT), (DECLINE, DECLINE)], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Answer to the sender")
        self.fields["note"].help_text = _("It goes by e-mail. Needed when you decline the tip.")


class UseForm(forms.ModelForm):
    """Who used an output, as a curator lets it stand."""

    class Meta:
        model = OutputUse
        fields = ("who", "year", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "cols": 60})}
