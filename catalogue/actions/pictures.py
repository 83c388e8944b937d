"""Pictures of members that nothing uses any more."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from catalogue.models import PortfolioItem, Profile
from kko.media.actions import delete_unreferenced
from kko.media.models import KkoImage


@transaction.atomic
def remove_unused_pictures(*, ids: Iterable[int]) -> int:
    """Delete those pictures of members, files included, that no profile and no edit of one uses; returns how many.

    Call it after the deletion of what used them. Pictures from the editors' library always stay.
    """
    wanted = {*ids} - {*PortfolioItem.objects.filter(image__in=ids).values_list("image_id", flat=True)}
    wanted -= _in_revisions(wanted)
    images = KkoImage.objects.filter(pk__in=wanted).select_related("collection")
    return delete_unreferenced(images=list(images), apart_from=Profile)


def pictures_of(profiles: Iterable[Profile]) -> set[int]:
    """Return the ids of all pictures that these profiles use, or used in any of their edits."""
    used: set[int] = set()
    for profile in profiles:
        contents = profile.revisions.values_list("content__portfolio", flat=True)
        used |= {piece.image_id for piece in profile.portfolio.all() if piece.image_id}
        used |= {image for portfolio in contents for image in _images_in(portfolio)}
    return used


def _in_revisions(ids: set[int]) -> set[int]:
    """Return which pictures an edit of any profile names. The text of JSON narrows, a look into it decides."""
    if not ids:
        return set()
    named = Q()
    for pk in ids:
        for space in ("", " "):  # as SQLite and as PostgreSQL write it
            named |= Q(content__portfolio__icontains=f'"image":{space}{pk}')
    edits = Revision.objects.filter(
        named, base_content_type__app_label=Profile._meta.app_label, base_content_type__model=Profile._meta.model_name
    ).values_list("content__portfolio", flat=True)
    return {image for portfolio in edits for image in _images_in(portfolio)} & ids


def _images_in(portfolio: list[dict[str, Any]] | None) -> list[int]:
    return [piece["image"] for piece in portfolio or [] if piece.get("image")]
