"""What of projects and of their outputs can be found: public words only."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch

from catalogue.models import Output, Project
from kko.search.documents import Document

PROJECT_KIND, OUTPUT_KIND = "project", "output"


def project_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the public projects (of those among ``ids``), in three languages each."""
    projects = Project.objects.published()
    if ids is not None:
        projects = projects.filter(pk__in=list(ids))
    outputs = Prefetch("outputs", Output.objects.published(), to_attr="public_outputs")
    along = ("municipalities__district", "partners", outputs)
    for project in projects.prefetch_related(*along).order_by("pk").iterator(chunk_size=500):
        yield _document(project)


def _document(project: Project) -> Document:
    outputs = [word for output in project.public_outputs for word in output.in_all_languages("title")]
    places = [word for place in project.municipalities.all() for word in (place.name, f"okres {place.district.name}")]
    return Document(
        kind=PROJECT_KIND,
        object_id=project.pk,
        title=project.name_cs,
        a=" · ".join(filter(None, project.in_all_languages("name"))),
        b=" · ".join(filter(None, outputs)),
        c=" · ".join(filter(None, [*project.in_all_languages("summary"), *places, *_people(project)])),
        d=" · ".join(filter(None, [*project.in_all_languages("aim"), *project.in_all_languages("lessons")])),
    )


def _people(project: Project) -> list[str]:
    """Return those who have no profile. Who has one is found by it, and its name must go when the profile goes."""
    names = [project.lead_name, *(one.name for one in project.partners.all() if not one.profile_id)]
    return [name for name in names if name]


def output_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the public outputs (of those among ``ids``), in three languages each."""
    outputs = Output.objects.published().select_related("project")
    if ids is not None:
        outputs = outputs.filter(pk__in=list(ids))
    for output in outputs.order_by("pk").iterator(chunk_size=500):
        yield Document(
            kind=OUTPUT_KIND,
            object_id=output.pk,
            title=output.title_cs,
            a=" · ".join(filter(None, output.in_all_languages("title"))),
            b=str(output.get_kind_display()),
            c=" · ".join(filter(None, output.project.in_all_languages("name"))),
            d=" · ".join(filter(None, output.in_all_languages("summary"))),
        )
