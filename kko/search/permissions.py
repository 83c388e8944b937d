"""Who may see what of the search."""

from typing import Any


def can_see_searches(user: Any) -> bool:
    """Editors, curators and administrators: what is searched tells what the site lacks, and names nobody."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm("search.view_searchcount")
