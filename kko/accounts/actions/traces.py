"""What the ground and its libraries hold about a person, found and deleted."""

import json
from collections.abc import Iterable
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from kko.accounts.models import EmailCode, User
from kko.audit.actions import forget
from kko.audit.models import subject_of
from kko.mail.actions import erase_letters, says_address
from kko.search.actions import forget_names


def addresses_of(user: User) -> set[str]:
    """Return the e-mail addresses of the account, in lower case: its own, and those shown to be this person's."""
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {user.email.lower(), *(email.lower() for email in own)}


@transaction.atomic
def erase_traces(*, user: User, addresses: set[str]) -> None:
    """Delete the account and what the ground holds about it; texts of others stay, without its name on them."""
    subject, pk = subject_of(user), user.pk
    end_sessions(user_id=pk, addresses=addresses)
    _erase_files(user)
    _erase_log(user)
    Revision.objects.filter(user=user).update(user=None)
    EmailCode.objects.filter(email__in=addresses).delete()
    user.delete()
    forget_names(names=[user.name])
    # Of letters to others the address alone tells whom they speak of; others may have the same name.
    erase_letters(addresses=addresses)
    forget(subject=subject)


def end_sessions(*, user_id: int, addresses: Iterable[str]) -> int:
    """Delete sessions of this person, and those in which one of the addresses was typed; returns how many."""
    engine = import_module(settings.SESSION_ENGINE)
    ended = 0
    for session in Session.objects.iterator(chunk_size=500):
        data = session.get_decoded()
        held = json.dumps(data, default=str, ensure_ascii=False).lower()
        if data.get("_auth_user_id") == str(user_id) or any(says_address(held, address) for address in addresses):
            engine.SessionStore(session.session_key).delete()  # takes it out of the cache as well
            ended += 1
    return ended


def _erase_log(user: User) -> None:
    """Wagtail's log keeps a label and details of each thing, and who did what."""
    own = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=own, object_id=str(user.pk)).delete()
    ReferenceIndex.objects.filter(content_type=own, object_id=str(user.pk)).delete()
    for log in (ModelLogEntry, PageLogEntry):
        log.objects.filter(user=user).update(user=None)  # Wagtail keeps the number of a user who is gone


def _erase_files(user: User) -> None:
    """The portrait of the back office, and uploads that nobody finished."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        _delete_after_commit(profile.avatar)
    for upload in UploadedFile.objects.filter(uploaded_by_user=user):
        _delete_after_commit(upload.file)
        upload.delete()


def _delete_after_commit(file) -> None:
    storage, name = file.storage, file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
