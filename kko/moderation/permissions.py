"""Who may take part in a publication."""

from django.contrib.auth.models import AnonymousUser

from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.models import Publishable


def can_submit_record(user: User | AnonymousUser, record: Publishable) -> bool:
    """Its owners, and the curators."""
    return user.is_authenticated and (can_use_desk(user) or any(owner.pk == user.pk for owner in record.owners()))


def can_review_record(user: User | AnonymousUser, record: Publishable) -> bool:
    """Curators, whoever owns the record."""
    return can_use_desk(user)
