"""The verbs of the catalogue, one module for each noun."""

from catalogue.actions.imports import (
    AlreadyImported,
    ImportTrouble,
    apply_import,
    decide_rows,
    discard_batch,
    keep_dry_run,
    keep_sheet,
    map_columns,
    start_import,
    tick_rows,
    work_on,
    work_through,
)
from catalogue.actions.listing import mark_listing_changed, relist_profiles
from catalogue.actions.profiles import create_profile, delete_profiles, save_draft
from catalogue.actions.undoing import NotUndoable, start_undoing

__all__ = [
    "AlreadyImported",
    "ImportTrouble",
    "NotUndoable",
    "apply_import",
    "create_profile",
    "decide_rows",
    "delete_profiles",
    "discard_batch",
    "keep_dry_run",
    "keep_sheet",
    "map_columns",
    "mark_listing_changed",
    "relist_profiles",
    "save_draft",
    "start_import",
    "start_undoing",
    "tick_rows",
    "work_on",
    "work_through",
]
