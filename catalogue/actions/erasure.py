"""What goes of the catalogue when a person leaves: profiles that are only theirs, and their traces in the others."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from catalogue.actions.import_traces import blank_rows, rows_about, rows_with_address
from catalogue.actions.listing import relist_profiles
from catalogue.actions.pictures import remove_unused_pictures
from catalogue.actions.profiles import delete_profiles
from catalogue.choices import Form, MembershipRole
from catalogue.models import (
    ContactBlock,
    ContactMessage,
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
from kko.mail.actions import blank_letters_about, erase_letters
from kko.media.models import KkoImage
from kko.moderation.models import Assignment, Report, key_of


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
    ids = {*_ids(kept_alone(user)), *_ids(mapped)}
    return Profile.objects.filter(pk__in=ids)


@transaction.atomic
def veil_profiles(user: User, veiled: bool) -> None:
    """Take what would go with ``user`` off the public pages, or put it back as it was (fills ``KKO_VEILS``).

    A veiled profile is not live and still knows its live revision, which Wagtail itself never leaves so. Edits
    that wait for a curator are withdrawn, or an approval would lift the veil. The veil comes off everything that
    the person keeps by now, alone or not: somebody else may have joined meanwhile.
    """
    if not veiled:
        unveil_profiles(ids={*_ids(going_with(user)), *_ids(Profile.objects.kept_by(user))})
        return
    ids = [_ready_for_veil(profile, user) for profile in going_with(user).select_for_update(of=("self",))]
    Profile.objects.filter(pk__in=ids).update(live=False)
    relist_profiles(ids=ids)


@transaction.atomic
def unveil_profiles(*, ids: Iterable[int]) -> None:
    """Put back on the public pages those of these profiles that are veiled, and no other."""
    veiled = Profile.objects.filter(pk__in=list(ids), closure="", live=False, live_revision__isnull=False)
    found = [profile.pk for profile in veiled.select_for_update(of=("self",))]
    if found:
        Profile.objects.filter(pk__in=found).update(live=True)
        relist_profiles(ids=found)


def _ids(profiles: models.QuerySet[Profile]) -> set[int]:
    return set(profiles.values_list("pk", flat=True))


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
    going, staying = list(going_with(user)), _ids(kept_with_others(user))
    uploads = set(KkoImage.objects.filter(uploaded_by_user=user).values_list("pk", flat=True))
    blank_letters_about(periods=_periods_about(user), name=user.name)
    _hand_over(user)
    _forget_by_address(addresses)
    _blank_addresses(addresses)
    _erase_around(going, user)
    Invitation.objects.open().filter(invited_by=user).update(withdrawn_at=timezone.now())
    delete_profiles(ids=[profile.pk for profile in going], by=None)
    Membership.objects.filter(user=user).delete()
    unveil_profiles(ids=staying)
    remove_unused_pictures(ids=uploads)
    erase_letters(addresses=_own_addresses(going, user), names=_telling_names(going))


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
        blank_rows(ImportRow.objects.filter(pk__in=rows_with_address(address)))


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
    blank_rows(ImportRow.objects.filter(models.Q(profile__in=ids) | models.Q(updates__in=ids)))
    # A row that became another profile, which stays, is that profile's.
    unused = ImportRow.objects.filter(profile=None, updates=None)
    blank_rows(unused.filter(like__in=ids))
    blank_rows(unused.filter(pk__in=rows_about([one for one in profiles if _was_public(one)])))
    ImportRow.objects.filter(like__in=ids).update(reasons=[])
    Assignment.objects.filter(thing__in=keys).delete()
    Report.objects.filter(thing__in=keys).delete()
    own = ContentType.objects.get_for_model(Profile)
    ModelLogEntry.objects.filter(content_type=own, object_id__in=[str(pk) for pk in ids]).delete()
    for profile in profiles:
        Report.objects.filter(_at_page_of(profile)).delete()
        Match.objects.filter(answer_key__in=_answer_keys(profile)).delete()
        for subject in _subjects(profile):
            forget(subject=subject)


def _was_public(profile: Profile) -> bool:
    """Only such a name, number or address is one that a curator has looked at: a draft may claim any."""
    return profile.first_published_at is not None or profile.live_revision_id is not None


def _telling_names(profiles: Iterable[Profile]) -> list[str]:
    """Return names, also as addresses write them, that tell one profile from the words of any letter."""
    public = [profile for profile in profiles if _was_public(profile)]
    names = [profile.name for profile in public if " " in profile.name.strip()]
    return [*names, *(profile.slug for profile in public if "-" in profile.slug)]


def _periods_about(user: User) -> list[str]:
    """Return how the periods of letters begin that speak of ``user`` by the name of the account, whoever got them:
    invitations in that name, and what curators wrote to all who keep a profile with them.
    """
    invitations = Invitation.objects.filter(invited_by=user).values_list("pk", flat=True)
    reviewed = [
        f"publication_{outcome}:{key_of(profile)}:"
        for profile in Profile.objects.kept_by(user)
        for outcome in ("approved", "returned", "declined")
    ]
    return [*(f"invitation:{pk}:" for pk in invitations), *reviewed]


def _at_page_of(profile: Profile) -> models.Q:
    """Whether an address, as visitors report it, is just the profile's page, in any language."""
    found = models.Q()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            path = profile.get_absolute_url()
        found |= models.Q(address=path) | models.Q(address__startswith=f"{path}?")
    return found


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
