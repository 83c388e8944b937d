"""People whose profile came of an interview hear of it when it becomes public."""

from django.db import transaction

from catalogue.emails.mapping import send_profile_mapped
from catalogue.models import Profile
from kko.audit.actions import record as audit


@transaction.atomic
def tell_mapped_person(*, profile: Profile) -> bool:
    """Write to the person, in the transaction that publishes the profile; returns whether a letter was due.

    Only at the first publication, with a standing consent from the interview that it was made of, to the e-mail
    that the profile has, and while nobody looks after it: an owner hears from the desk.
    """
    if not profile.email or profile.first_published_at != profile.last_published_at or profile.memberships.exists():
        return False
    made_of = profile.interviews.filter(consents=True, made_profile=True).select_related("wave")
    interview = made_of.order_by("consented_at").first()
    if interview is None:
        return False
    send_profile_mapped(profile=profile, interview=interview)
    audit(verb="profile.mapped_person_told", by=None, on=profile, facts={"interview": interview.pk})
    return True
