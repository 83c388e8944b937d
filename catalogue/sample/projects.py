"""Sample projects with what they left: invented, marked, gone with one command."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.actions.projects import delete_projects, relist_projects
from catalogue.choices import TipKind
from catalogue.models import Output, OutputUse, Partner, Profile, Project, ProjectResult, ProjectTip
from catalogue.reference import read
from kko.territory.lookup import MunicipalityIndex

TIP_SENDER = "zvedava@example.cz"


@transaction.atomic
def load_projects() -> str:
    """Make the sample projects that are not there yet; says how many there are."""
    entries = read("sample_projects.json")
    present = set(Project.objects.sample().values_list("name_cs", flat=True))
    places, people = MunicipalityIndex.load(), _people(entries)
    made = [_make(entry, places, people) for entry in entries if entry["name_cs"] not in present]
    relist_projects(ids=[project.pk for project in made])
    if made:
        _tips(made[0])
    return f"{len(entries)} sample projects"


def remove_projects() -> str:
    """Delete the sample projects with their outputs, uses and tips; says how many records went."""
    ProjectTip.objects.filter(email=TIP_SENDER).delete()
    count = delete_projects(projects=list(Project.objects.sample()), outputs=list(Output.objects.sample()))
    return f"{count} sample projects and outputs"


def _people(entries: list[dict[str, Any]]) -> dict[str, Profile]:
    names = {name for entry in entries for name in [entry["lead"], *entry["partners"]]}
    return {profile.name: profile for profile in Profile.objects.sample().filter(name__in=names)}


def _make(entry: dict[str, Any], places: MunicipalityIndex, people: dict[str, Profile]) -> Project:
    now, lead = timezone.now(), people.get(entry["lead"])
    plain = ("state", "starts_in", "ends_in", "budget_czk", "money", "money_note", "target_groups", "web", "source")
    texts = [f"{name}_{code}" for name in ("name", "summary", "aim", "lessons") for code in ("cs", "en", "de")]
    project = Project(
        **{name: entry[name] for name in plain},
        **{name: entry.get(name, "") for name in texts},
        lead=lead, lead_name="" if lead else entry["lead"],
        is_sample=True, live=True, first_published_at=now, last_published_at=now,
    )  # fmt: skip
    project.save()
    project.municipalities.set([places.named(name) for name in entry["municipalities"]])
    for order, name in enumerate(entry["partners"]):
        profile = people.get(name)
        project.partners.add(Partner(profile=profile, name="" if profile else name, sort_order=order))
    for order, result in enumerate(entry["results"]):
        project.results.add(ProjectResult(**result, sort_order=order))
    project.save()
    _with_live_revision(project)
    for output in entry["outputs"]:
        _output(project, output, now)
    return project


def _output(project: Project, entry: dict[str, Any], now: Any) -> None:
    uses = entry["uses"]
    fields = {name: value for name, value in entry.items() if name != "uses"}
    output = Output.objects.create(
        project=project, **fields, is_sample=True, live=True, first_published_at=now, last_published_at=now
    )
    _with_live_revision(output)
    for use in uses:
        OutputUse.objects.create(output=output, **use, is_sample=True)


def _with_live_revision(record: Project | Output) -> None:
    revision = record.save_revision(changed=False, clean=False)
    type(record).objects.filter(pk=record.pk).update(live_revision=revision)


def _tips(project: Project) -> None:
    """Let the desk have one tip of each kind."""
    output = project.outputs.first()
    common = {"email": TIP_SENDER, "text": "Ukázka: takhle vypadá tip od návštěvníka."}
    ProjectTip.objects.create(kind=TipKind.PROJECT, title="Ukázkové léto na nádraží", year=2024, **common)
    ProjectTip.objects.create(kind=TipKind.ADDITION, project=project, title=project.name_cs, **common)
    ProjectTip.objects.create(kind=TipKind.USE, output=output, title="Škola z ukázky", **common)
