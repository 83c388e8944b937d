"""The library as kinds of search results."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kko.accounts.models import User
from kko.search.slots import Result, SearchKind
from magazine.knowledge.citing import authors_text
from magazine.knowledge.search import GUIDE, REFERENCE, STUDY, guide_documents, reference_documents, study_documents
from magazine.models import CaseStudyPage, GuidePage, Reference


def studies_kind() -> SearchKind:
    """Case studies as a kind of search result."""
    label = gettext_lazy("Case studies")
    return SearchKind(key=STUDY, label=label, documents=study_documents, results=_studies)


def guides_kind() -> SearchKind:
    """Guides as a kind of search result."""
    return SearchKind(key=GUIDE, label=gettext_lazy("Guides"), documents=guide_documents, results=_guides)


def literature_kind() -> SearchKind:
    """Literature as a kind of search result; all of it stands on its own page."""
    return SearchKind(
        key=REFERENCE, label=gettext_lazy("Literature"), documents=reference_documents, results=_literature,
        more_url=lambda question: f"{reverse('magazine:literature')}?{urlencode({'q': question})}",
    )  # fmt: skip


def _pages(model: type, ids: list[int], meta: Callable) -> list[Result]:
    found = model.objects.published().select_related("locale").in_bulk(ids)  # type: ignore[attr-defined]
    current = get_language()
    return [
        Result(
            title=page.title,
            url=page.get_url() or "",
            summary=page.summary,
            meta=meta(page),
            lang="" if page.locale.language_code == current else page.locale.language_code,
        )
        for page in filter(None, map(found.get, ids))
    ]


def _studies(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    return _pages(CaseStudyPage, ids, lambda study: study.where)


def _guides(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    return _pages(
        GuidePage, ids, lambda guide: _("checked on %(day)s") % {"day": date_format(guide.checked_on, "DATE_FORMAT")}
    )


def _literature(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    known = Reference.objects.in_bulk(ids)
    return [
        Result(
            title=reference.title,
            url=f"{reverse('magazine:literature')}?{urlencode({'q': reference.title})}",
            summary=reference.container,
            meta=", ".join(filter(None, [authors_text(reference), str(reference.year or "")])),
        )
        for reference in filter(None, map(known.get, ids))
    ]
