"""The pages where members keep their portfolio."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue.actions.portfolio import (
    PieceGone,
    add_piece,
    change_piece,
    move_piece,
    piece_of,
    pieces_of,
    remove_piece,
)
from catalogue.forms.portfolio import PieceForm
from catalogue.models import PortfolioItem, Profile
from catalogue.models.portfolio import MAX_PIECES
from catalogue.permissions import can_edit_profile
from kko.accounts.limits import is_within
from kko.media.models import KkoImage
from kko.media.pictures import SPECS
from kko.moderation.actions import PublicationError
from kko.moderation.choices import PublicationState

PICTURES_AN_HOUR = 60


@login_required
def portfolio(request: HttpRequest, pk: int) -> HttpResponse:
    """The pieces of work of the newest edit, in their order; to read only while an edit waits."""
    profile = _own_profile(request, pk)
    draft = profile.get_latest_revision_as_object()
    pieces = _with_pictures(pieces_of(draft))
    context = _context(profile) | {"pieces": pieces, "most": MAX_PIECES, "full": len(pieces) >= MAX_PIECES}
    return render(request, "catalogue/portfolio.html", context)


@login_required
def piece_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new piece of work; it comes last."""
    profile = _own_profile(request, pk)
    form = _form(request, PortfolioItem())
    if request.method == "POST" and form.is_valid():
        try:
            add_piece(profile=profile, values=form.values(), picture=form.picture_of(), by=request.user)
        except PublicationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added. Others see it once a curator approves the edit."))
            return redirect("catalogue:portfolio", pk)
    return render(request, "catalogue/portfolio_piece.html", _context(profile) | {"form": form, "piece": None})


@login_required
def piece(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """A piece of work as the newest edit has it."""
    profile = _own_profile(request, pk)
    try:
        found = piece_of(profile.get_latest_revision_as_object().portfolio.all(), key)
    except PieceGone as gone:
        if request.method != "POST":
            raise Http404 from None
        return _back_with(request, pk, gone)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            change_piece(profile=profile, key=key, values=form.values(), picture=form.picture_of(), by=request.user)
        except PublicationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. Others see it once a curator approves the edit."))
            return redirect("catalogue:portfolio", pk)
    return render(request, "catalogue/portfolio_piece.html", _context(profile) | {"form": form, "piece": found})


@login_required
@require_POST
def piece_removal(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """Take a piece of work out of the newest edit."""
    profile = _own_profile(request, pk)
    try:
        remove_piece(profile=profile, key=key, by=request.user)
    except PublicationError as error:
        return _back_with(request, pk, error)
    messages.success(request, _("Removed. The public page changes once a curator approves the edit."))
    return redirect("catalogue:portfolio", pk)


@login_required
@require_POST
def piece_order(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """Move a piece of work by one place: ``later`` in the form, else sooner. The focus returns to it."""
    profile = _own_profile(request, pk)
    try:
        move_piece(profile=profile, key=key, later="later" in request.POST, by=request.user)
    except PublicationError as error:
        return _back_with(request, pk, error)
    return redirect(f"{reverse('catalogue:portfolio', args=[pk])}#piece-{key}")


def _form(request: HttpRequest, piece: PortfolioItem) -> PieceForm:
    """The form with what was sent. A picture beyond the limit is not decoded; what was typed stays."""
    if request.method != "POST":
        return PieceForm(instance=piece)
    about = f"pictures:{request.user.pk}"
    is_too_much = "picture" in request.FILES and not is_within(about=about, most=PICTURES_AN_HOUR)
    form = PieceForm(request.POST, {} if is_too_much else request.FILES, instance=piece)
    if is_too_much:
        form.add_error("picture", _("You have sent many pictures within an hour. Please try again later."))
    return form


def _with_pictures(pieces: list[PortfolioItem]) -> list[PortfolioItem]:
    """Return the pieces with their pictures and the sizes of those: two queries for all."""
    drawn = KkoImage.objects.prefetch_renditions(*SPECS)
    images = drawn.in_bulk([piece.image_id for piece in pieces if piece.image_id])
    for piece in pieces:
        piece.image = images.get(piece.image_id)
    return pieces


def _own_profile(request: HttpRequest, pk: int) -> Profile:
    profile = get_object_or_404(Profile, pk=pk)
    if not can_edit_profile(request.user, profile):
        raise Http404
    return profile


def _context(profile: Profile) -> dict[str, object]:
    state = profile.publication_state
    return {"profile": profile, "state": state, "waits": state == PublicationState.SUBMITTED}


def _back_with(request: HttpRequest, pk: int, error: Exception) -> HttpResponse:
    messages.error(request, str(error))
    return redirect("catalogue:portfolio", pk)
