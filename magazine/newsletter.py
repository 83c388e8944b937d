"""The links in letters of the newsletter, the words that readers agree to, and which articles are new for whom."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from magazine.models import ArticlePage, Subscriber
from magazine.parts import public_articles, within

# What a reader agrees to. Change the words and you change the version: each row keeps the one it was given to.
CONSENT_VERSION = "2026-11"
CONSENT = _(
    "I want the newsletter of the magazine at this address, once a week at most. My address serves this purpose "
    "only, and one click in any letter deletes it."
)
LINK_LASTS = 7 * 24 * 3600  # seconds; as long as an unconfirmed address is kept
_JOIN, _LEAVE = "kko.newsletter.join", "kko.newsletter.leave"
ISSUE_WEEKDAY, ISSUE_HOUR = 3, 7  # Thursday from seven in the morning, in Prague


class Wish(NamedTuple):
    """What a reader asked for by a form, carried by the link of the letter until the mailbox says yes."""

    key: UUID
    language: str
    parts: list[str]


class BadLink(Exception):
    """The link was changed on its way, is too old, or its address is gone."""


def join_token(wish: Wish) -> str:
    """Return what stands in the link that confirms: signed, good for a week."""
    return signing.dumps([wish.key.hex, wish.language, wish.parts], salt=_JOIN)


def wish_of(token: str) -> Wish:
    """Return what a link confirms. Raises ``BadLink``."""
    try:
        key, language, parts = signing.loads(token, salt=_JOIN, max_age=LINK_LASTS)
    except signing.BadSignature as error:
        raise BadLink from error
    return Wish(UUID(key), language, parts)


def leave_token(subscriber: Subscriber) -> str:
    """Return what stands in the link that ends the letters: signed, good as long as the address is kept."""
    return signing.dumps(subscriber.key.hex, salt=_LEAVE)


def subscriber_leaving(token: str) -> Subscriber | None:
    """Return whom a link lets go; ``None`` when they have gone already. Raises ``BadLink``."""
    try:
        key = signing.loads(token, salt=_LEAVE)
    except signing.BadSignature as error:
        raise BadLink from error
    return Subscriber.objects.filter(key=UUID(key)).first()


def period_due(now: datetime) -> str | None:
    """Return the ISO week whose issue is due at ``now`` (aware), from Thursday morning until Sunday; else ``None``."""
    local = timezone.localtime(now)
    year, week, weekday = local.isocalendar()
    is_due = (weekday - 1, local.hour) >= (ISSUE_WEEKDAY, ISSUE_HOUR)
    return f"{year}-W{week:02}" if is_due else None


def articles_between(since: datetime, until: datetime, code: str, parts: list[str]) -> list[ArticlePage]:
    """Return the public articles first published after ``since`` and until ``until``, the newest first. No samples."""
    fresh = public_articles(code).filter(first_published_at__gt=since, first_published_at__lte=until, is_sample=False)
    return list(within(fresh, parts))
