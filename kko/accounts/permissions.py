"""Who may do what, as far as the ground knows: roles with their scope and the visibility of a field."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from kko.accounts.choices import STAFF_ROLES, Role, Visibility
from kko.accounts.models import RoleGrant, User


def has_role(user: User | AnonymousUser, *roles: Role, over: Model | None = None) -> bool:
    """One of ``roles`` is held by ``user`` everywhere or over just this thing; administrators hold all.

    What staff may do they may do with a second factor, where ``STAFF_SECOND_FACTOR`` asks for one.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser and not lacks_second_factor(user):
        return True
    wanted = {*roles, Role.ADMINISTRATOR}
    held = {
        grant.role
        for grant in user.grants_held
        if grant.role in wanted and (grant.over_type_id is None or grant_is_over(grant, over))
    }
    return bool(held - STAFF_ROLES) or (bool(held) and not lacks_second_factor(user))


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Somebody of the staff has to set a second factor up before they do what staff may do (production)."""
    if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated:
        return False
    is_staff = user.is_superuser or any(grant.role in STAFF_ROLES for grant in user.grants_held)
    return is_staff and not user.has_second_factor


def grant_is_over(grant: RoleGrant, thing: Model | None) -> bool:
    """The scope of ``grant`` is just ``thing``."""
    return (
        thing is not None
        and grant.over_type is not None
        and grant.over_type.model_class() is type(thing)
        and grant.over_id == thing.pk
    )


def sees_field(user: User | AnonymousUser, visibility: str, *, owns: bool = False) -> bool:
    """A field of this visibility is shown to ``user``: to owners and curators always.

    The one function that decides for pages, search, interfaces, exports, feeds, PDF and structured data.
    """
    if visibility == Visibility.PUBLIC or owns:
        return True
    if visibility == Visibility.MEMBERS and user.is_authenticated and user.is_active:
        return True
    return has_role(user, Role.CURATOR)


def can_use_back_office(user: User | AnonymousUser) -> bool:
    """Holders of a role that works in the Wagtail admin: curators, editors, authors, administrators."""
    return has_role(user, *STAFF_ROLES)


def can_use_desk(user: User | AnonymousUser) -> bool:
    """Curators and administrators."""
    return has_role(user, Role.CURATOR)


def can_open_desk(user: User | AnonymousUser) -> bool:
    """Curators, editors and administrators; each queue says for itself whom it is for."""
    return has_role(user, Role.CURATOR, Role.EDITOR)


def can_grant_role(user: User | AnonymousUser) -> bool:
    """Administrators only."""
    return has_role(user, Role.ADMINISTRATOR)
