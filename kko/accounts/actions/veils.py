"""Taking what a person keeps alone off the public pages for a while, and putting it back."""

from kko.accounts.choices import ConsentKind
from kko.accounts.models import Consent, ConsentText, Erasure, User
from kko.slots import fillings


def veil(*, user: User) -> None:
    """Take what only ``user`` keeps off the public pages. Filled by ``KKO_VEILS``: ``(user, veiled) -> None``."""
    for fill in fillings("KKO_VEILS"):
        fill(user, True)


def lift_veil(*, user: User) -> None:
    """Put it back, unless the person asked for erasure, or has withdrawn the terms and not agreed anew."""
    if Erasure.objects.filter(user=user).exists() or has_withdrawn_terms(user=user):
        return
    for fill in fillings("KKO_VEILS"):
        fill(user, False)


def has_withdrawn_terms(*, user: User) -> bool:
    """The person agreed once and agrees to no wording of the terms now."""
    if not ConsentText.objects.of_kind(ConsentKind.TERMS).exists():
        return False
    given = Consent.objects.filter(user=user, text__kind=ConsentKind.TERMS)
    return given.exists() and not given.standing().exists()
