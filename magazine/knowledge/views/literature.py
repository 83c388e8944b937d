"""The literature: a list to search, and the same for programs."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kko.accounts.permissions import can_use_back_office
from kko.search.retrieval import matching_ids
from magazine.knowledge.bibliography import bibtex, ris, sheet
from magazine.knowledge.cited import with_citing
from magazine.knowledge.search import REFERENCE
from magazine.models import KnowledgePage, Reference

A_PAGE = 50
FORMATS = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
    "csv": (sheet, "text/csv"),
}


def literature(request: HttpRequest) -> HttpResponse:
    """The entries by author, or those that a question finds, the best first."""
    language = (get_language() or "cs")[:2]
    question = _question(request)
    found = _found(question)
    sheet_of = Paginator(found, A_PAGE).get_page(request.GET.get("strana"))
    entries = with_citing([one.pk for one in sheet_of], language)
    context: dict[str, Any] = {
        "question": question,
        "count": sheet_of.paginator.count,
        "entries": entries,
        "language": language,
        "sheet": sheet_of,
        "front": KnowledgePage.objects.live().filter(locale__language_code=language).first(),
        "sees_links": can_use_back_office(request.user),
    }
    return render(request, "magazine/knowledge/literature.html", context)


def literature_export(request: HttpRequest, ending: str) -> HttpResponse:
    """The same entries as BibTeX, RIS or CSV."""
    if ending not in FORMATS:
        raise Http404
    written, content_type = FORMATS[ending]
    response = HttpResponse(written(_found(_question(request))), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="literatura.{ending}"'
    return response


def _question(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "")[:200].split())


def _found(question: str) -> list[Reference]:
    if not question:
        return list(Reference.objects.in_order())
    ids = matching_ids(question, REFERENCE)
    known = Reference.objects.in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]
