"""Sectors, disciplines, profiles and imports with good defaults."""

from collections.abc import Iterable
from itertools import count

from django.utils import timezone

from catalogue.actions import create_profile, keep_dry_run, relist_profiles
from catalogue.choices import MembershipRole
from catalogue.models import Discipline, ImportBatch, Membership, Profile, Sector
from kko.accounts.models import User
from tests.factories.territory import municipality

_numbers = count(1)


def a_sector(**fields) -> Sector:
    number = next(_numbers)
    defaults = {"name_cs": "Řemesla", "name_en": "Crafts", "name_de": "Handwerk", "position": number % 1000}
    return Sector.objects.create(**{"slug": f"odvetvi-{number}"} | defaults | fields)


def a_discipline(**fields) -> Discipline:
    number = next(_numbers)
    fields.setdefault("sector", None)
    fields["sector"] = fields["sector"] or a_sector()
    defaults = {"name_cs": "Keramika", "name_en": "Ceramics", "name_de": "Keramik", "position": number % 1000}
    return Discipline.objects.create(**{"slug": f"obor-{number}"} | defaults | fields)


def unsaved_profile(**fields) -> Profile:
    fields.setdefault("municipality", None)
    fields["municipality"] = fields["municipality"] or municipality()
    fields.setdefault("main_discipline", None)
    fields["main_discipline"] = fields["main_discipline"] or a_discipline()
    return Profile(**{"name": f"Dílna {next(_numbers)}"} | fields)


def a_draft(*, by: User, **fields) -> Profile:
    """Return a new profile that its owner has saved and nobody else has seen."""
    return create_profile(profile=unsaved_profile(**fields), by=by)


def a_profile(*, owner: User | None = None, further: Iterable[Discipline] = (), **fields) -> Profile:
    """Return a public profile, listed and indexed, with its live revision."""
    now = timezone.now()
    profile = unsaved_profile(**{"live": True, "first_published_at": now, "last_published_at": now} | fields)
    profile.save()
    profile.disciplines.set(further)
    profile.save()
    revision = profile.save_revision(user=owner, changed=False, clean=False)
    Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    if owner is not None:
        Membership.objects.create(profile=profile, user=owner, role=MembershipRole.OWNER)
    relist_profiles(ids=[profile.pk])
    return Profile.objects.get(pk=profile.pk)


def many_profiles(number: int, **fields) -> list[Profile]:
    """Return public profiles of one place and discipline."""
    common = {"municipality": municipality(), "main_discipline": a_discipline()} | fields
    return [a_profile(**common) for _ in range(number)]


def a_batch(content: str, *, by: User, **fields) -> ImportBatch:
    """Return the dry run of a sheet."""
    defaults = {"file_name": "mapovani.csv", "source": "Mapování 2026", "publishes": True}
    return keep_dry_run(content=content.encode(), by=by, **defaults | fields)
