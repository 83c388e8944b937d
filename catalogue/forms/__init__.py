"""The forms of the catalogue, one module for each noun."""

from catalogue.forms.profile import ProfileForm, discipline_choices

__all__ = ["ProfileForm", "discipline_choices"]
