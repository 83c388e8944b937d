"""How the catalogue's forms ask."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

LONGEST_NUMBER = 18  # digits: what any column of keys can hold


class KnownChoices(forms.ModelMultipleChoiceField):
    """Several rows of a table by their numbers. One that no column could hold is a wrong choice, not an error."""

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if len(str(each)) > LONGEST_NUMBER:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": each}
                )
        return super().clean(value)


def validate_web(url: str) -> None:
    """Refuse what is no address of the web. Raises ``ValidationError``, with one error."""
    if "://" in url and not url.lower().startswith(("http://", "https://")):
        raise forms.ValidationError(_("A link begins with http:// or https://."))
    URLValidator(schemes=["http", "https"])(url)


class WebAddress(forms.URLField):
    """An address of the web; one written without a scheme is taken as https."""

    default_validators = [validate_web]  # in place of Django's own, which takes ftp

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class SectorCheckboxes(forms.CheckboxSelectMultiple):
    """Check boxes in groups that fold; a group with something ticked stands open. Works without a script."""

    template_name = "catalogue/_sector_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = [
            (title, options, sum(1 for option in options if option["selected"]))
            for title, options, _index in context["widget"]["optgroups"]
        ]
        return {**context, "groups": groups}
