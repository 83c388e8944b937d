"""The letter to somebody whose profile came of an interview of the mapping."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Interview, Profile
from kko.accounts.choices import Visibility
from kko.mail.actions import queue_message


def send_profile_mapped(*, profile: Profile, interview: Interview) -> None:
    """Tell the mapped person that the profile is public, how to take it over, and how to object; once for ever.

    In Czech, the language in which the consent was read out.
    """
    with translation.override(settings.LANGUAGE_CODE):
        page = profile.get_absolute_url()
        claim = reverse("catalogue:claim", args=[profile.slug])
        objection = f"{reverse('moderation:report')}?{urlencode({'odkud': page, 'co': 'profil'})}"
    queue_message(
        to=profile.email,
        template="profile_mapped",
        context={
            "name": profile.name,
            "wave": interview.wave.name,
            "day": timezone.localdate(interview.consented_at),
            "page_url": settings.BASE_URL + page,
            "claim_url": settings.BASE_URL + claim,
            "is_hidden": profile.email_visibility == Visibility.CURATORS,
            "objection_url": settings.BASE_URL + objection,
        },
        period=f"profile_mapped:{profile.pk}",
        language=settings.LANGUAGE_CODE,
    )
