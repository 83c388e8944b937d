"""Sample content of the catalogue: invented, marked, gone with one command."""

from catalogue.sample.profiles import (
    load_claim,
    load_desk,
    load_institutions,
    load_interviews,
    load_pictures,
    load_profiles,
    remove_interviews,
    remove_profiles,
)
from catalogue.sample.projects import load_projects, remove_projects

__all__ = [
    "load_claim",
    "load_desk",
    "load_institutions",
    "load_interviews",
    "load_pictures",
    "load_profiles",
    "load_projects",
    "remove_interviews",
    "remove_profiles",
    "remove_projects",
]
