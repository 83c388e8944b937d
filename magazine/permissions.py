"""Who may do what in the magazine."""

from django.contrib.auth.models import AnonymousUser

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import has_role


def can_see_subscribers(user: User | AnonymousUser) -> bool:
    """Editors and administrators: they send the newsletter and let go whoever writes to them."""
    return user.is_authenticated and has_role(user, Role.EDITOR)


def can_plan(user: User | AnonymousUser) -> bool:
    """Editors and administrators: they see what is planned, what waits for review and which links are broken."""
    return user.is_authenticated and has_role(user, Role.EDITOR)
