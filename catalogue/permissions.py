"""Who may do what in the catalogue."""

from django.contrib.auth.models import AnonymousUser

from catalogue.models import Profile
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk


def can_edit_profile(user: User | AnonymousUser, profile: Profile) -> bool:
    """Its owners and editors; curators work in the back office, where their edits are marked as theirs."""
    return user.is_authenticated and profile.memberships.filter(user=user).exists()


def can_preview_profile(user: User | AnonymousUser, profile: Profile) -> bool:
    """Those who may edit it, and the curators."""
    return can_edit_profile(user, profile) or can_use_desk(user)


def can_import_profiles(user: User | AnonymousUser) -> bool:
    """Curators and administrators."""
    return can_use_desk(user)
