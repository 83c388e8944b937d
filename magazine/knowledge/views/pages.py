"""What the pages of the library show besides their own fields (``KKO_KNOWLEDGE_CONTEXTS``)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest
from wagtail.models import Page

from kko.accounts.permissions import can_use_back_office
from magazine.knowledge.europe import Drawing, drawing
from magazine.knowledge.filters import StudyFilterSet
from magazine.knowledge.structured import structured_guide, structured_study
from magazine.models import CaseStudyPage, GuidePage, KnowledgePage, StudyCitation

A_PAGE = 30


def page_context(request: HttpRequest, page: Page) -> dict[str, Any]:
    """Return what the template of ``page`` needs: the front, a case study or a guide."""
    return CONTEXTS[type(page)](request, page)


def _front(request: HttpRequest, page: KnowledgePage) -> dict[str, Any]:
    studies = CaseStudyPage.objects.child_of(page).published().order_by("place", "title", "pk")
    found = StudyFilterSet(request.GET, studies)
    sheet = Paginator(found.qs.select_related("locale"), A_PAGE).get_page(request.GET.get("strana"))
    numbered = list(enumerate(sheet, start=sheet.start_index() or 1))
    guides = GuidePage.objects.child_of(page).published().order_by("title")
    return {
        "facets": found.facets(),
        "chips": found.chips(),
        "count": sheet.paginator.count,
        "studies": numbered,
        "sheet": sheet,
        "sheet_links": _sheet_links(sheet, found),
        "map": a_map(numbered),
        "guides": list(guides.select_related("locale")),
    }


def a_map(numbered: list[tuple[int, CaseStudyPage]], *, whole: bool = False) -> Drawing:
    """Return the map of studies, each under the number of the list beside it."""
    points = [
        (number, study.latitude, study.longitude)
        for number, study in numbered
        if study.latitude is not None and study.longitude is not None
    ]
    return drawing(points, whole=whole)


def _sheet_links(sheet: Sheet, found: StudyFilterSet) -> list[tuple[int, str]]:
    """Return number and query string of each page, where there is more than one."""
    if sheet.paginator.num_pages == 1:
        return []
    before = found.data.urlencode()
    return [(number, f"?{before}{'&' if before else ''}strana={number}") for number in sheet.paginator.page_range]


def _study(request: HttpRequest, page: CaseStudyPage) -> dict[str, Any]:
    citations = StudyCitation.objects.filter(study_id=page.pk).select_related("reference")
    if page.pk and not getattr(request, "is_preview", False):
        page = CaseStudyPage.objects.prefetch_related(
            "money", "talks", "themes", Prefetch("citations", queryset=citations)
        ).get(pk=page.pk)
    return {
        "page": page,
        "self": page,
        "talks": [talk for talk in page.talks.all() if talk.is_shown_to(request.user)],
        "sees_links": can_use_back_office(request.user),
        "map": a_map([(1, page)], whole=True),
        "structured": structured_study(page, *_addresses(request, page)),
    }


def _guide(request: HttpRequest, page: GuidePage) -> dict[str, Any]:
    steps = [block for block in page.steps if block.block_type == "step"]
    return {"step_count": len(steps), "structured": structured_guide(page, *_addresses(request, page))}


def _addresses(request: HttpRequest, page: CaseStudyPage | GuidePage) -> tuple[str, str]:
    """The absolute addresses of the page and of its picture."""
    return f"{settings.BASE_URL}{page.get_url(request) or ''}", f"{settings.BASE_URL}{page.share_image_url}"


CONTEXTS: dict[type[Page], Callable[[HttpRequest, Any], dict[str, Any]]] = {
    KnowledgePage: _front,
    CaseStudyPage: _study,
    GuidePage: _guide,
}
