"""What a profile looks for and offers. Each deed is public at once; nothing here waits for a curator."""

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.listing import relist_profiles
from catalogue.choices import AnswerVerdict
from catalogue.models import Match, Need, Offer
from catalogue.models.needs import in_a_year
from kko.accounts.models import User
from kko.audit.actions import record as audit

TITLE_LENGTH = Match._meta.get_field("title").max_length
Wish = TypeVar("Wish", Need, Offer)


class NeedError(Exception):
    """It cannot be done as things stand; the text is for the person who tried."""


@transaction.atomic
def add_need(*, need: Need, by: User) -> Need:
    """Save a new need and return it. Raises ``NeedError`` where the profile has an open one of this kind."""
    _save_once(need, _("You already look for this. Change the need that you have."))
    return _told(need, "need.added", by)


@transaction.atomic
def change_need(*, need: Need, by: User) -> Need:
    """Save what its owner has changed on an open need. Raises ``NeedError`` when it is closed or gone."""
    row = _locked(need)
    _refuse_closed(row)
    need.save(update_fields=["note_cs", "urgency", "until", "visibility"])
    return _told(need, "need.changed", by)


@transaction.atomic
def extend_need(*, need: Need, by: User) -> Need:
    """Let an open need last for a year from today. Raises ``NeedError`` when it is closed or gone."""
    need = _locked(need)
    _refuse_closed(need)
    need.until = in_a_year()
    need.save(update_fields=["until"])
    return _told(need, "need.extended", by)


@transaction.atomic
def close_need(*, need: Need, by: User, story: str = "", answer_key: str = "", answer_title: str = "") -> Need:
    """Close a need with the story of how it turned out; ``answer_key`` names the answer that helped, if any.

    Raises ``NeedError`` when it is closed or gone.
    """
    need = _locked(need)
    _refuse_closed(need)
    need.closed_at, need.story = timezone.now(), story.strip()
    need.save(update_fields=["closed_at", "story"])
    if answer_key:
        _judge(need, answer_key, answer_title, AnswerVerdict.HELPED)
    return _told(need, "need.closed", by, helped=answer_key)


@transaction.atomic
def reopen_need(*, need: Need, by: User) -> Need:
    """Open a closed need again; a day that is over becomes a year from today. What was said to have helped is
    forgotten, the story is kept for the next time.

    Raises ``NeedError`` where the profile has an open one of this kind.
    """
    need = _locked(need)
    if not need.is_closed:
        raise NeedError(_("This need is open."))
    need.closed_at = None
    if need.has_lapsed:
        need.until = in_a_year()
    _save_once(need, _("You look for this again already. Close that need first."))
    need.matches.filter(verdict=AnswerVerdict.HELPED).delete()
    return _told(need, "need.reopened", by)


@transaction.atomic
def delete_need(*, need: Need, by: User) -> None:
    """Delete a need with its story for good. Raises ``NeedError`` when it is gone."""
    need = _locked(need)
    _forget(need, "need.deleted", by)


@transaction.atomic
def dismiss_answer(*, need: Need, answer_key: str, answer_title: str, by: User) -> Match:
    """Remember that an answer is not for the owner of the need: it stays away until it is called back."""
    need = _locked(need)
    match = _judge(need, answer_key, answer_title, AnswerVerdict.DISMISSED)
    audit(verb="need.answer_dismissed", by=by, on=need, facts={"answer": answer_key})
    return match


@transaction.atomic
def recall_answer(*, need: Need, answer_key: str, by: User) -> bool:
    """Let a dismissed answer come back; whether it was dismissed."""
    need = _locked(need)
    gone, _rows = need.matches.filter(answer_key=answer_key, verdict=AnswerVerdict.DISMISSED).delete()
    if gone:
        audit(verb="need.answer_recalled", by=by, on=need, facts={"answer": answer_key})
    return bool(gone)


@transaction.atomic
def add_offer(*, offer: Offer, by: User) -> Offer:
    """Save a new offer and return it. Raises ``NeedError`` where the profile offers this already."""
    _save_once(offer, _("You already offer this. Change the offer that you have."))
    return _told(offer, "offer.added", by)


@transaction.atomic
def change_offer(*, offer: Offer, by: User) -> Offer:
    """Save what its owner has changed on an offer. Raises ``NeedError`` when it is gone."""
    _locked(offer)
    offer.save(update_fields=["note_cs", "terms"])
    return _told(offer, "offer.changed", by)


@transaction.atomic
def delete_offer(*, offer: Offer, by: User) -> None:
    """Delete an offer for good. Raises ``NeedError`` when it is gone."""
    offer = _locked(offer)
    _forget(offer, "offer.deleted", by)


def _save_once(wish: Wish, message: str) -> None:
    """Save; where the unique constraint objects (a second click, another window) say so in words."""
    try:
        with transaction.atomic():
            wish.save()
    except IntegrityError as error:
        taken = type(wish).objects.filter(profile=wish.profile_id, kind=wish.kind_id).exclude(pk=wish.pk)
        if not taken.exists():
            raise
        raise NeedError(message) from error


def _locked(wish: Wish) -> Wish:
    """Return the row as it stands now, held until the end. Raises ``NeedError`` when it is gone."""
    row = type(wish).objects.select_for_update(of=("self",)).filter(pk=wish.pk).first()
    if row is None:
        raise NeedError(_("This is not here any more."))
    return row


def _refuse_closed(need: Need) -> None:
    if need.is_closed:
        raise NeedError(_("This need is closed. Open it again first."))


def _judge(need: Need, key: str, title: str, verdict: AnswerVerdict) -> Match:
    said = {"title": title[:TITLE_LENGTH], "verdict": verdict}
    return Match.objects.update_or_create(need=need, answer_key=key, defaults=said)[0]


def _told(wish: Wish, verb: str, by: User, **facts: str) -> Wish:
    """Let listing, search and matching know, and the audit trail."""
    relist_profiles(ids=[wish.profile_id])
    shown = {"visibility": wish.visibility} if isinstance(wish, Need) else {"terms": wish.terms}
    audit(verb=verb, by=by, on=wish, facts={"kind": wish.kind_id, **shown, **facts})
    return wish


def _forget(wish: Need | Offer, verb: str, by: User) -> None:
    pk, profile_id, kind_id = wish.pk, wish.profile_id, wish.kind_id
    wish.delete()
    wish.pk = pk  # the audit trail speaks of what there was
    relist_profiles(ids=[profile_id])
    audit(verb=verb, by=by, on=wish, facts={"kind": kind_id})
