"""What leaves the house as a sheet is written down: it holds personal fields whoever they are visible to."""

from django.db import transaction

from kko.accounts.models import User
from kko.audit.actions import record as audit


@transaction.atomic
def record_export(*, by: User, count: int, kind: str) -> int:
    """Record that ``by`` took so many profiles away in a file of this kind; returns the number."""
    audit(verb="profiles.exported", by=by, on=by, facts={"profiles": count, "kind": kind})
    return count
