"""Keeping profiles true: asking their owners once a year, and what follows from the answer."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.listing import mark_listing_changed
from catalogue.emails.freshness import send_still_true
from catalogue.freshness import to_be_asked
from catalogue.listing import current_listing
from catalogue.models import Profile
from kko.accounts.models import User
from kko.audit.actions import record as audit

logger = logging.getLogger(__name__)


@transaction.atomic
def confirm_profile(*, profile: Profile, by: User | None) -> Profile:
    """Record that the public profile is true today and return it; a long silent one is listed again.

    ``by`` is ``None`` when somebody came by the signed link of a letter, without signing in.
    """
    row = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    was_unlisted = Profile.objects.unlisted().filter(pk=row.pk).exists()
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    if was_unlisted:
        mark_listing_changed()
    audit(verb="profile.confirmed", by=by, on=row)
    return row


def ask_whether_still_true() -> str:
    """Write to the owners of profiles that nobody has confirmed for a year; says to how many profiles' owners.

    Runs by the hour and asks once for each year: the letter's period is the same until somebody answers.
    """
    asked = 0
    for profile in to_be_asked():
        try:
            with transaction.atomic():
                for membership in profile.memberships.all():
                    send_still_true(profile=profile, to=membership.user)
        except Exception:  # what is broken about one must not silence those behind it, hour by hour
            logger.exception("Nobody could be asked about profile %s.", profile.pk)
        else:
            asked += 1
    return _("Asked whether %(number)d profiles are still true.") % {"number": asked} if asked else ""


def unlist_the_long_silent() -> str:
    """Let every process read the listing anew once a profile has been silent for eighteen months."""
    listing = current_listing()
    silent = listing.facets.mask_of(Profile.objects.published().unlisted().values_list("pk", flat=True))
    if silent == listing.unconfirmed:
        return ""
    mark_listing_changed()
    return _("The listing leaves out %(number)d long unconfirmed profiles.") % {"number": silent.bit_count()}
