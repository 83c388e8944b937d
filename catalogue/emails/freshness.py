"""The letter that asks once a year whether a profile is still true."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.freshness import link_token, years_silent
from catalogue.models import Profile
from kko.accounts.models import User
from kko.mail.actions import queue_message


def send_still_true(*, profile: Profile, to: User) -> None:
    """Ask somebody who looks after the profile; one letter for each year of silence."""
    with translation.override(to.language):
        confirm = settings.BASE_URL + reverse("catalogue:confirmation", args=[link_token(profile, to)])
        edit = settings.BASE_URL + profile.get_edit_url()
        page = settings.BASE_URL + profile.get_absolute_url()
    known = profile.last_known_at or profile.created_at
    queue_message(
        to=to.email,
        template="still_true",
        context={"name": profile.name, "confirm_url": confirm, "edit_url": edit, "page_url": page, "known": known},
        period=f"still-true:{profile.pk}:{known:%Y-%m-%d}:{years_silent(profile)}",
        language=to.language,
    )
