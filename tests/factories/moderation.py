"""Records on their way to the public."""

from catalogue.models import Profile
from kko.accounts.models import User
from kko.moderation.actions import approve_record, submit_record
from kko.moderation.models import Publishable
from tests.factories.catalogue import a_draft


def a_submitted_profile(*, by: User, **fields) -> Profile:
    """Return a new profile that waits for a curator."""
    return submit_record(record=a_draft(by=by, **fields), by=by)


def an_approved_profile(*, by: User, curator: User, **fields) -> Profile:
    """Return a profile that went the whole way from its owner to the public."""
    profile = a_submitted_profile(by=by, **fields)
    return approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)


def edited(record: Publishable, **values) -> Publishable:
    """Return the newest edit of ``record`` with these values, not saved yet."""
    draft = record.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    return draft
