"""The slot of the digest: rooms above say what is new for a person."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from kko.slots import fillings


@dataclass(frozen=True)
class DigestItem:
    """One piece of news. ``object_key`` (``"catalogue.profile:12"``) says what has been told."""

    title: str
    url: str
    note: str = ""
    object_key: str = ""


@dataclass(frozen=True)
class DigestSection:
    """A section of the digest, in the order of ``KKO_DIGEST_SECTIONS``."""

    key: str
    title: str
    items: list[DigestItem] = field(default_factory=list)


def gather_sections(user: Any, since: datetime) -> list[DigestSection]:
    """Return the sections that have something for ``user`` newer than ``since``.

    ``since`` is aware and in UTC. Filled by ``KKO_DIGEST_SECTIONS``: callables
    ``(user, since) -> DigestSection | None``. Raises ``ValueError`` when ``since`` is naive.
    """
    if timezone.is_naive(since):
        raise ValueError("since has to be an aware datetime in UTC")
    sections = [fill(user, since) for fill in fillings("KKO_DIGEST_SECTIONS")]
    return [section for section in sections if section and section.items]
