"""The letter with a visitor's shortlist."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.models import Profile
from kko.mail.actions import queue_message


def send_shortlist(
    *, to: str, entries: list[tuple[Profile, str]], note: str, token: str, period: str, language: str
) -> None:
    """Send the profiles of a shortlist with their notes, and the link to it where it is not too long for one."""
    with translation.override(language):
        rows = [
            {
                "name": profile.name,
                "about": f"{profile.main_discipline.name}, {profile.municipality.name}",
                "url": settings.BASE_URL + profile.get_absolute_url(),
                "note": own,
            }
            for profile, own in entries
        ]
        address = settings.BASE_URL + reverse("catalogue:shortlist_shared", args=[token]) if token else ""
    context = {"rows": rows, "note": note, "address": address}
    queue_message(to=to, template="shortlist", context=context, period=period, language=language)
