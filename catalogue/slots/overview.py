"""What a member's overview shows of the catalogue."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.completeness import completeness, content_of
from catalogue.models import Profile
from kko.accounts.slots import OverviewItem
from kko.moderation.models import with_states


def my_profiles(request: HttpRequest) -> OverviewItem:
    """The member's own profiles with their state, and the way to a new one."""
    profiles = with_states(Profile.objects.kept_by(request.user).select_related("latest_revision").order_by("pk"))
    return OverviewItem(
        key="profiles",
        title=_("My profiles"),
        template="catalogue/_my_profiles.html",
        context={
            "profiles": [(profile, completeness(content_of(profile))) for profile in profiles],
            "create_url": reverse("catalogue:create"),
        },
    )
