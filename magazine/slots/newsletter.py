"""What the newsletter holds about a person, and what goes of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.accounts.slots import MyData
from magazine.models import Subscriber


def newsletter_data(user: User) -> MyData:
    """The subscriptions of the person's addresses."""
    fields = ("email", "language", "parts", "consent_version", "asked_at", "confirmed_at")
    found = Subscriber.objects.filter(email__in=addresses_of(user)).order_by("pk")
    return MyData(key="odber", title=_("Newsletter"), content={"odbery": list(found.values(*fields))})


def newsletter_plan(user: User) -> Iterable[str]:
    """That the letters end."""
    if Subscriber.objects.filter(email__in=addresses_of(user)).exists():
        yield _("The newsletter ends and your address is deleted from it.")
