"""Forms of the library in the back office."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from magazine.models import Reference
from magazine.models.references import whole_doi


class DoiForm(forms.Form):
    """Asks for a DOI that the library does not have yet."""

    doi = forms.CharField(
        label="DOI", max_length=260, help_text=_("As “10.1000/182” or as a link; it is kept in its plain form.")
    )
    present: Reference | None = None

    def clean_doi(self) -> str:
        """Return the normal form; ``present`` is the entry that has it already."""
        try:
            doi = whole_doi(self.cleaned_data["doi"])
        except ValueError as error:
            raise ValidationError(_("This is no DOI. It begins with “10.”, as in 10.1000/182.")) from error
        self.present = Reference.objects.filter(doi=doi).first()
        if self.present:
            raise ValidationError(_("The library has it already."))
        return doi
