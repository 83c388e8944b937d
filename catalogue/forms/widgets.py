"""How the catalogue's forms ask."""

from typing import Any

from django import forms


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
