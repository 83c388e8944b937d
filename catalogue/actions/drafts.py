"""The writing of a profile, step by step, and what of it is public at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState

from catalogue.actions.listing import relist_profiles
from catalogue.choices import Availability
from catalogue.models import Profile
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import PublicationError
from kko.moderation.choices import PublicationState

# A form that saves as it goes must not leave a revision for every pause in typing.
REWRITTEN_WITHIN = timedelta(minutes=10)


@transaction.atomic
def write_draft(*, profile: Profile, values: Mapping[str, Any], by: User) -> Profile:
    """Write ``values`` (by field) onto the newest edit and return that edit; other fields stay as they are there.

    An own edit of the last ten minutes that nobody else has seen is written anew instead of adding another;
    nothing happens when all values are there already. Raises ``PublicationError`` while an edit waits for
    approval, ``ValidationError`` for values that the model refuses.
    """
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if row.publication_state == PublicationState.SUBMITTED:
        raise PublicationError(_("An edit is waiting for approval. Take it back before you go on editing."))
    draft = row.get_latest_revision_as_object()
    changed = {name: value for name, value in values.items() if _differs(draft, name, value)}
    if not changed:
        return draft
    put_into(draft, changed)
    draft.full_clean(exclude={field.name for field in Profile._meta.get_fields()} - changed.keys())
    own = _own_unseen_edit(row, by)
    draft.save_revision(user=by, log_action=own is None, clean=False, overwrite_revision=own)
    if own is None:
        audit(verb="profile.edited", by=by, on=row, facts={"revision": draft.latest_revision_id})
    return draft


@transaction.atomic
def set_availability(*, profile: Profile, values: Mapping[str, bool], by: User) -> Profile:
    """Say what a profile is open to; public at once, since no curator decides about it. Returns the row."""
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    changed = {
        name: bool(values[name])
        for name in Availability.values
        if name in values and values[name] != getattr(row, name)
    }
    if not changed:
        return row
    put_into(row, changed)
    row.save(update_fields=changed.keys())
    relist_profiles(ids=[row.pk])
    audit(verb="profile.availability_set", by=by, on=row, facts=changed)
    return row


def put_into(draft: Profile, values: Mapping[str, Any]) -> None:
    """Give ``draft`` these values, without saving it."""
    for name, value in values.items():
        setattr(draft, name, value)


def _differs(draft: Profile, name: str, value: Any) -> bool:
    if name == "disciplines":
        return {one.pk for one in draft.disciplines.all()} != {one.pk for one in value}
    there = getattr(draft, name)
    if isinstance(value, str) and isinstance(there, str):
        # browsers send lines with CR and LF, whatever they were given
        return there.replace("\r\n", "\n") != value.replace("\r\n", "\n")
    return bool(there != value)


def _own_unseen_edit(row: Profile, by: User) -> Revision | None:
    """Return the newest revision if ``by`` wrote it just now and it was neither submitted nor published."""
    newest = row.latest_revision
    if newest is None or newest.user_id != by.pk or newest.pk == row.live_revision_id:
        return None
    if newest.created_at < timezone.now() - REWRITTEN_WITHIN or newest.approved_go_live_at:
        return None
    if row.last_published_at and newest.created_at <= row.last_published_at:
        return None
    if TaskState.objects.filter(revision=newest).exists():
        return None
    return newest
