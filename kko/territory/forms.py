"""Choosing a place in a form."""

from django import forms

from kko.territory.models import Municipality


class MunicipalityField(forms.ModelChoiceField):
    """A municipality of the region, told apart from its namesakes by the district."""

    def label_from_instance(self, obj: Municipality) -> str:
        return f"{obj.name} ({obj.district.name})"
