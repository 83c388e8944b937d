"""Sample profiles: invented people and places, marked, gone with one command."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.actions import apply_import, delete_profiles, keep_dry_run, relist_profiles
from catalogue.choices import Availability, MembershipRole, Verdict
from catalogue.models import Discipline, ImportBatch, Membership, Need, NeedKind, Offer, PortfolioItem, Profile
from catalogue.reference import DATA, read
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.accounts.sample import PEOPLE
from kko.moderation.choices import Provenance
from kko.territory.lookup import MunicipalityIndex

SHEET = "actors_sample.csv"
SHEET_SOURCE = "Ukázka mapování 2026"
TEXTS = tuple(f"{name}_{code}" for name in ("summary", "text") for code in ("cs", "en", "de"))


@transaction.atomic
def load_profiles() -> str:
    """Make the sample profiles that are not there yet; says how many there are."""
    entries = read("sample_profiles.json")
    present = set(Profile.objects.filter(is_sample=True, provenance=Provenance.OWN).values_list("name", flat=True))
    places = MunicipalityIndex.load()
    disciplines = dict(Discipline.objects.values_list("slug", "pk"))
    kinds = dict(NeedKind.objects.values_list("slug", "pk"))
    made = [_make(entry, places, disciplines, kinds) for entry in entries if entry["name"] not in present]
    relist_profiles(ids=[profile.pk for profile in made])
    owner = User.objects.filter(email=PEOPLE[0].email).first()
    if made and owner is not None:
        Membership.objects.get_or_create(profile=made[0], user=owner, defaults={"role": MembershipRole.OWNER})
    return f"{len(entries)} sample profiles"


def _make(
    entry: dict[str, Any], places: MunicipalityIndex, disciplines: dict[str, int], kinds: dict[str, int]
) -> Profile:
    now = timezone.now()
    profile = Profile(
        name=entry["name"], form=entry["form"], municipality=places.named(entry["municipality"]),
        main_discipline_id=disciplines[entry["main_discipline"]], web=entry["web"], email=entry["email"],
        **{key: entry.get(key, "") for key in TEXTS},
        **{name: name in entry["availability"] for name in Availability.values},
        **{key: entry[key] for key in ("founded", "size", "reach", "languages")},
        **{key: "\n".join(entry[key]) for key in ("services_cs", "services_en", "services_de")},
        provenance=Provenance.OWN, is_sample=True, live=True, first_published_at=now, last_published_at=now,
    )  # fmt: skip
    profile.save()
    profile.disciplines.set([disciplines[slug] for slug in entry["disciplines"]])
    profile.save()
    _add_work(profile, entry, kinds)
    revision = profile.save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return profile


def _add_work(profile: Profile, entry: dict[str, Any], kinds: dict[str, int]) -> None:
    for order, piece in enumerate(entry.get("portfolio", [])):
        profile.portfolio.add(PortfolioItem(**piece, sort_order=order))
    profile.save()
    for model, wishes in ((Need, entry.get("needs", [])), (Offer, entry.get("offers", []))):
        for wish in wishes:
            shown = {"visibility": Visibility.PUBLIC} if model is Need else {}
            model.objects.create(profile=profile, kind_id=kinds[wish["kind"]], note_cs=wish["note_cs"], **shown)


@transaction.atomic
def load_institutions() -> str:
    """Take the public institutions of the mapping sheet over through the real import; says how many are there."""
    present = Profile.objects.sample().filter(provenance=Provenance.MAPPING).count()
    if not present:
        by = User.objects.filter(email=PEOPLE[1].email).first()
        content = (DATA / SHEET).read_bytes()
        batch = keep_dry_run(file_name=SHEET, content=content, source=SHEET_SOURCE, publishes=True, by=by)
        new = list(batch.rows.filter(verdict=Verdict.NEW).values_list("number", flat=True))
        present = apply_import(batch=batch, row_numbers=new, disciplines={}, by=by)
        Profile.objects.filter(import_rows__batch=batch).update(is_sample=True)
    return f"{present} institutions of the mapping sheet"


def remove_profiles() -> str:
    """Delete the sample profiles and the sample import; says how many went."""
    ImportBatch.objects.filter(rows__profile__is_sample=True).delete()
    return f"{delete_profiles(ids=Profile.objects.sample().values_list('pk', flat=True), by=None)} sample profiles"
