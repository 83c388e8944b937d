"""Who may work on the library."""

from django.contrib.auth.models import AnonymousUser

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import has_role
from magazine.models import GuidePage


def can_edit_library(user: User | AnonymousUser) -> bool:
    """Editors of the magazine, and administrators."""
    return has_role(user, Role.EDITOR)


def can_check_guide(user: User | AnonymousUser, guide: GuidePage) -> bool:
    """Editors of the magazine and administrators, as far as they may publish the guide."""
    return can_edit_library(user) and guide.permissions_for_user(user).can_publish()
