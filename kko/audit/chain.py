"""How entries hang together, and whether they still do.

Each entry's hash covers all its columns and the hash before it, so a change anywhere breaks the chain
there. Cutting off the newest entries leaves a shorter, sound chain: whoever wants to see that too keeps
the head that ``verify_audit`` prints somewhere else and hands it back with ``--expect``.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from kko.audit.models import Entry, Salt

FIRST_PREVIOUS_HASH = "0" * 64


@dataclass(frozen=True)
class Verdict:
    """What a look at the whole chain found.

    ``broken_at`` is the first sequence number that is missing or does not verify, ``None`` when all
    do; ``count`` is the number of sound entries before it; ``head`` is the hash of the last of them.
    """

    ok: bool
    broken_at: int | None
    count: int
    head: str


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 (hex) over every column of ``entry`` but its own hash."""
    columns = [
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_key,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.facts,
        entry.digests,
        entry.previous_hash,
    ]
    text = json.dumps(columns, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def salted_digest(salt: bytes | memoryview, value: Any) -> str:
    """Return the HMAC-SHA256 (hex) of ``str(value)`` under ``salt``."""
    return hmac.new(bytes(salt), str(value).encode(), hashlib.sha256).hexdigest()


def digest(subject: str, value: Any) -> str | None:
    """Return the digest under which ``value`` stands in the entries about ``subject``.

    ``subject`` is what ``kko.audit.models.subject_of`` returns. ``None`` when its salt has been
    forgotten or never existed: then no value can be matched any more.
    """
    salt = Salt.objects.filter(subject=subject).first()
    return None if salt is None else salted_digest(salt.value, value)


def verify_chain() -> Verdict:
    """Read the whole trail from its beginning and return where, if anywhere, it breaks."""
    count, head = 0, FIRST_PREVIOUS_HASH
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != count + 1 or entry.previous_hash != head or entry.hash != hash_of(entry):
            return Verdict(ok=False, broken_at=count + 1, count=count, head=head)
        count, head = entry.sequence, entry.hash
    return Verdict(ok=True, broken_at=None, count=count, head=head)
