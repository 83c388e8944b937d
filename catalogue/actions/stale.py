"""What a curator does with a profile that nobody has confirmed for long."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.emails.stale import send_profile_asked
from catalogue.models import Profile
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import PublicationError


@transaction.atomic
def ask_owners(*, profile: Profile, text: str, by: User) -> int:
    """Write to everybody who looks after the profile; returns to how many. Raises ``PublicationError``."""
    if not text.strip():
        raise PublicationError(_("Please write what you ask them."))
    owners = profile.owners()
    if not owners:
        raise PublicationError(_("Nobody looks after this profile. Check it yourself, or archive it."))
    for owner in owners:
        send_profile_asked(profile=profile, to=owner, text=text.strip())
    audit(verb="profile.asked", by=by, on=profile, facts={"people": len(owners)})
    return len(owners)
