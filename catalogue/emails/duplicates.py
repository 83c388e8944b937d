"""The letter to those whose profile was merged into another."""

from django.conf import settings
from django.utils import translation

from catalogue.models import Profile
from kko.accounts.models import User
from kko.mail.actions import queue_message


def send_profile_merged(*, kept: Profile, gone_name: str, gone_id: int, to: User) -> None:
    """Tell somebody who looked after a profile under which one it goes on, and that they look after that one now."""
    with translation.override(to.language):
        page = settings.BASE_URL + kept.get_absolute_url()
        edit = settings.BASE_URL + kept.get_edit_url()
    queue_message(
        to=to.email,
        template="profile_merged",
        context={"gone": gone_name, "name": kept.name, "page_url": page, "edit_url": edit},
        period=f"profile_merged:{gone_id}:{kept.pk}",
        language=to.language,
    )
