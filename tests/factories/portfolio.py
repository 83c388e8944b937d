"""Pieces of work with and without pictures."""

from itertools import count
from typing import Any

from catalogue.actions.portfolio import PictureOf, add_piece
from catalogue.models import PortfolioItem, Profile
from kko.accounts.models import User
from kko.media.actions import keep_picture
from kko.media.choices import Licence
from kko.media.models import KkoImage
from kko.media.pictures import clean_picture
from tests.factories.media import a_picture

_numbers = count(1)


def a_kept_picture(**fields: Any) -> KkoImage:
    """Return a picture of a member as it is kept after an upload."""
    defaults = {"title": "Hrnek", "credit": "", "licence": Licence.RESERVED, "by": None}
    return keep_picture(file=clean_picture(a_picture()), **defaults | fields)


def a_piece(profile: Profile, *, by: User, picture: PictureOf | None = None, **fields: Any) -> PortfolioItem:
    """Return a piece of work that is in the newest edit only."""
    values = {"title_cs": f"Práce {next(_numbers)}"} | fields
    return add_piece(profile=profile, values=values, picture=picture or PictureOf(licence=Licence.RESERVED), by=by)


def with_pieces(profile: Profile, number: int = 1, **fields: Any) -> Profile:
    """Give a public profile pieces of work that are public too."""
    for place in range(number):
        values = {"title_cs": f"Práce {next(_numbers)}", "sort_order": place} | fields
        profile.portfolio.add(PortfolioItem(**values))
    profile.save()
    revision = profile.save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return Profile.objects.get(pk=profile.pk)
