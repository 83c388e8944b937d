"""Who may do what in the catalogue."""

from django.contrib.auth.models import AnonymousUser

from catalogue.choices import MembershipRole
from catalogue.models import Claim, Interview, Profile
from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk, has_role


def can_edit_profile(user: User | AnonymousUser, profile: Profile) -> bool:
    """Its owners and editors; curators work in the back office, where their edits are marked as theirs."""
    return user.is_authenticated and profile.memberships.filter(user=user).exists()


def can_read_messages(user: User | AnonymousUser, profile: Profile) -> bool:
    """Those who look after the profile: they get the letters. Curators read only what was reported."""
    return can_edit_profile(user, profile)


def can_preview_profile(user: User | AnonymousUser, profile: Profile) -> bool:
    """Those who may edit it, and the curators."""
    return can_edit_profile(user, profile) or can_use_desk(user)


def can_merge_profiles(user: User | AnonymousUser) -> bool:
    """Curators and administrators."""
    return can_use_desk(user)


def can_check_profile(user: User | AnonymousUser) -> bool:
    """Curators and administrators: they look themselves whether a long silent profile is true."""
    return can_use_desk(user)


def can_import_profiles(user: User | AnonymousUser) -> bool:
    """Curators and administrators."""
    return can_use_desk(user)


def can_keep_people(user: User | AnonymousUser, profile: Profile) -> bool:
    """Its owners only: editors edit, owners also say who does."""
    return user.is_authenticated and profile.memberships.filter(user=user, role=MembershipRole.OWNER).exists()


def can_settle_claim(user: User | AnonymousUser, claim: Claim) -> bool:
    """Curators, but nobody their own claim."""
    return can_use_desk(user) and claim.user_id != user.pk


def can_map(user: User | AnonymousUser) -> bool:
    """Fieldworkers and curators."""
    return has_role(user, Role.FIELDWORKER, Role.CURATOR)


def can_keep_interview(user: User | AnonymousUser, interview: Interview) -> bool:
    """The fieldworker who leads it, and the curators."""
    return can_use_desk(user) or (can_map(user) and interview.fieldworker_id == user.pk)


def can_see_needs_radar(user: User | AnonymousUser) -> bool:
    """Curators and administrators: the numbers there are exact, and needs stand there whoever may see them."""
    return can_use_desk(user)


def can_settle_tip(user: User | AnonymousUser) -> bool:
    """Curators and administrators: they keep the projects that tips are about."""
    return can_use_desk(user)
