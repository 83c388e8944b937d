"""Whether a profile is still true: whom to ask, and the signed link by which an owner says yes."""

from collections.abc import Iterator

from django.core import signing
from django.utils import timezone

from catalogue.models import Profile
from catalogue.models.profile import ASKED_AFTER
from kko.accounts.models import User

LINK_LASTS = 366 * 24 * 3600  # seconds; by then the next letter has come
_SALT = "kko.still-true"


class BadLink(Exception):
    """The link was changed on its way, is too old, or its reader does not keep a public profile any more."""


def link_token(profile: Profile, keeper: User) -> str:
    """Return what stands in the link of a letter to somebody who keeps the profile: signed, and good for a year."""
    return signing.dumps([profile.pk, keeper.pk], salt=_SALT)


def profile_of(token: str) -> Profile:
    """Return the published profile that a link is about, if whoever got the letter still keeps it.

    Raises ``BadLink``, for links of old letters too: they do not say to whom they were written.
    """
    try:
        said = signing.loads(token, salt=_SALT, max_age=LINK_LASTS)
    except signing.BadSignature as error:
        raise BadLink from error
    if not isinstance(said, list):
        raise BadLink
    pk, keeper = said
    found = Profile.objects.published().filter(pk=pk, memberships__user=keeper).first()
    if found is None:
        raise BadLink
    return found


def to_be_asked() -> Iterator[Profile]:
    """Yield the published profiles with owners that nobody has confirmed for a year, the longest silent first."""
    silent = Profile.objects.published().not_known_since(timezone.now() - ASKED_AFTER)
    kept = silent.filter(memberships__isnull=False, is_sample=False).distinct()
    yield from kept.order_by("last_published_at", "pk").prefetch_related("memberships__user").iterator(chunk_size=200)


def years_silent(profile: Profile) -> int:
    """Return for how many whole years nobody has said that the profile is true."""
    known, now = profile.last_known_at or profile.created_at, timezone.now()
    return max(0, now.year - known.year - ((now.month, now.day) < (known.month, known.day)))
