"""The form of a profile's links elsewhere: those there are and two more, in the order of their numbers."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from catalogue.actions.links import MAX_LINKS, NewLink
from catalogue.forms.widgets import WebAddress
from catalogue.naming import web_key


class LinkForm(forms.Form):
    """One link; a row without an address is none."""

    url = WebAddress(
        label=_("Address"),
        required=False,
        max_length=200,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    label = forms.CharField(
        label=_("What it is"), required=False, max_length=60, help_text=_("Such as Instagram or a shop.")
    )


class LinkFormSet(BaseFormSet):
    """All rows together: none is there twice."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.ordered():
            url = form.cleaned_data["url"]
            if web_key(url) in seen:
                form.add_error("url", _("This link is here twice."))
            seen.add(web_key(url))

    def ordered(self) -> list[Any]:
        """Return the rows that hold a link, by their order; those without a number last."""
        rows = [form for form in self.forms if getattr(form, "cleaned_data", {}).get("url")]
        return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or MAX_LINKS + 1)

    def links(self) -> list[NewLink]:
        """Return the links in their order; call after validation."""
        return [NewLink(form.cleaned_data["url"], form.cleaned_data["label"].strip()) for form in self.ordered()]


LinksForm = formset_factory(
    LinkForm,
    formset=LinkFormSet,
    extra=2,
    max_num=MAX_LINKS,
    absolute_max=MAX_LINKS,
    validate_max=True,
    can_order=True,
)
