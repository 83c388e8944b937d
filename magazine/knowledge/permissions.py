"""Who may work on the library."""

from django.contrib.auth.models import AnonymousUser

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import has_role


def can_edit_library(user: User | AnonymousUser) -> bool:
    """Editors of the magazine, and administrators."""
    return has_role(user, Role.EDITOR)
