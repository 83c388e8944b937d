"""Granting roles and taking them back."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant, User
from kko.audit.actions import record


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
    """Take a role back; the user leaves its group with the last grant of it."""
    user, role = grant.user, grant.role
    facts = {"role": role, "over": _scope_name(grant)}
    grant.delete()
    if not RoleGrant.objects.held_by(user).filter(role=role).exists():
        user.groups.remove(*Group.objects.filter(name=role))
    record(verb="role.revoked", by=by, on=user, facts=facts)
    user.__dict__.pop("grants_held", None)


def _scope_name(grant: RoleGrant) -> str:
    return f"{grant.over_type.app_label}.{grant.over_type.model}:{grant.over_id}" if grant.over_type else "everywhere"
