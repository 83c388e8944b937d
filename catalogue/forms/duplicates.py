"""What a curator chooses when two profiles are made one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.merging import Difference
from catalogue.models import Profile

LEFT, RIGHT, BOTH = "left", "right", "both"


class MergeForm(forms.Form):
    """Which of two profiles stays, and of each field in which they differ, whose value."""

    kept = forms.ChoiceField(label=_("Which one stays"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, pair: tuple[Profile, Profile], better: Profile, found: Sequence[Difference], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        left, right = pair
        self.found = found
        self.fields["kept"].choices = [(LEFT, left.name), (RIGHT, right.name)]
        side = LEFT if better == left else RIGHT
        self.fields["kept"].initial = side
        for difference in found:
            if difference.differs:
                self.fields[f"field-{difference.name}"] = self._choice(difference, side)

    @staticmethod
    def _choice(difference: Difference, side: str) -> forms.ChoiceField:
        """Return the choice of one field: of the better profile's unless it says nothing, of lists both."""
        left, right = difference.values
        choices = [(LEFT, left or "–"), (RIGHT, right or "–")]
        if difference.is_list:
            choices.append((BOTH, _("both")))
        filled = LEFT if left and not right else RIGHT if right and not left else side
        initial = BOTH if difference.is_list and left and right else filled
        return forms.ChoiceField(label=difference.label, choices=choices, initial=initial, widget=forms.RadioSelect)

    def rows(self) -> list[tuple[Difference, Any]]:
        """Return every field of the two with its choice; with none where they agree."""
        return [(one, self[f"field-{one.name}"] if one.differs else None) for one in self.found]

    @property
    def chosen(self) -> dict[str, str]:
        """Whose value stays, by field, as ``merge_profiles`` takes it."""
        own = {self.cleaned_data["kept"]: "keep", BOTH: "both"}
        return {one.name: own.get(self.cleaned_data[f"field-{one.name}"], "gone") for one in self.found if one.differs}
