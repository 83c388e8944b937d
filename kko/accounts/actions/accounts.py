"""Accounts as the back office keeps them: made, changed, shut."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from kko.accounts.actions.roles import is_the_last_administrator
from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant, User
from kko.audit.actions import record


class AccountError(Exception):
    """What was asked cannot be done; the text is for the person who asked."""


@transaction.atomic
def create_account(*, email: str, name: str, language: str, password: str, by: User | None) -> User:
    """Make an account and return it. Without a password its owner signs in with a code sent to the address."""
    user = User.objects.create_user(email, password or None, name=name, language=language)
    EmailAddress.objects.create(user=user, email=email.lower(), primary=True)
    record(verb="account.created", by=by, on=user, personal={"name": name, "email": email})
    return user


@transaction.atomic
def change_account(*, user: User, by: User, password: str = "", **values: str | bool) -> User:
    """Give the account these ``values`` by name of the field, and a password unless it is empty; return it.

    Another address has to be shown to be this person's, as a new one has. Raises ``AccountError`` where nobody would
    be left who grants roles.
    """
    # Asked of the row, since a form has written into its object already; it locks, and does so before the account is.
    is_last = is_the_last_administrator(User.objects.get(pk=user.pk))
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    changed = sorted(name for name, value in values.items() if getattr(user, name) != value)
    for name in changed:
        setattr(user, name, values[name])
    if is_last and not _grants_roles(user):
        raise AccountError(_("This is the only administrator. Give the role to somebody else first."))
    if password:
        user.set_password(password)
    user.save()
    if "email" in changed:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True)
    facts = {"changed": [*changed, *(["password"] if password else [])]}
    personal = {name: str(values[name]) for name in changed if name in {"name", "email"}}
    record(verb="account.changed", by=by, on=user, facts=facts, personal=personal)
    return user


def _grants_roles(user: User) -> bool:
    own = RoleGrant.objects.filter(user=user, role=Role.ADMINISTRATOR)
    return user.is_active and (user.is_superuser or own.exists())
