"""Needs, offers and their kinds with good defaults."""

from itertools import count

from catalogue.actions import relist_profiles
from catalogue.models import Need, NeedGroup, NeedKind, Offer, Profile
from kko.accounts.choices import Visibility

_numbers = count(1)


def a_kind(**fields) -> NeedKind:
    """Return a kind of need in a group of its own."""
    number = next(_numbers)
    if "group" not in fields:
        fields["group"] = NeedGroup.objects.create(
            slug=f"skupina-{number}", name_cs="Prostory", name_en="Space", name_de="Räume", position=number % 1000
        )
    names = {
        f"name_{code}": f"{word} {number}" for code, word in (("cs", "Dílna"), ("en", "Workshop"), ("de", "Werkstatt"))
    }
    defaults = {**names, "position": number % 1000}
    return NeedKind.objects.create(**{"slug": f"druh-{number}"} | defaults | fields)


def a_need(profile: Profile, **fields) -> Need:
    """Return a public open need, counted and listed."""
    fields.setdefault("kind", None)
    fields["kind"] = fields["kind"] or a_kind()
    need = Need.objects.create(profile=profile, **{"visibility": Visibility.PUBLIC} | fields)
    relist_profiles(ids=[profile.pk])
    return need


def an_offer(profile: Profile, **fields) -> Offer:
    """Return an offer that others' needs find."""
    fields.setdefault("kind", None)
    fields["kind"] = fields["kind"] or a_kind()
    offer = Offer.objects.create(profile=profile, **fields)
    relist_profiles(ids=[profile.pk])
    return offer
