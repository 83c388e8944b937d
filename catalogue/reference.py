"""What the catalogue needs everywhere: its taxonomy as it stands in the repository, and room for files."""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission

from catalogue.models import Discipline, NeedGroup, NeedKind, Question, Sector, Wave
from kko.accounts.choices import Role
from kko.media.actions import members_collection

DATA = Path(__file__).resolve().parent / "data"
LIBRARY, LIBRARY_RIGHTS = "Projekty a výstupy", ("add", "change", "choose")


def read(name: str) -> Any:
    """Return the content of a JSON file of the catalogue's data."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _names(entry: dict[str, Any]) -> dict[str, str]:
    return {f"name_{code}": entry["name"][code] for code in ("cs", "en", "de")}


def load_sectors() -> str:
    """Bring sectors and disciplines in line with ``kko_taxonomy.json``; says how many there are.

    What editors have added stays; what the file names is overwritten.
    """
    for position, entry in enumerate(read("kko_taxonomy.json")["sectors"]):
        keys = ("tri_sector", "idu_sector", "unesco_fcs", "de_teilmarkt")
        sector, _new = Sector.objects.update_or_create(
            slug=entry["slug"], defaults={**_names(entry), "position": position, **{key: entry[key] for key in keys}}
        )
        for order, one in enumerate(entry["disciplines"]):
            Discipline.objects.update_or_create(
                slug=one["slug"],
                defaults={
                    **_names(one),
                    "sector": sector,
                    "position": order,
                    "aliases": "\n".join(one["aliases_cs"]),
                    "nace_rev2": ", ".join(one["nace_rev2"]),
                    "nace_rev21": ", ".join(one["nace_rev21"]),
                    "voucher_area": one["voucher_area"] or "",
                },
            )
    return f"{Sector.objects.count()} sectors, {Discipline.objects.count()} disciplines"


def load_needs() -> str:
    """Bring groups and kinds of needs in line with ``needs_taxonomy.json``; says how many there are."""
    for position, entry in enumerate(read("needs_taxonomy.json")["groups"]):
        group, _new = NeedGroup.objects.update_or_create(
            slug=entry["slug"], defaults={**_names(entry), "position": position}
        )
        for order, one in enumerate(entry["needs"]):
            NeedKind.objects.update_or_create(
                slug=one["slug"], defaults={**_names(one), "group": group, "position": order}
            )
    return f"{NeedKind.objects.count()} kinds of needs"


def load_questions() -> str:
    """Lay a wave with the questions of the house where there is none yet; curators copy it and change it."""
    entry = read("interview_questions.json")
    if not Wave.objects.filter(is_sample=False).exists():
        add_questions(Wave.objects.create(name=entry["name"], note=entry["note"]))
    return f"{len(entry['questions'])} questions of an interview"


def add_questions(wave: Wave) -> list[Question]:
    """Give ``wave`` the questions of the house and return them in their order."""
    entries = read("interview_questions.json")["questions"]
    questions = [Question(wave=wave, sort_order=order, **entry) for order, entry in enumerate(entries)]
    return Question.objects.bulk_create(questions)


@transaction.atomic
def load_library() -> str:
    """Let curators keep files and pictures of projects, and pictures of members; says how many rights.

    Nobody else in the back office has any on them: members change their pictures on their own pages.
    """
    curators, _new = Group.objects.get_or_create(name=Role.CURATOR.value)
    pictures = [("wagtailimages", f"{verb}_image") for verb in LIBRARY_RIGHTS]
    documents = [("wagtaildocs", f"{verb}_document") for verb in LIBRARY_RIGHTS]
    _grant(curators, members_collection(), pictures)
    rights = _grant(curators, library_collection(), pictures + documents)
    return f"{rights} rights to the library of projects"


def _grant(group: Group, collection: Collection, rights: list[tuple[str, str]]) -> int:
    for app_label, codename in rights:
        right = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    return len(rights)


def library_collection() -> Collection:
    """Return the collection of files and pictures of projects."""
    found = Collection.objects.filter(name=LIBRARY).first()
    return found or Collection.get_first_root_node().add_child(name=LIBRARY)
