"""Writing the audit trail down, and forgetting the people in it."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from kko.audit.chain import FIRST_PREVIOUS_HASH, hash_of, salted_digest
from kko.audit.models import Entry, Salt, object_type_of, subject_of

CHAIN_LOCK = 0x6B6B6F_61756469  # "kkoaudi": one number for all who append


@transaction.atomic
def record(
    *,
    verb: str,
    by: Any,
    on: models.Model,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one deed to the chain and return its entry.

    ``by`` is the user who acts, ``None`` the system itself. ``facts`` hold nothing personal; ``personal``
    values enter as digests only, which ``forget`` makes unmatchable. The chain stays locked until the
    transaction around ends: call this last. Raises ``ValueError`` when ``on`` has not been saved,
    ``TypeError`` when a fact is a float, which databases do not hand back digit by digit.
    """
    if on.pk is None:
        raise ValueError("Only a saved object can be recorded.")
    _lock_chain()
    head = Entry.objects.order_by("-sequence").only("sequence", "hash").first()
    entry = Entry(
        **_place_after(head),
        actor_key=_actor_key(by),
        verb=verb,
        object_type=object_type_of(on),
        object_id=str(on.pk),
        facts=_as_stored(facts),
        digests=_digests(subject_of(on), personal),
    )
    return _sealed(entry)


def _sealed(entry: Entry) -> Entry:
    entry.hash = hash_of(entry)
    entry.save()
    return entry


def _place_after(head: Entry | None) -> dict[str, Any]:
    if head is None:
        return {"sequence": 1, "previous_hash": FIRST_PREVIOUS_HASH, "at": timezone.now()}
    return {"sequence": head.sequence + 1, "previous_hash": head.hash, "at": timezone.now()}


@transaction.atomic
def forget(*, subject: str) -> bool:
    """Delete the salt of ``subject``; returns whether there was one.

    The chain still verifies, but no digest about the subject can be matched with a value any more.
    """
    deleted, _ = Salt.objects.filter(subject=subject).delete()
    return bool(deleted)


def _lock_chain() -> None:
    # SQLite needs nothing: its transactions begin IMMEDIATE (settings), one writer at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _actor_key(by: Any) -> str:
    if by is None:
        return "system"
    return "visitor" if by.pk is None else f"user:{by.pk}"


def _as_stored(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    text = json.dumps(dict(facts or {}), cls=DjangoJSONEncoder)
    return json.loads(text, parse_float=_refuse_float, parse_constant=_refuse_float)


def _refuse_float(number: str) -> None:
    raise TypeError(f"A fact may not be a float ({number}); give a Decimal.")


def _digests(subject: str, personal: Mapping[str, Any] | None) -> dict[str, str]:
    if not personal:
        return {}
    salt, _ = Salt.objects.get_or_create(subject=subject, defaults={"value": secrets.token_bytes(32)})
    return {field: salted_digest(salt.value, value) for field, value in personal.items()}
