"""Profiles written from the rows of a sheet: many at once, each with the one revision that a person's would have."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Revision

from catalogue.choices import Outcome
from catalogue.models import Discipline, ImportBatch, ImportRow, OldAddress, PortfolioItem, Profile
from catalogue.models.profile import RESERVED_SLUGS
from catalogue.naming import name_key, web_key
from catalogue.sheets.columns import BY_NAME, NOT_FIELDS
from catalogue.sheets.lists import LINKS, NEEDS, OFFERS, ListKind
from kko.accounts.models import User
from kko.moderation.choices import Provenance
from kko.search.folding import fold, sort_key

SLUG_ATTEMPTS = 5
FURTHER = Profile.disciplines.through


def make_profiles(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User | None) -> None:
    """Make a profile of each row in a few queries for all of them; the rows then know theirs."""
    disciplines = Discipline.objects.in_bulk()
    profiles = [_new(row, batch, disciplines) for row in rows]
    _insert(profiles, [row.data.get("slug", "") for row in rows])
    for row, profile in zip(rows, profiles, strict=True):
        row.profile = profile
    _add_related(rows)
    _add_revisions(rows, by)
    for row in rows:
        row.outcome = Outcome.MADE


def _new(row: ImportRow, batch: ImportBatch, disciplines: dict[int, Discipline]) -> Profile:
    public = batch.publishes and row.data.get("public", True)
    now = timezone.now() if public else None
    profile = Profile(live=public, has_unpublished_changes=not public, first_published_at=now, last_published_at=now)
    if "provenance" not in row.data:  # a sheet that says where each row comes from says all there is to it
        profile.provenance, profile.source = Provenance.MAPPING, batch.source or batch.file_name
        profile.sourced_on = timezone.localdate()
    ids = disciplines_of(row)
    fill(profile, {**row.data, "disciplines": ids})
    # where modelcluster looks before it asks the database
    profile._cluster_related_objects = {
        "disciplines": [disciplines[pk] for pk in ids[1:]],
        "portfolio": pieces(row.data.get("portfolio", [])),
    }
    return profile


def disciplines_of(row: ImportRow) -> list[int]:
    """Return the disciplines of the row, the main one first: the one that the curator chose leads."""
    chosen = [row.chosen_discipline_id] if row.chosen_discipline_id else []
    return list(dict.fromkeys([*chosen, *row.data.get("disciplines", [])]))


def fill(profile: Profile, data: dict[str, Any]) -> None:
    """Put the row's values into the fields of a profile, with the keys that ``Profile.save`` reckons from them."""
    for name, value in data.items():
        if name not in BY_NAME or name in NOT_FIELDS or name == "slug":
            continue
        if name == "municipality":
            profile.municipality_id = value
        elif name == "sourced_on":
            profile.sourced_on = date.fromisoformat(value) if value else None
        else:
            setattr(profile, name, value)
    if data.get("disciplines"):
        profile.main_discipline_id = data["disciplines"][0]
    profile.name_folded = fold(profile.name)[:120]
    profile.sort_key = sort_key(profile.name)[:400]
    profile.name_key = name_key(profile.name)[:120]
    profile.web_key = web_key(profile.web)[:200]


def pieces(entries: Iterable[dict[str, Any]], standing: Iterable[PortfolioItem] = ()) -> list[PortfolioItem]:
    """Return the pieces of work of a cell; one that is there by its title keeps its row and its picture."""
    by_title = {piece.title_cs: piece for piece in standing}
    found = []
    for order, one in enumerate(entries):
        piece = by_title.pop(one["title_cs"], None) or PortfolioItem(key=uuid.uuid4())
        empty = {"title_en": "", "title_de": "", "year": None, "note_cs": "", "media_url": ""}
        for name, value in {**empty, **one}.items():
            setattr(piece, name, value)
        piece.sort_order = order
        found.append(piece)
    return found


def _insert(profiles: Sequence[Profile], wanted: Sequence[str]) -> None:
    """Insert new profiles; somebody may take one of their addresses between the look and the insertion."""
    for attempt in range(SLUG_ATTEMPTS):
        for profile, slug in zip(profiles, free_slugs(profiles, wanted), strict=True):
            profile.slug = slug
        try:
            with transaction.atomic():
                Profile.objects.bulk_create(profiles)
            return
        except IntegrityError:
            taken = Profile.objects.filter(slug__in=[profile.slug for profile in profiles]).exists()
            if not taken or attempt == SLUG_ATTEMPTS - 1:
                raise


def free_slugs(profiles: Sequence[Profile], wanted: Sequence[str]) -> list[str]:
    """Return an address for each new profile: the one that its row asks for, else one by its name."""
    bases = [slugify(profile.name)[:100].strip("-") or "profil" for profile in profiles]
    taken = _taken([*bases, *filter(None, wanted)]) | RESERVED_SLUGS
    repeated = sorted({base for base in bases if base in taken or bases.count(base) > 1})
    for at in range(0, len(repeated), 50):
        starts = [models.Q(slug__startswith=f"{base}-") for base in repeated[at : at + 50]]
        for model in (Profile, OldAddress):
            taken |= set(model.objects.filter(reduce(or_, starts)).values_list("slug", flat=True))
    slugs: list[str] = []
    following: dict[str, int] = {}
    asked = {slug for slug in wanted if slug}
    for base, own in zip(bases, wanted, strict=True):
        slug, number = own or base, following.get(base, 2)
        while slug in taken or (slug in asked and slug != own):
            slug, number = f"{base}-{number}", number + 1
        following[base] = number
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _taken(slugs: Iterable[str]) -> set[str]:
    asked = set(slugs)
    found = set(Profile.objects.filter(slug__in=asked).values_list("slug", flat=True))
    return found | set(OldAddress.objects.filter(slug__in=asked).values_list("slug", flat=True))


def _of(row: ImportRow) -> Profile:
    """Return the profile of a row that has one by now."""
    assert row.profile is not None
    return row.profile


def _add_related(rows: Sequence[ImportRow]) -> None:
    """Insert what belongs to new profiles: further disciplines, links, needs, offers and pieces of work."""
    own = [(_of(row), _of(row)._cluster_related_objects) for row in rows]
    FURTHER.objects.bulk_create(
        FURTHER(profile=profile, discipline=one) for profile, related in own for one in related["disciplines"]
    )
    for profile, related in own:
        for piece in related["portfolio"]:
            piece.profile = profile
    PortfolioItem.objects.bulk_create(piece for _profile, related in own for piece in related["portfolio"])
    for kind in (LINKS, NEEDS, OFFERS):
        entries = [(_of(row), row.data.get(kind.relation, [])) for row in rows]
        made = [one for profile, cell in entries for one in rows_of_cell(kind, profile, cell)]
        kind.model._default_manager.bulk_create(made)


def rows_of_cell(kind: ListKind, profile: Profile, cell: Iterable[dict[str, Any]]) -> list[models.Model]:
    """Return the rows that a cell asks for, not saved."""
    made = []
    for order, entry in enumerate(cell):
        values = {f"{name}_id" if name == "kind" else name: value for name, value in entry.items()}
        if "until" in values:
            values["until"] = date.fromisoformat(values["until"])
        if kind is LINKS:
            values["position"] = order
        made.append(kind.model(profile=profile, **values))
    return made


def _add_revisions(rows: Sequence[ImportRow], by: User | None) -> None:
    """Give each row's profile a revision of what it is now; of public ones it is the live one."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(Profile)
    made = Revision.objects.bulk_create(
        Revision(
            content_type=content_type, base_content_type=content_type, object_id=str(_of(row).pk), user=by,
            created_at=now, content=_of(row).serializable_data(), object_str=str(_of(row)),
        )
        for row in rows
    )  # fmt: skip
    for row, revision in zip(rows, made, strict=True):
        row.revision = revision
        _of(row).latest_revision = revision
        if _of(row).live:
            _of(row).live_revision = revision
    own = Revision.objects.filter(
        pk__in=[revision.pk for revision in made],
        content_type=content_type,
        object_id=Cast(models.OuterRef("pk"), models.CharField()),
    )
    profiles = Profile.objects.filter(pk__in=[_of(row).pk for row in rows])
    profiles.update(latest_revision=models.Subquery(own.values("pk")[:1]))
    profiles.filter(live=True).update(live_revision=models.F("latest_revision"))


@transaction.atomic
def change_profile(*, row: ImportRow, data: dict[str, Any], by: User | None) -> None:
    """Put some columns into the row's profile as a new revision; one that is public stays so with the new content."""
    profile = _of(row)
    standing = list(profile.portfolio.all())
    fill(profile, data)
    now = timezone.now()
    if profile.live:
        profile.last_published_at = now
    if "disciplines" in data:
        profile.disciplines.set(Discipline.objects.filter(pk__in=data["disciplines"][1:]))
    if "portfolio" in data:
        profile.portfolio.set(pieces(data["portfolio"], standing))
    profile.save()
    for kind in (LINKS, NEEDS, OFFERS):
        if kind.relation in data:
            _replace(kind, profile, data[kind.relation])
    row.revision = profile.save_revision(user=by, changed=not profile.live, clean=False)
    if profile.live:
        Profile.objects.filter(pk=profile.pk).update(live_revision=row.revision)


def _replace(kind: ListKind, profile: Profile, cell: Sequence[dict[str, Any]]) -> None:
    """Make the list say what the cell says; an entry that is in both keeps its row, and what hangs on it."""
    there = kind.model._default_manager.filter(profile=profile)
    standing = {getattr(one, _head(kind)): one for one in there if kind.only(one)}
    for fresh in rows_of_cell(kind, profile, cell):
        old = standing.pop(getattr(fresh, _head(kind)), None)
        if old is not None:
            fresh.pk = old.pk
            fresh._state.adding = False
            for name in ("created_at", "story"):
                if hasattr(old, name):
                    setattr(fresh, name, getattr(old, name))
        fresh.save()
    kind.model._default_manager.filter(pk__in=[one.pk for one in standing.values()]).delete()


def _head(kind: ListKind) -> str:
    return f"{kind.head}_id" if kind.of_kinds else kind.head
