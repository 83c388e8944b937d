"""The steps in which a creative writes their profile, one form each.

A form never saves: ``values`` are what an action writes onto the newest edit, so that a step touches its
own fields only, and what is wrong in one field never takes the others with it.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number
from phonenumbers import parse as parse_phone

from catalogue.choices import Availability, Language, Reach, Size, Step
from catalogue.forms.widgets import KnownChoices, SectorCheckboxes
from catalogue.models import Discipline, Profile, Sector
from catalogue.naming import voucher_area_name
from catalogue.register import whole_ico
from kko.mail.letters import on_one_line, validate_name, validate_recipient
from kko.territory.choices import Precision
from kko.territory.forms import MunicipalityField, PointField
from kko.territory.models import Municipality
from kko.territory.place import Point

MAX_FURTHER_DISCIPLINES = 4
MAX_SERVICES = 12
EARLIEST_YEAR = 1000  # as the table's constraint has it
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
NAME_HELP = _("As people know you: your own name, or that of the studio, the association, the hall.")


def discipline_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return disciplines by sector, in the reader's language."""
    groups: dict[str, list[tuple[int, str]]] = {sector.name: [] for sector in Sector.objects.all()}
    for discipline in Discipline.objects.in_order():
        groups[discipline.sector.name].append((discipline.pk, discipline.name))
    return [(name, choices) for name, choices in groups.items() if choices]


def voucher_area_choices() -> list[tuple[str, str]]:
    """Return the areas of the creative voucher that the taxonomy names, with their names for the reader."""
    areas = Discipline.objects.exclude(voucher_area="").values_list("voucher_area", flat=True)
    named = ((area, voucher_area_name(area)[0]) for area in set(areas))
    return sorted(named, key=lambda one: one[1].casefold())


class StepForm(forms.ModelForm):
    """A step: its fields in parts with a title, and their valid values."""

    step: ClassVar[Step]
    parts: ClassVar[list[tuple[str | Promise, tuple[str, ...]]]]

    def titled_parts(self) -> Iterator[tuple[str | Promise, list[BoundField]]]:
        """Yield each part's title (empty for none) and its fields."""
        for title, names in self.parts:
            yield title, [self[name] for name in names]

    def lock(self) -> None:
        """Make the whole step read-only."""
        for field in self.fields.values():
            field.disabled = True

    def values(self) -> dict[str, Any]:
        """Return what was written and is valid, by field of the profile; call after validation."""
        own = {field.name for field in Profile._meta.get_fields()}
        found = {name: value for name, value in self.cleaned_data.items() if name in own}
        return {name: _plain_lines(value) for name, value in found.items()}

    def clean_name(self) -> str:
        """Return the name on one line, without signs that nobody sees.

        Raises ``ValidationError`` for nothing, and for an address: invitations carry the name to strangers.
        """
        name = on_one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        validate_name(name)
        return name


class MunicipalityChoice(MunicipalityField):
    """The municipality as the steps ask for it."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"label": _("Municipality"), "empty_label": _("Choose…")}
        queryset = Municipality.objects.select_related("district")
        super().__init__(**{"queryset": queryset, **defaults, **kwargs})


class NewProfileForm(StepForm):
    """The first step: what a profile cannot be without. Everything else can be left for later."""

    step = Step.WHO
    parts = [("", ("form", "name", "municipality", "main_discipline"))]
    municipality = MunicipalityChoice()

    class Meta:
        model = Profile
        fields = ("form", "name", "municipality", "main_discipline")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {"name": NAME_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main_discipline"].choices = [("", _("Choose…")), *discipline_choices()]


class WhoForm(StepForm):
    """Who they are, and what the public register knows of them."""

    step = Step.WHO
    parts = [
        ("", ("form", "name", "municipality", "founded", "size")),
        (_("In the public register"), ("ico", "ico_visibility", "legal_name", "legal_name_visibility")),
    ]
    municipality = MunicipalityChoice()
    ico = forms.CharField(
        label=_("Registration number (IČO)"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=NUMERIC),
        help_text=_("Eight digits. Only those whom you choose below see it."),
    )

    class Meta:
        model = Profile
        fields = (
            "form", "name", "municipality", "founded", "size",
            "ico", "ico_visibility", "legal_name", "legal_name_visibility",
        )  # fmt: skip
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "founded": forms.NumberInput(attrs={**NUMERIC, "min": EARLIEST_YEAR}),
            "ico_visibility": forms.RadioSelect,
            "legal_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "legal_name_visibility": forms.RadioSelect,
        }
        help_texts = {"name": NAME_HELP, "founded": _("The year, such as 2014.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].choices = [("", _("We will not say")), *Size.choices]

    def clean_ico(self) -> str:
        """Return eight digits, or nothing. Raises ``ValidationError`` when the last digit does not fit the others."""
        given = self.cleaned_data["ico"]
        try:
            return whole_ico(given) if given else ""
        except ValueError:
            raise forms.ValidationError(
                _("This is not a registration number: it has eight digits and the last one checks the others.")
            ) from None

    def clean_founded(self) -> int | None:
        year = self.cleaned_data["founded"]
        if year is not None and not EARLIEST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Please write a year that has been."))
        return year


class WhatForm(StepForm):
    """What they do, in disciplines and in words."""

    step = Step.WHAT
    parts = [("", ("main_discipline", "disciplines", "summary_cs", "text_cs", "services_cs"))]

    class Meta:
        model = Profile
        fields = ("main_discipline", "disciplines", "summary_cs", "text_cs", "services_cs")
        field_classes = {"disciplines": KnownChoices}
        widgets = {
            "disciplines": SectorCheckboxes,
            "text_cs": forms.Textarea(attrs={"rows": 8}),
            "services_cs": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "disciplines": _("Up to four more, from any sector."),
            "summary_cs": _("One sentence that makes people want to read on. At most 160 characters."),
            "text_cs": _("How you work, for whom, what you are proud of."),
            "services_cs": _("What can be ordered from you, one to a line: mugs to order, courses for children…"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = discipline_choices()
        self.fields["main_discipline"].choices = [("", _("Choose…")), *choices]
        self.fields["disciplines"].choices = choices

    def clean_services_cs(self) -> str:
        return clean_lines(self.cleaned_data["services_cs"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        main = cleaned.get("main_discipline")
        if "disciplines" in cleaned:
            cleaned["disciplines"] = [one for one in cleaned["disciplines"] if main is None or one.pk != main.pk]
            if len(cleaned["disciplines"]) > MAX_FURTHER_DISCIPLINES:
                self.add_error("disciplines", _("Please choose four further disciplines at most."))
        return cleaned


class WhereForm(StepForm):
    """Where they are, how exactly that is shown, and how far they go."""

    step = Step.WHERE
    parts = [
        (_("The place"), ("address", "address_visibility", "point", "precision")),
        (_("The reach"), ("reach", "languages")),
    ]
    point = PointField(
        label=_("Point on the map"),
        required=False,
        help_text=_("Coordinates such as 50.6607N, 14.0322E, or a link copied from Mapy.cz, OpenStreetMap or Google."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-kko-point": ""}),
    )
    precision = forms.ChoiceField(
        label=_("What the map shows"),
        widget=forms.RadioSelect,
        choices=[
            (Precision.MUNICIPALITY, _("The municipality only. Good for whoever works at home.")),
            (Precision.ABOUT_500_M, _("About 500 m: the quarter, but not the house.")),
            (Precision.EXACT, _("The exact point, with the street and number if you give them. Good for open doors.")),
        ],
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which one can talk to you."),
    )

    class Meta:
        model = Profile
        fields = ("address", "address_visibility", "precision", "reach", "languages")
        widgets = {
            "address": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "address_visibility": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reach"].choices = [("", _("We will not say")), *Reach.choices]
        if self.instance.latitude is not None and self.instance.longitude is not None:
            self.initial["point"] = Point(self.instance.latitude, self.instance.longitude)

    def values(self) -> dict[str, Any]:
        found = super().values()
        if "point" in self.cleaned_data:
            point = self.cleaned_data["point"]
            found["latitude"], found["longitude"] = point or (None, None)
        return found


class ContactForm(StepForm):
    """How to reach them, and who may."""

    step = Step.CONTACT
    parts = [
        ("", ("web", "email", "email_visibility", "phone", "phone_visibility")),
        (_("Elsewhere"), ("gallery_url", "voucher_areas")),
    ]
    voucher_areas = forms.MultipleChoiceField(
        label=_("Areas of the creative voucher"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which you can take a commission paid by a creative voucher."),
    )

    class Meta:
        model = Profile
        fields = (
            "web", "email", "email_visibility", "phone", "phone_visibility", "gallery_url", "voucher_areas",
        )  # fmt: skip
        widgets = {
            "web": forms.URLInput(attrs={"autocomplete": "url"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "email_visibility": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "phone_visibility": forms.RadioSelect,
        }
        help_texts = {
            "web": _("The whole address, such as https://example.cz"),
            "email": _("Curators write to you here. Others see it only if you say so below."),
            "gallery_url": _("If you have a profile in the gallery of the creative vouchers, its address."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voucher_areas"].choices = voucher_area_choices()
        self.fields["email"].validators.append(validate_recipient)

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


class OpennessForm(StepForm):
    """What they are open to. The one step that is public at once."""

    step = Step.OPENNESS
    parts = [("", tuple(Availability.values))]

    class Meta:
        model = Profile
        fields = tuple(Availability.values)

    def lock(self) -> None:
        """Nothing: what is public at once waits for nobody."""


class LanguagesForm(StepForm):
    """The same in English and German."""

    step = Step.LANGUAGES
    parts = [
        (_("In English"), ("summary_en", "text_en", "services_en")),
        (_("In German"), ("summary_de", "text_de", "services_de")),
    ]

    class Meta:
        model = Profile
        fields = ("summary_en", "text_en", "services_en", "summary_de", "text_de", "services_de")
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 5, "lang": "en"}),
            "text_de": forms.Textarea(attrs={"rows": 5, "lang": "de"}),
            "services_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
            "services_de": forms.Textarea(attrs={"rows": 4, "lang": "de"}),
        }

    def clean_services_en(self) -> str:
        return clean_lines(self.cleaned_data["services_en"])

    def clean_services_de(self) -> str:
        return clean_lines(self.cleaned_data["services_de"])


def clean_lines(text: str) -> str:
    """Return the lines that say something. Raises ``ValidationError`` for more than twelve."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_SERVICES:
        raise forms.ValidationError(_("Twelve services at most, please: the most important ones."))
    return "\n".join(lines)


def _plain_lines(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


STEP_FORMS: dict[str, type[StepForm]] = {
    form.step: form for form in (WhoForm, WhatForm, WhereForm, ContactForm, OpennessForm, LanguagesForm)
}
