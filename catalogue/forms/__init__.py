"""The forms of the catalogue, one module for each noun."""

from catalogue.forms.links import LinksForm
from catalogue.forms.profile import STEP_FORMS, NewProfileForm, StepForm, discipline_choices

__all__ = ["STEP_FORMS", "LinksForm", "NewProfileForm", "StepForm", "discipline_choices"]
