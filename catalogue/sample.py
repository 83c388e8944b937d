"""Sample profiles: invented people and places, marked, gone with one command."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.actions import delete_profiles, relist_profiles
from catalogue.choices import Availability, MembershipRole
from catalogue.models import Discipline, Membership, Profile
from catalogue.reference import read
from kko.accounts.models import User
from kko.accounts.sample import PEOPLE
from kko.moderation.choices import Provenance
from kko.territory.lookup import MunicipalityIndex

TEXTS = tuple(f"{name}_{code}" for name in ("summary", "text") for code in ("cs", "en", "de"))


@transaction.atomic
def load_profiles() -> str:
    """Make the sample profiles that are not there yet; says how many there are."""
    entries = read("sample_profiles.json")
    present = set(Profile.objects.filter(is_sample=True).values_list("name", flat=True))
    places = MunicipalityIndex.load()
    disciplines = dict(Discipline.objects.values_list("slug", "pk"))
    made = [_make(entry, places, disciplines) for entry in entries if entry["name"] not in present]
    relist_profiles(ids=[profile.pk for profile in made])
    owner = User.objects.filter(email=PEOPLE[0].email).first()
    if made and owner is not None:
        Membership.objects.get_or_create(profile=made[0], user=owner, defaults={"role": MembershipRole.OWNER})
    return f"{len(entries)} sample profiles"


def _make(entry: dict[str, Any], places: MunicipalityIndex, disciplines: dict[str, int]) -> Profile:
    now = timezone.now()
    profile = Profile(
        name=entry["name"], form=entry["form"], municipality=places.named(entry["municipality"]),
        main_discipline_id=disciplines[entry["main_discipline"]], web=entry["web"], email=entry["email"],
        **{key: entry.get(key, "") for key in TEXTS},
        **{name: name in entry["availability"] for name in Availability.values},
        provenance=Provenance.OWN, is_sample=True, live=True, first_published_at=now, last_published_at=now,
    )  # fmt: skip
    profile.save()
    profile.disciplines.set([disciplines[slug] for slug in entry["disciplines"]])
    profile.save()
    revision = profile.save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return profile


def remove_profiles() -> str:
    """Delete the sample profiles; says how many went."""
    return f"{delete_profiles(ids=Profile.objects.sample().values_list('pk', flat=True), by=None)} sample profiles"
