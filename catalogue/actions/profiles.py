"""Profiles from their first draft to their deletion."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.actions.listing import relist_profiles
from catalogue.actions.pictures import pictures_of, remove_unused_pictures
from catalogue.choices import MembershipRole
from catalogue.models import Membership, Profile
from catalogue.models.profile import slug_of
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import PublicationError
from kko.moderation.choices import PublicationState
from kko.search.actions import forget_names

SLUG_ATTEMPTS = 5
MOST_HIDDEN = 10  # of one member


@transaction.atomic
def create_profile(*, profile: Profile, by: User) -> Profile:
    """Save a new profile as a draft of ``by``, who becomes its owner; returns it with its first revision.

    Raises ``PublicationError`` when ``by`` has many profiles already that are not public.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one after the other, or two would both be the last
    hidden = Membership.objects.filter(user=by, role=MembershipRole.OWNER, profile__live=False)
    if hidden.count() >= MOST_HIDDEN:
        raise PublicationError(
            _("You have many profiles that are not public yet. Please finish one of them first, or write to us.")
        )
    profile.live = False
    profile.has_unpublished_changes = True
    save_with_free_slug(profile)
    Membership.objects.create(profile=profile, user=by, role=MembershipRole.OWNER)
    profile.save_revision(user=by, log_action="wagtail.create")
    audit(verb="profile.created", by=by, on=profile)
    return profile


def save_with_free_slug(profile: Profile) -> None:
    """Save a new profile; somebody may take its address between the look and the save."""
    for _attempt in range(SLUG_ATTEMPTS):
        try:
            with transaction.atomic():
                profile.save()
            return
        except IntegrityError:
            if not Profile.objects.filter(slug=profile.slug).exists():
                raise
            profile.slug = ""
    raise PublicationError(_("Many people are joining just now. Please save it once more."))


def readdress_new(*, profile: Profile) -> None:
    """Give a profile that has become public for the first time the address of the name it has now.

    Until then nobody but its keepers knew the address, which came from the first name somebody typed.
    """
    if profile.first_published_at != profile.last_published_at:
        return
    base, _dash, number = profile.slug.rpartition("-")
    wanted = slug_of(profile.name)
    if profile.slug == wanted or (base == wanted and number.isdecimal()):
        return
    for _attempt in range(SLUG_ATTEMPTS):
        profile.slug = Profile.objects.free_slug(profile.name)
        try:
            with transaction.atomic():
                Profile.objects.filter(pk=profile.pk).update(slug=profile.slug)
            return
        except IntegrityError:
            continue
    profile.refresh_from_db(fields=["slug"])


@transaction.atomic
def save_draft(*, profile: Profile, by: User) -> Profile:
    """Record an edit as a revision that nobody but its owners sees; returns the profile.

    ``profile`` is the edited object (from a form). Raises ``PublicationError`` while an earlier edit
    waits for approval: it must be withdrawn first, or the curator would decide about another text.
    """
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if row.publication_state == PublicationState.SUBMITTED:
        raise PublicationError(_("An edit is waiting for approval. Take it back before you go on editing."))
    profile.save_revision(user=by, log_action=True)
    audit(verb="profile.edited", by=by, on=row, facts={"revision": profile.latest_revision_id})
    return profile


@transaction.atomic
def delete_profiles(*, ids: Iterable[int], by: User | None) -> int:
    """Delete profiles for good with their revisions, and take them out of listing and search, also their names out of
    what is counted of searches; returns how many."""
    profiles = list(Profile.objects.filter(pk__in=list(ids)))
    gone, pictures = [profile.pk for profile in profiles], pictures_of(profiles)
    for profile in profiles:
        audit(verb="profile.deleted", by=by, on=profile)
        profile.delete()
    remove_unused_pictures(ids=pictures)
    relist_profiles(ids=gone)
    forget_names(names=[profile.name for profile in profiles])
    return len(gone)
