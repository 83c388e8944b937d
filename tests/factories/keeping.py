"""Who looks after a profile, with good defaults."""

from catalogue.actions.keeping import invite_person, open_claim
from catalogue.choices import MembershipRole
from catalogue.models import Claim, Invitation, Membership, Profile
from kko.accounts.models import User


def an_invitation(profile: Profile, *, by: User, email: str = "pozvana@example.cz", role: str = "editor") -> Invitation:
    return invite_person(profile=profile, email=email, role=role, by=by)


def an_editor(profile: Profile, user: User) -> Membership:
    return Membership.objects.create(profile=profile, user=user, role=MembershipRole.EDITOR)


def a_claim(profile: Profile, *, by: User, reason: str = "Je to moje dílna.") -> Claim:
    return open_claim(profile=profile, reason=reason, by=by)
