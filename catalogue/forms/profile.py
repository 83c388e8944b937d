"""The form in which a creative keeps their profile."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import ClusterForm
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number
from phonenumbers import parse as parse_phone

from catalogue.models import Discipline, Profile, Sector
from kko.territory.forms import MunicipalityField
from kko.territory.models import Municipality

MAX_FURTHER_DISCIPLINES = 4


def discipline_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return disciplines by sector, in the reader's language."""
    groups: dict[str, list[tuple[int, str]]] = {sector.name: [] for sector in Sector.objects.all()}
    for discipline in Discipline.objects.in_order():
        groups[discipline.sector.name].append((discipline.pk, discipline.name))
    return [(name, choices) for name, choices in groups.items() if choices]


class ProfileForm(ClusterForm):
    """The core of a profile. Everything can be left for later but the name, the place and the discipline."""

    municipality = MunicipalityField(
        label=_("Municipality"), queryset=Municipality.objects.select_related("district"), empty_label=_("Choose…")
    )

    class Meta:
        model = Profile
        fields = (
            "form", "name", "summary_cs", "text_cs", "main_discipline", "disciplines", "municipality",
            "commissions", "collaboration", "mentoring", "teaching",
            "web", "email", "email_visibility", "phone", "phone_visibility",
            "summary_en", "text_en", "summary_de", "text_de",
        )  # fmt: skip
        widgets = {
            "text_cs": forms.Textarea(attrs={"rows": 8}),
            "text_en": forms.Textarea(attrs={"rows": 5}),
            "text_de": forms.Textarea(attrs={"rows": 5}),
            "disciplines": forms.SelectMultiple(attrs={"size": 10}),
        }
        help_texts = {
            "name": _("As people know you: your own name, or that of the studio, the association, the hall."),
            "summary_cs": _("One sentence that makes people want to read on. At most 160 characters."),
            "disciplines": _("Up to four more. On a computer, hold Ctrl (Cmd on a Mac) to choose several."),
            "email": _("For the curators. Others see it only if you say so below."),
            "web": _("The whole address, such as https://example.cz"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = discipline_choices()
        self.fields["main_discipline"].choices = [("", _("Choose…")), *choices]
        self.fields["disciplines"].choices = choices

    def clean_name(self) -> str:
        """Return the name without signs that nobody sees. Raises ``ValidationError`` when nothing is left."""
        seen = "".join(sign for sign in self.cleaned_data["name"] if unicodedata.category(sign) not in {"Cf", "Cc"})
        if not seen.strip():
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return seen.strip()

    def clean_phone(self) -> str:
        """Return the number in the international form. Raises ``ValidationError`` when it is none."""
        given = self.cleaned_data["phone"]
        if not given:
            return ""
        try:
            number = parse_phone(given, "CZ")
        except NumberParseException:
            number = None
        if number is None or not is_valid_number(number):
            raise forms.ValidationError(_("This does not look like a telephone number."))
        return format_number(number, PhoneNumberFormat.INTERNATIONAL)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        main = cleaned.get("main_discipline")
        if main and "disciplines" in cleaned:
            cleaned["disciplines"] = [one for one in cleaned["disciplines"] if one.pk != main.pk]
        if len(cleaned.get("disciplines", ())) > MAX_FURTHER_DISCIPLINES:
            self.add_error("disciplines", _("Please choose four further disciplines at most."))
        return cleaned
