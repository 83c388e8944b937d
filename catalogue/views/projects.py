"""Projects of the region and what they left, as visitors see them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.filters.projects import FacetedFilterSet, OutputFilterSet, ProjectFilterSet
from catalogue.models import Output, OutputUse, Partner, Project
from catalogue.models.outputs import OutputQuerySet
from catalogue.models.projects import PROJECT_PALETTE, ProjectQuerySet
from catalogue.sheets.projects import OUTPUT_COLUMNS, PROJECT_COLUMNS, output_rows, project_rows, text_rows
from catalogue.slots import project_panels
from catalogue.structured.projects import project_structured
from catalogue.views.public import Filter, Option
from kko.covers.palettes import PALETTES
from kko.covers.png import cover_png
from kko.media.models import KkoImage
from kko.opendata.formats import delimited
from kko.search.retrieval import suggest

PAGE_SIZE = 24
SHOWN_OPTIONS, SHOWN_GROUPS = 10, 3
DAY = 86_400
CARD_SPECS = tuple(f"format-{format}|fill-600x450" for format in ("avif", "webp", "jpeg"))
CSV = "text/csv; charset=utf-8; header=present"


@dataclass(frozen=True)
class Listed:
    """One list with its filters: what it lists and says of it, under which addresses, with which results."""

    name: str
    title: Any
    lede: Any
    filters: type[FacetedFilterSet]
    public: Callable[[], QuerySet]
    for_page: Callable[[QuerySet], QuerySet]
    part: str


@dataclass(frozen=True)
class Foldable(Filter):
    """A group of tick boxes that stands closed until somebody wants it: those asked for less often."""

    folded: bool = False


def with_cards(projects: QuerySet) -> QuerySet:
    """Return projects with what a card shows, in a fixed number of queries."""
    pictures = Prefetch("image", KkoImage.objects.prefetch_renditions(*CARD_SPECS))
    return projects.prefetch_related("municipalities", pictures).defer(
        *(f"{name}_{code}" for name in ("aim", "lessons") for code in ("cs", "en", "de"))
    )


def _with_everything(projects: QuerySet) -> QuerySet:
    """Return projects with all that their pages and sheets show."""
    return projects.select_related("lead").prefetch_related(
        "municipalities__district",
        "results",
        "image",
        Prefetch("partners", Partner.objects.select_related("profile").order_by("sort_order")),
        Prefetch("outputs", _complete(Output.objects.published()), to_attr="public_outputs"),
    )


def _complete(outputs: QuerySet) -> QuerySet:
    uses = Prefetch("uses", OutputUse.objects.select_related("profile"))
    return outputs.select_related("project", "document").prefetch_related(uses).newest_first()


def _newest_projects(projects: ProjectQuerySet) -> ProjectQuerySet:
    return with_cards(projects.newest_first())


PROJECTS = Listed(
    "projects",
    gettext_lazy("Projects"),
    gettext_lazy(
        "What was done in the region for the creative industries, what came of it, and what it taught. "
        "So that nobody starts from nothing."
    ),
    ProjectFilterSet,
    lambda: Project.objects.published(),
    _newest_projects,
    "catalogue/_project_results.html",
)
OUTPUTS = Listed(
    "outputs",
    gettext_lazy("Outputs of projects"),
    gettext_lazy("Methods, data, contracts, workbooks and films that projects left to use again."),
    OutputFilterSet,
    lambda: Output.objects.published(),
    _complete,
    "catalogue/_project_output_results.html",
)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """What was done in the region, with filters and counts."""
    return _list(request, PROJECTS)


@require_safe
def outputs(request: HttpRequest) -> HttpResponse:
    """What projects left to use again, with filters and counts."""
    return _list(request, OUTPUTS)


@require_safe
def projects_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The projects that the filters leave, one a row."""
    found: ProjectQuerySet = ProjectFilterSet(request.GET, Project.objects.published()).qs
    rows = project_rows(_with_everything(found.newest_first()))
    return _download(text_rows(PROJECT_COLUMNS, rows), "projekty.csv")


@require_safe
def outputs_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The outputs that the filters leave, one a row."""
    found: OutputQuerySet = OutputFilterSet(request.GET, Output.objects.published()).qs
    return _download(text_rows(OUTPUT_COLUMNS, output_rows(_complete(found))), "vystupy-projektu.csv")


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of a project; a draft is nobody's to see here."""
    found = get_object_or_404(_with_everything(Project.objects.published()), slug=slug)
    return render(request, "catalogue/project.html", project_context(request, found))


@require_safe
@cache_control(public=True, max_age=DAY)
def project_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that networks show when somebody shares the project."""
    found = get_object_or_404(Project.objects.published(), slug=slug)
    subtitle = ", ".join(filter(None, [str(found.get_state_display()), found.years]))
    card = cover_png(found.slug, PALETTES[PROJECT_PALETTE], title=found.name[0], subtitle=subtitle)
    return HttpResponse(card, content_type="image/png")


def project_context(request: HttpRequest, found: Project) -> dict[str, Any]:
    """Return what the page of a project shows; ``found`` may be an unpublished edit, shown as all would see it."""
    own = getattr(found, "public_outputs", None)
    left = own if own is not None else list(_complete(Output.objects.published()).filter(project=found.pk))
    lead, partners = found.lead_shown, found.partners_shown
    crumbs = [(_("Projects"), _absolute(reverse("catalogue:projects")))]
    if found.slug:
        crumbs.append((found.name[0], _absolute(found.get_absolute_url())))
    people = [(name, _absolute(url) if url else "") for name, url in [lead, *partners] if name]
    return {
        "project": found,
        "outputs": left,
        "panels": project_panels(found, AnonymousUser()),
        "lead": lead,
        "partners": partners,
        "structured": project_structured(
            found,
            left,
            base=settings.BASE_URL,
            image=_absolute(reverse("catalogue:project_card", args=[found.slug])),
            people=people,
            crumbs=crumbs,
        )
        if found.slug
        else "",
    }


def _list(request: HttpRequest, listed: Listed) -> HttpResponse:
    asked = listed.filters(request.GET, listed.public())
    page = Paginator(sorted(asked.ids()), PAGE_SIZE)
    count, number = page.count, _number(request.GET.get("strana", ""), page.num_pages)
    shown = listed.for_page(asked.qs)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    address, query = reverse(f"catalogue:{listed.name}"), query_of(asked)
    context = {
        "listed": listed,
        "asked": asked,
        "count": count,
        "records": list(shown),
        "filters": filters_of(asked),
        "chips": chips_of(asked),
        "page": page.page(number),
        "pages": _links(page.page(number), asked),
        "here": address,
        "csv_url": reverse(f"catalogue:{listed.name}_csv") + query,
        "suggestion": suggest(asked.text, asked.kind) if asked.text and not count else None,
    }
    partial = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, listed.part if partial else "catalogue/projects.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if partial:
        response["HX-Push-Url"] = address + query_of(asked, number)
    return response


def filters_of(asked: FacetedFilterSet) -> list[Foldable]:
    """Return the groups of tick boxes with what each tick would leave; values that nothing has are left out,
    and of many the most frequent are shown."""
    counts, found = asked.counts(), []
    for parameter, labels in asked.labels.items():
        ticked, number = asked.chosen.get(parameter, []), counts[parameter]
        there = {value for row in asked.rows.values() for value in row[parameter]}
        values = [value for value in labels if value in there or value in ticked]
        if len(values) > SHOWN_OPTIONS:
            frequent = sorted(values, key=lambda one: -number.get(one, 0))[:SHOWN_OPTIONS]
            values = [value for value in values if value in frequent or value in ticked]
        if values:
            options = [Option(one, str(labels[one]), str(number.get(one, 0)), one in ticked) for one in values]
            folded = len(found) >= SHOWN_GROUPS and not ticked
            found.append(Foldable(parameter, asked.filters[parameter].label, options, folded=folded))
    return found


def chips_of(asked: FacetedFilterSet) -> list[dict[str, str]]:
    """Return the ticks in force, each with the query string that is left without it."""
    return [
        {"label": str(asked.labels[parameter][value]), "query": query_of(asked, without=(parameter, value))}
        for parameter, values in asked.chosen.items()
        for value in values
    ]


def query_of(asked: FacetedFilterSet, page: int = 1, without: tuple[str, str] | None = None) -> str:
    """Return the query string of what is asked, with its question mark, or an empty string."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += [(name, value) for name, values in asked.chosen.items() for value in values if (name, value) != without]
    pairs += [("strana", str(page))] if page > 1 else []
    return f"?{urlencode(pairs)}" if pairs else ""


def _number(text: str, pages: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), pages)


def _links(page: Page, asked: FacetedFilterSet) -> list[dict[str, Any]]:
    """Return links to pages: the first, the last and those around; a gap is an entry without a number."""
    if page.paginator.num_pages < 2:
        return []
    return [
        {
            "number": one if isinstance(one, int) else None,
            "query": (query_of(asked, one) or "?") if isinstance(one, int) else "",
            "current": one == page.number,
        }
        for one in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


def _download(rows: Any, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(delimited(rows), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
