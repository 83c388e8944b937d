"""People with good defaults."""

from itertools import count

from allauth.account.models import EmailAddress

from kko.accounts.actions import grant_role
from kko.accounts.choices import Role
from kko.accounts.models import User

PASSWORD = "hrncirsky-kruh"

_numbers = count(1)


def a_user(**fields) -> User:
    """Return a member with a verified e-mail address, without any role."""
    number = next(_numbers)
    email = fields.pop("email", f"clen{number}@example.cz")
    user = User.objects.create_user(email, PASSWORD, **{"name": f"Člen {number}"} | fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def a_holder(role: Role, **fields) -> User:
    """Return somebody who holds ``role`` everywhere."""
    user = a_user(**fields)
    grant_role(user=user, role=role, by=None)
    return user


def a_curator(**fields) -> User:
    return a_holder(Role.CURATOR, **fields)
