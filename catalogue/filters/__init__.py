"""Filters of the back office and of the public lists of projects."""

from catalogue.filters.office import ProfileFilterSet

__all__ = ["ProfileFilterSet"]
