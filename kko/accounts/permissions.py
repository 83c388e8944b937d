"""Who may do what, as far as the ground knows: roles with their scope and the visibility of a field."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from kko.accounts.choices import Role, Visibility
from kko.accounts.models import RoleGrant, User


def has_role(user: User | AnonymousUser, *roles: Role, over: Model | None = None) -> bool:
    """One of ``roles`` is held by ``user`` everywhere or over just this thing; administrators hold all."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    wanted = {*roles, Role.ADMINISTRATOR}
    return any(
        grant.role in wanted and (grant.over_type_id is None or grant_is_over(grant, over))
        for grant in user.grants_held
    )


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
    return has_role(user, Role.CURATOR, Role.EDITOR, Role.AUTHOR)


def can_use_desk(user: User | AnonymousUser) -> bool:
    """Curators and administrators."""
    return has_role(user, Role.CURATOR)


def can_open_desk(user: User | AnonymousUser) -> bool:
    """Curators, editors and administrators; each queue says for itself whom it is for."""
    return has_role(user, Role.CURATOR, Role.EDITOR)


def can_grant_role(user: User | AnonymousUser) -> bool:
    """Administrators only."""
    return has_role(user, Role.ADMINISTRATOR)
