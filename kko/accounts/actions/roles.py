"""Granting roles and taking them back."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant, User
from kko.audit.actions import record


class RoleError(Exception):
    """What was asked cannot be done now; the text is for the person who asked."""


@transaction.atomic
def grant_role(*, user: User, role: Role, over: models.Model | None = None, by: User | None) -> RoleGrant:
    """Grant ``role`` to ``user`` (over one thing, or everywhere) and return the grant; twice is once.

    The group of the role carries the rights in the back office, so the user joins it.
    """
    scope: dict[str, object] = {"over_type": None, "over_id": None}
    if over is not None:
        scope = {"over_type": ContentType.objects.get_for_model(over), "over_id": over.pk}
    grant, is_new = RoleGrant.objects.get_or_create(user=user, role=role, **scope, defaults={"granted_by": by})
    if is_new:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
        record(verb="role.granted", by=by, on=user, facts={"role": role.value, "over": _scope_name(grant)})
    user.__dict__.pop("grants_held", None)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: User | None) -> None:
    """Take a role back; the user leaves its group with the last grant of it.

    Raises ``RoleError`` where nobody would be left who grants roles.
    """
    if grant.role == Role.ADMINISTRATOR:
        _refuse_last_administrator(grant)
    user, role = grant.user, grant.role
    facts = {"role": role, "over": _scope_name(grant)}
    grant.delete()
    if not RoleGrant.objects.held_by(user).filter(role=role).exists():
        user.groups.remove(*Group.objects.filter(name=role))
    record(verb="role.revoked", by=by, on=user, facts=facts)
    user.__dict__.pop("grants_held", None)


def is_the_last_administrator(user: User) -> bool:
    """Nobody else who stays could grant roles. Ask within a transaction: until it ends nobody else is told."""
    # In one order for everybody, so that two who leave at once wait for each other.
    list(RoleGrant.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR).order_by("pk"))
    list(User.objects.select_for_update(of=("self",), no_key=True).filter(is_superuser=True).order_by("pk"))
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if not user.is_superuser and not grants.filter(user=user).exists():
        return False
    others = User.objects.filter(is_active=True, erasure=None).exclude(pk=user.pk)
    return not others.filter(is_superuser=True).exists() and not others.filter(pk__in=grants.values("user")).exists()


def _refuse_last_administrator(grant: RoleGrant) -> None:
    is_last = is_the_last_administrator(grant.user)
    further = RoleGrant.objects.filter(user=grant.user, role=Role.ADMINISTRATOR).exclude(pk=grant.pk)
    if is_last and not grant.user.is_superuser and not further.exists():
        raise RoleError(_("This is the only administrator. Give the role to somebody else first."))


def _scope_name(grant: RoleGrant) -> str:
    return f"{grant.over_type.app_label}.{grant.over_type.model}:{grant.over_id}" if grant.over_type else "everywhere"
