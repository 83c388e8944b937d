"""How a member is called by others."""

from django.db import transaction

from kko.accounts.models import User
from kko.audit.actions import record


@transaction.atomic
def set_name(*, user: User, name: str) -> User:
    """Give the account this name (an empty one takes it away) and return it; the trail keeps it as a digest only."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if user.name != name:
        user.name = name
        user.save(update_fields=["name"])
        record(verb="account.named", by=user, on=user, personal={"name": name})
    return user
