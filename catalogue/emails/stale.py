"""What a curator writes to the owners of a profile that has long not been confirmed."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.freshness import link_token
from catalogue.models import Profile
from kko.accounts.models import User
from kko.mail.actions import queue_message


def send_profile_asked(*, profile: Profile, to: User, text: str) -> None:
    """Send the curator's words with the links to read, change and confirm the profile; one letter a day at most."""
    with translation.override(to.language):
        page = settings.BASE_URL + profile.get_absolute_url()
        edit = settings.BASE_URL + profile.get_edit_url()
        confirm = settings.BASE_URL + reverse("catalogue:confirmation", args=[link_token(profile, to)])
    queue_message(
        to=to.email,
        template="profile_asked",
        context={"name": profile.name, "text": text, "page_url": page, "edit_url": edit, "confirm_url": confirm},
        period=f"profile_asked:{profile.pk}:{timezone.localdate():%Y-%m-%d}",
        language=to.language,
    )
