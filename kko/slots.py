"""Slots: how a lower room shows something that belongs to a room above it.

The lower room defines what fits (a frozen dataclass, a callable's signature); a setting lists, by
dotted path and in order, the callables that fill it. ``docs/seams.md`` lists them all.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

logger = logging.getLogger(__name__)


def fillings(setting: str) -> list[Callable[..., Any]]:
    """Return the callables listed by dotted path in ``settings.<setting>``, in their order.

    Raises ``ImportError`` naming the path that cannot be imported, ``AttributeError`` when the
    setting does not exist.
    """
    return [import_string(path) for path in getattr(settings, setting)]


@dataclass(frozen=True)
class HomeBlock:
    """A block of the home page: ``template`` is rendered with ``context`` alone; one that ``opens`` stands
    in the hero, under the headline.

    Filled by ``KKO_HOME_BLOCKS``: callables ``(request) -> HomeBlock | None``. The block is public
    and cacheable, so it must be the same for every visitor.
    """

    key: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    opens: bool = False


@dataclass(frozen=True)
class Footer:
    """What editors keep in the footer: publicity as HTML of the editor, and links as title and address.

    Filled by ``KKO_FOOTER``: a callable ``(language_code) -> Footer``.
    """

    publicity: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """What an article shows of a record: ``meta`` is a short line above the title, ``lang`` is given where the
    summary is not in the reader's language, ``cover_url`` may be empty.
    """

    title: str
    url: str
    meta: str = ""
    summary: str = ""
    lang: str = ""
    cover_url: str = ""
    is_sample: bool = False


def _nothing_remained(ids: Iterable[int]) -> dict[int, int]:
    return {}


@dataclass(frozen=True)
class CardKind:
    """A kind of record that articles show as a card.

    Filled by ``KKO_ARTICLE_CARDS``: callables ``() -> CardKind``. ``key`` names the block for ever, since it
    stands in what editors wrote; ``icon`` is one of the back office. ``choosable(words)`` returns the public
    records that an editor may choose, all of them for no words; ``cards(ids)`` returns the cards of those that
    everybody may see, by id, in a number of queries that does not grow with the ids. ``remained(ids)`` tells by the
    id of records that are gone which took their place; a card of theirs shows that one.
    """

    key: str
    label: Any
    icon: str
    model: "type[Model]"
    choosable: "Callable[[str], QuerySet[Any]]"
    cards: Callable[[Iterable[int]], dict[int, Card]]
    remained: Callable[[Iterable[int]], dict[int, int]] = _nothing_remained


def run_chores(setting: str = "KKO_CHORES") -> list[str]:
    """Do what is due by the hour (``KKO_CHORES``) or by the minute (``KKO_MINUTE_CHORES``).

    Returns what each says that it did, nothing where it had no work.
    Each path is a callable ``() -> str`` that may run any number of times and does nothing twice. One that
    fails is logged and keeps no other from its turn.
    """
    said = []
    for chore in fillings(setting):
        try:
            said.append(chore())
        except Exception:  # whatever it was, the others are due as well
            logger.exception("The chore %s failed.", chore.__qualname__)
            close_old_connections()
    return [sentence for sentence in said if sentence]
