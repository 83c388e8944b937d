"""The form of a piece of work."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actions.portfolio import PictureOf
from catalogue.models import PortfolioItem
from kko.media.choices import Licence
from kko.media.forms import PictureField
from kko.media.pictures import ACCEPT


class PieceForm(forms.ModelForm):
    """A piece of work with its picture. A picture that was not sent stays as it is."""

    picture = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, at most 15 MB. We keep it without the place and the camera."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    remove_picture = forms.BooleanField(label=_("Remove the picture"), required=False)
    credit = forms.CharField(
        label=_("Who made the picture"),
        max_length=200,
        required=False,
        help_text=_("The name that stands under it: the photographer, or yourself."),
    )
    licence = forms.ChoiceField(label=_("What others may do with the picture"), choices=Licence.choices, required=False)

    class Meta:
        model = PortfolioItem
        fields = ("title_cs", "year", "note_cs", "media_url", "alt", "title_en", "title_de")
        help_texts = {
            "note_cs": _("One sentence: for whom, of what, with whom. At most 200 characters."),
            "media_url": _("The address of the work at YouTube, Vimeo, SoundCloud, Spotify, Bandcamp or elsewhere."),
            "alt": _("For people who do not see it: what is there, in a sentence."),
        }

    field_order = (
        "title_cs", "year", "note_cs", "picture", "remove_picture", "alt", "credit", "licence",
        "media_url", "title_en", "title_de",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        image = self.instance.image
        self.fields["alt"].needed_when = _("needed with a picture")
        self.fields["year"].widget.attrs |= {"min": 1000, "max": timezone.localdate().year + 1}
        if image is None:
            del self.fields["remove_picture"]
            self.initial.setdefault("licence", Licence.RESERVED)
        else:
            self.initial |= {"credit": image.credit, "licence": image.licence or Licence.RESERVED}
            self._keep_foreign_licence(image.licence)

    def clean_year(self) -> int | None:
        year = self.cleaned_data["year"]
        if year is not None and not 1000 <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError(_("Please write the year with four digits, such as 2024."))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.will_have_picture:
            if "alt" not in self.errors and not cleaned.get("alt", "").strip():
                self.add_error(
                    "alt", _("Please say what the picture shows, so that people who do not see it know too.")
                )
        elif cleaned.get("remove_picture"):
            cleaned["alt"] = ""
        elif cleaned.get("alt", "").strip():  # after an error elsewhere the browser has forgotten the file
            self.add_error("picture", _("Please choose the picture once more, or delete its description."))
        elif cleaned.get("credit", "").strip():
            self.add_error("picture", _("Please choose the picture once more, or delete who made it."))
        return cleaned

    @property
    def will_have_picture(self) -> bool:
        """Whether the piece has a picture once this is saved; a refused one counts, so that both errors show."""
        if self.files.get(self.add_prefix("picture")):
            return True
        return self.instance.image is not None and not self.cleaned_data.get("remove_picture")

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field of the model."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def picture_of(self) -> PictureOf:
        """Return what becomes of the picture."""
        typed = self.cleaned_data
        return PictureOf(
            file=typed["picture"] or None,
            removed=bool(typed.get("remove_picture")),
            credit=typed["credit"],
            licence=typed["licence"] or Licence.RESERVED,
        )

    def _keep_foreign_licence(self, licence: str) -> None:
        """A picture from the editors' library may have one that is not offered: it can stay."""
        if licence and licence not in Licence.values:
            self.fields["licence"].choices = [(licence, licence), *Licence.choices]
