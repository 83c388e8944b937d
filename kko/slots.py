"""Slots: how a lower room shows something that belongs to a room above it.

The lower room defines what fits (a frozen dataclass, a callable's signature); a setting lists, by
dotted path and in order, the callables that fill it. ``docs/seams.md`` lists them all.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

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


def run_chores() -> list[str]:
    """Do what is due by the hour (``KKO_CHORES``); returns what each says that it did, nothing where it had no work.

    Each path is a callable ``() -> str`` that may run any number of times and does nothing twice. One that
    fails is logged and keeps no other from its turn.
    """
    said = []
    for chore in fillings("KKO_CHORES"):
        try:
            said.append(chore())
        except Exception:  # whatever it was, the others are due as well
            logger.exception("The chore %s failed.", chore.__qualname__)
            close_old_connections()
    return [sentence for sentence in said if sentence]
