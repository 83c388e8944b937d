"""Pieces of work: each change is written onto the newest edit of the profile and waits for approval with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.actions.pictures import remove_unused_pictures
from catalogue.actions.profiles import save_draft
from catalogue.models import PortfolioItem, Profile
from catalogue.models.portfolio import MAX_PIECES
from kko.accounts.models import User
from kko.media.actions import credit_picture, keep_picture
from kko.media.models import KkoImage
from kko.moderation.actions import PublicationError
from kko.moderation.choices import PublicationState


class PieceGone(PublicationError):
    """The piece of work was removed meanwhile, perhaps in another window."""


@dataclass(frozen=True)
class PictureOf:
    """What becomes of a piece's picture: a new file (clean), the one it has, or none; whose it is and on what terms."""

    file: ContentFile | None = None
    removed: bool = False
    credit: str = ""
    licence: str = ""


@transaction.atomic
def add_piece(*, profile: Profile, values: dict[str, Any], picture: PictureOf, by: User) -> PortfolioItem:
    """Add a piece of work at the end and return it. Raises ``PublicationError`` when there are twelve."""
    draft = _locked_draft(profile)
    pieces = pieces_of(draft)
    if len(pieces) >= MAX_PIECES:
        raise PublicationError(_("There are twelve pieces of work already. Remove one before you add another."))
    piece = PortfolioItem(**values)
    piece.image = _image_for(piece, picture, by)
    _write(draft, [*pieces, piece], by)
    return piece


@transaction.atomic
def change_piece(*, profile: Profile, key: UUID, values: dict[str, Any], picture: PictureOf, by: User) -> PortfolioItem:
    """Write ``values`` and the picture onto a piece of work and return it. Raises ``PieceGone``."""
    draft = _locked_draft(profile)
    pieces = pieces_of(draft)
    piece = piece_of(pieces, key)
    for name, value in values.items():
        setattr(piece, name, value)
    piece.image = _image_for(piece, picture, by)
    _write(draft, pieces, by)
    return piece


@transaction.atomic
def remove_piece(*, profile: Profile, key: UUID, by: User) -> None:
    """Take a piece of work out of the newest edit; one that is gone already stays gone."""
    draft = _locked_draft(profile)
    pieces = pieces_of(draft)
    kept = [piece for piece in pieces if piece.key != key]
    if len(kept) < len(pieces):
        images = [piece.image_id for piece in pieces if piece.key == key and piece.image_id]
        _write(draft, kept, by)
        remove_unused_pictures(ids=images)


@transaction.atomic
def move_piece(*, profile: Profile, key: UUID, later: bool, by: User) -> None:
    """Swap a piece of work with its neighbour; at an end it stays. Raises ``PieceGone``."""
    draft = _locked_draft(profile)
    pieces = pieces_of(draft)
    place = pieces.index(piece_of(pieces, key))
    other = place + (1 if later else -1)
    if 0 <= other < len(pieces):
        pieces[place], pieces[other] = pieces[other], pieces[place]
        _write(draft, pieces, by)


def pieces_of(draft: Profile) -> list[PortfolioItem]:
    """Return the pieces of work of an edit in their order."""
    return sorted(draft.portfolio.all(), key=lambda piece: piece.sort_order or 0)


def piece_of(pieces: Iterable[PortfolioItem], key: UUID) -> PortfolioItem:
    """Return the piece of this key. Raises ``PieceGone``."""
    for piece in pieces:
        if piece.key == key:
            return piece
    raise PieceGone(_("This piece of work is not in the portfolio any more. Perhaps it was removed in another window."))


def _locked_draft(profile: Profile) -> Profile:
    """Return the newest edit. Raises ``PublicationError`` before any file is kept for one that cannot be saved."""
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if row.publication_state == PublicationState.SUBMITTED:
        raise PublicationError(_("An edit is waiting for approval. Take it back before you go on editing."))
    return row.get_latest_revision_as_object()


def _write(draft: Profile, pieces: list[PortfolioItem], by: User) -> None:
    for number, piece in enumerate(pieces):
        piece.sort_order = number
    draft.portfolio.set(pieces)
    save_draft(profile=draft, by=by)


def _image_for(piece: PortfolioItem, picture: PictureOf, by: User) -> KkoImage | None:
    terms: dict[str, Any] = {"credit": picture.credit, "licence": picture.licence, "by": by}
    if picture.file is not None:
        return keep_picture(file=picture.file, title=piece.title_cs, **terms)
    if picture.removed or piece.image is None:
        return None
    return credit_picture(image=piece.image, **terms)
