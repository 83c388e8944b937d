"""What goes of the catalogue when a person leaves: profiles that are only theirs, and their traces in the others."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from catalogue.actions.listing import relist_profiles
from catalogue.actions.pictures import remove_unused_pictures
from catalogue.actions.profiles import delete_profiles
from catalogue.choices import Form, MembershipRole, Verdict
from catalogue.models import (
    ContactBlock,
    ContactMessage,
    ImportKey,
    ImportRow,
    Invitation,
    Match,
    Membership,
    Profile,
)
from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.audit.actions import forget
from kko.audit.models import subject_of
from kko.mail.actions import erase_letters
from kko.media.models import KkoImage
from kko.moderation.models import Assignment, Report, key_of

NOTHING: dict[str, Any] = {"raw": [], "data": {}, "reasons": [], "changes": [], "before": {}, "ticked": False}


def kept_alone(user: User) -> models.QuerySet[Profile]:
    """Return the profiles that nobody but ``user`` looks after."""
    others = Membership.objects.exclude(user=user).values("profile_id")
    return Profile.objects.kept_by(user).exclude(pk__in=others)


def kept_with_others(user: User) -> models.QuerySet[Profile]:
    """Return the profiles that stay when ``user`` leaves, since others look after them too."""
    others = Membership.objects.exclude(user=user).values("profile_id")
    return Profile.objects.kept_by(user).filter(pk__in=others)


def going_with(user: User) -> models.QuerySet[Profile]:
    """Return the profiles that go when ``user`` leaves: those kept alone, and a mapped person of the same address."""
    mapped = Profile.objects.filter(memberships=None, form=Form.PERSON, email__gt="")
    mapped = mapped.filter(_written_as(addresses_of(user)))
    ids = {*kept_alone(user).values_list("pk", flat=True), *mapped.values_list("pk", flat=True)}
    return Profile.objects.filter(pk__in=ids)


@transaction.atomic
def veil_profiles(user: User, veiled: bool) -> None:
    """Take what would go with ``user`` off the public pages, or put it back as it was (fills ``KKO_VEILS``).

    A veiled profile is not live and still knows its live revision, which Wagtail itself never leaves so. Edits
    that wait for a curator are withdrawn, or an approval would lift the veil.
    """
    theirs = going_with(user).select_for_update(of=("self",))
    if veiled:
        ids = [_ready_for_veil(profile, user) for profile in theirs]
        Profile.objects.filter(pk__in=ids).update(live=False)
    else:
        ids = [profile.pk for profile in theirs.filter(closure="", live=False, live_revision__isnull=False)]
        Profile.objects.filter(pk__in=ids).update(live=True)
    relist_profiles(ids=ids)


def _ready_for_veil(profile: Profile, user: User) -> int:
    for state in profile.workflow_states.filter(status=WorkflowState.STATUS_IN_PROGRESS):
        state.cancel(user=user)
    if profile.live and profile.live_revision_id is None:  # or nothing would say that it was public
        revision = profile.save_revision(changed=False, clean=False)
        Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return profile.pk


@transaction.atomic
def erase_profiles(user: User) -> None:
    """Delete what is only theirs and their traces in what stays (fills ``KKO_ERASERS``)."""
    addresses = addresses_of(user)
    going = list(going_with(user))
    uploads = set(KkoImage.objects.filter(uploaded_by_user=user).values_list("pk", flat=True))
    _hand_over(user)
    _forget_by_address(addresses)
    _blank_addresses(addresses)
    _erase_around(going, user)
    delete_profiles(ids=[profile.pk for profile in going], by=None)
    Membership.objects.filter(user=user).delete()
    remove_unused_pictures(ids=uploads)
    erase_letters(
        addresses=_own_addresses(going, user), names=[one for each in going for one in (each.name, each.slug)]
    )


def _hand_over(user: User) -> None:
    """Where the only owner leaves, the editor who has been there longest becomes one."""
    for profile in kept_with_others(user):
        rest = profile.memberships.exclude(user=user).order_by("created_at", "pk")
        if not rest.filter(role=MembershipRole.OWNER).exists():
            Membership.objects.filter(pk__in=rest.values("pk")[:1]).update(role=MembershipRole.OWNER)


def _forget_by_address(addresses: set[str]) -> None:
    """Delete what is known by an address only: messages and reports they wrote, invitations, blocks."""
    for model in (ContactMessage, ContactBlock, Invitation, Report):
        model.objects.filter(_written_as(addresses)).delete()
    for address in addresses:
        for column in ("raw", "data", "before", "changes"):
            rows = ImportRow.objects.annotate(said=Cast(column, models.TextField()))
            _blank_rows(rows.filter(said__icontains=address))


def _blank_rows(rows: models.QuerySet[ImportRow]) -> None:
    """Keep of these rows of imports what became of them, and nothing of what they said; none is imported later."""
    found = list(rows.values_list("pk", "batch_id", "number"))
    own = ImportRow.objects.filter(pk__in=[pk for pk, _batch, _number in found])
    own.filter(profile=None).update(verdict=Verdict.REFUSED)
    own.update(**NOTHING)
    for _pk, batch, number in found:
        ImportKey.objects.filter(batch_id=batch, number=number).delete()


def _blank_addresses(addresses: set[str]) -> None:
    """Take the address out of profiles that stay, and out of every edit of them."""
    ours = ContentType.objects.get_for_model(Profile)
    for address in addresses:
        Profile.objects.filter(email__iexact=address).update(email="")
        for revision in Revision.objects.filter(base_content_type=ours, content__email__iexact=address):
            revision.content = {**revision.content, "email": ""}
            revision.save(update_fields=["content"])


def _erase_around(profiles: list[Profile], user: User) -> None:
    """Delete what speaks of the profiles without belonging to them, before they go themselves."""
    ids, keys = [profile.pk for profile in profiles], [key_of(profile) for profile in profiles]
    _blank_rows(ImportRow.objects.filter(models.Q(profile__in=ids) | models.Q(updates__in=ids)))
    ImportRow.objects.filter(like__in=ids).update(reasons=[])
    Assignment.objects.filter(thing__in=keys).delete()
    Report.objects.filter(thing__in=keys).delete()
    own = ContentType.objects.get_for_model(Profile)
    ModelLogEntry.objects.filter(content_type=own, object_id__in=[str(pk) for pk in ids]).delete()
    for profile in profiles:
        Report.objects.filter(address__contains=f"/{profile.slug}/").delete()
        Match.objects.filter(answer_key__in=_answer_keys(profile)).delete()
        for subject in _subjects(profile):
            forget(subject=subject)


def _answer_keys(profile: Profile) -> list[str]:
    return [f"profile:{profile.pk}", *(f"offer:{offer.pk}" for offer in profile.offers.all())]


def _subjects(profile: Profile) -> list[str]:
    """Return whatever the audit trail may hold a salt for: the profile and the rows that go with it."""
    related = (profile.needs, profile.offers, profile.claims, profile.invitations, profile.contact_messages)
    return [subject_of(profile), *(subject_of(one) for relation in related for one in relation.all())]


def _own_addresses(profiles: Iterable[Profile], user: User) -> set[str]:
    """Return the profiles' addresses under which nobody else has an account."""
    wanted = {profile.email.lower() for profile in profiles if profile.email}
    others = User.objects.exclude(pk=user.pk).filter(_written_as(wanted)) if wanted else User.objects.none()
    return wanted - {email.lower() for email in others.values_list("email", flat=True)}


def _written_as(addresses: Iterable[str]) -> models.Q:
    """One of the addresses, in whatever letters somebody typed it. Raises ``ValueError`` for none at all."""
    wanted = [models.Q(email__iexact=address) for address in addresses]
    if not wanted:
        raise ValueError("Without an address everybody would be meant.")
    return reduce(or_, wanted)
