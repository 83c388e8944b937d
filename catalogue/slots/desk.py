"""What the catalogue puts on the curators' desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Profile
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.slots import Queue, Waiting


def submitted_profiles(user: User) -> Queue | None:
    """The desk's queue of profiles that wait for approval, oldest first."""
    if not can_use_desk(user):
        return None
    waiting = []
    for profile in Profile.objects.submitted().select_related("latest_revision__user"):
        revision = profile.latest_revision
        waiting.append(
            Waiting(
                title=revision.object_str or profile.name,
                url=reverse("desk_review", args=[profile._meta.label_lower, profile.pk]),
                since=revision.created_at,
                who=str(revision.user or ""),
                note=_("edit of a public profile") if profile.live else _("new profile"),
            )
        )
    waiting.sort(key=lambda one: one.since)
    return Queue(key="profiles", title=_("Profiles to approve"), waiting=waiting, empty=_("Nothing waits here."))
