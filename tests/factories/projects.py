"""Projects, their outputs and tips about them, with good defaults."""

from collections.abc import Iterable
from itertools import count

from django.utils import timezone

from catalogue.actions.projects import relist_projects
from catalogue.choices import OutputKind, TipKind
from catalogue.models import Output, OutputUse, Partner, Profile, Project, ProjectResult, ProjectTip
from kko.territory.models import Municipality

_numbers = count(1)


def a_project(
    *,
    municipalities: Iterable[Municipality] = (),
    partners: Iterable[Profile | str] = (),
    results: Iterable[dict] = (),
    **fields,
) -> Project:
    """Return a public project, indexed, with its live revision; a draft with ``live=False``."""
    now = timezone.now()
    published = {"live": True, "first_published_at": now, "last_published_at": now}
    project = Project(**{"name_cs": f"Projekt {next(_numbers)}", **published} | fields)
    project.save()
    project.municipalities.set(municipalities)
    for order, partner in enumerate(partners):
        named = {"name": partner} if isinstance(partner, str) else {"profile": partner}
        project.partners.add(Partner(**named, sort_order=order))
    for result in results:
        project.results.add(ProjectResult(**result))
    project.save()
    revision = project.save_revision(changed=False, clean=False)
    if project.live:
        Project.objects.filter(pk=project.pk).update(live_revision=revision)
    relist_projects(ids=[project.pk])
    return Project.objects.get(pk=project.pk)


def an_output(project: Project | None = None, **fields) -> Output:
    """Return a public output, to be had under a link."""
    number = next(_numbers)
    defaults = {"title_cs": f"Metodika {number}", "kind": OutputKind.METHODOLOGY, "url": "https://example.cz/vystup"}
    output = Output.objects.create(project=project or a_project(), **{**defaults, "live": True} | fields)
    relist_projects(ids=[output.project_id])
    return output


def a_use(output: Output, **fields) -> OutputUse:
    return OutputUse.objects.create(output=output, **{"who": "Škola Ukázková"} | fields)


def a_tip(kind: TipKind = TipKind.PROJECT, **fields) -> ProjectTip:
    """Return a tip that nobody has settled."""
    return ProjectTip.objects.create(kind=kind, **{"title": "Léto na nádraží", "text": "Bylo tam plno."} | fields)
