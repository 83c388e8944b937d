"""A shortlist of profiles without an account: kept in the session, shared by a signed link, sent by a code."""

import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.emails import shortlist as letters
from catalogue.models import Profile
from kko.accounts.actions import TooManyCodes, confirm_code, send_code
from kko.accounts.limits import is_within
from kko.accounts.models import User

KEY = "shortlist"
MOST = 50
KEPT = timedelta(days=90)
LINK_HOLDS = timedelta(days=365)
LONGEST_LINK = 3000  # web servers take some 4,000 signs in a line
PURPOSE = "shortlist"
LETTERS_AN_HOUR = 10
_SALT = "kko.shortlist"


class ShortlistFull(Exception):
    """There is no room for another profile; the text is for the visitor."""


@dataclass
class Shortlist:
    """Ids of profiles in the visitor's order, a note for each that has one, and one for the whole."""

    ids: list[int] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    note: str = ""

    def add(self, profile: Profile) -> None:
        """Put the profile at the end; twice is once. Raises ``ShortlistFull``."""
        if profile.pk in self.ids:
            return
        if len(self.ids) >= MOST:
            raise ShortlistFull(_("There is room for fifty profiles. Take one off first."))
        self.ids.append(profile.pk)

    def remove(self, pk: int) -> None:
        """Take a profile off with its note; nothing happens where it is not there."""
        self.ids = [one for one in self.ids if one != pk]
        self.notes.pop(pk, None)

    def move(self, pk: int, step: int) -> None:
        """Move a profile by ``step`` places (-1 is up); the ends hold it."""
        if pk not in self.ids:
            return
        place = self.ids.index(pk)
        self.ids.insert(max(0, place + step), self.ids.pop(place))

    def drop_hidden(self) -> int:
        """Forget what is not public any more; returns how many went."""
        public = set(Profile.objects.published().filter(pk__in=self.ids).values_list("pk", flat=True))
        gone = [pk for pk in self.ids if pk not in public]
        for pk in gone:
            self.remove(pk)
        return len(gone)

    def profiles(self) -> list[tuple[Profile, str]]:
        """Return what is public of it, in order, each with its note."""
        found = Profile.objects.published().filter(pk__in=self.ids).for_cards().in_bulk()
        return [(found[pk], self.notes.get(pk, "")) for pk in self.ids if pk in found]

    def token(self) -> str:
        """Return what a link to this list carries, or an empty string where it would be too long for a link."""
        content = [[[pk, self.notes.get(pk, "")] for pk in self.ids], self.note]
        token = signing.dumps(content, salt=_SALT, compress=True)
        return token if len(token) <= LONGEST_LINK else ""


def read_shortlist(session: MutableMapping[str, Any]) -> Shortlist:
    """Return the visitor's shortlist; an empty one where there is none. The session stays as it was."""
    kept = session.get(KEY)
    if not kept:
        return Shortlist()
    return _of_content(kept)


def keep_shortlist(session: Any, shortlist: Shortlist, *, for_long: bool) -> None:
    """Write the list into the session; ``for_long`` keeps the session 90 days (never that of a signed-in member)."""
    session[KEY] = [[[pk, shortlist.notes.get(pk, "")] for pk in shortlist.ids], shortlist.note]
    if for_long:
        session.set_expiry(KEPT)


def shortlist_of_token(token: str) -> Shortlist | None:
    """Return the list that a shared link carries; ``None`` for a link that is not ours or older than a year."""
    try:
        return _of_content(signing.loads(token, salt=_SALT, max_age=LINK_HOLDS))
    except signing.BadSignature:
        return None


def ask_to_send(*, email: str, language: str, ip: str) -> None:
    """Send the visitor a code, so that nobody sends lists to others. Raises ``TooManyCodes``."""
    send_code(email=email, purpose=PURPOSE, language=language, ip=ip)


@transaction.atomic
def send_by_code(*, shortlist: Shortlist, email: str, code: str, language: str) -> bool:
    """Send the list to the address if ``code`` is right; returns whether it is."""
    if not confirm_code(email=email, purpose=PURPOSE, code=code):
        return False
    _send(shortlist, email, language)
    return True


@transaction.atomic
def send_to_member(*, shortlist: Shortlist, by: User, language: str) -> str:
    """Send the list to the member's own verified address; returns it. Raises ``TooManyCodes``."""
    if not is_within(about=f"shortlist:{by.pk}", most=LETTERS_AN_HOUR):
        raise TooManyCodes(_("You have sent the list many times just now. Please try again later."))
    _send(shortlist, by.verified_email, language)
    return by.verified_email


def _send(shortlist: Shortlist, email: str, language: str) -> None:
    letters.send_shortlist(
        to=email,
        entries=shortlist.profiles(),
        note=shortlist.note,
        token=shortlist.token(),
        period=f"shortlist:{secrets.token_hex(8)}",
        language=language,
    )


def _of_content(content: list) -> Shortlist:
    pairs, note = content
    return Shortlist(ids=[pk for pk, _note in pairs], notes={pk: own for pk, own in pairs if own}, note=note)
