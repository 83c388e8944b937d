"""The verbs of the catalogue, one module for each noun."""

from catalogue.actions.imports import AlreadyImported, apply_import, keep_dry_run
from catalogue.actions.listing import mark_listing_changed, relist_profiles
from catalogue.actions.profiles import create_profile, delete_profiles, save_draft

__all__ = [
    "AlreadyImported",
    "apply_import",
    "create_profile",
    "delete_profiles",
    "keep_dry_run",
    "mark_listing_changed",
    "relist_profiles",
    "save_draft",
]
