"""What the registrar knows about a DOI: one GET of doi.org, which answers in CSL JSON for Crossref and DataCite alike.

https://citation.doi.org/docs.html, "application/vnd.citationstyles.csl+json";
https://docs.citationstyles.org/en/stable/specification.html for the names of its fields.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum import isbn as isbn_number

from magazine.knowledge.fetching import FetchError, fetch
from magazine.knowledge_choices import ReferenceKind
from magazine.models import Reference

ACCEPT = "application/vnd.citationstyles.csl+json"
SECONDS, MOST_BYTES = 8.0, 512 * 1024
KINDS = {
    "article-journal": ReferenceKind.ARTICLE, "journal-article": ReferenceKind.ARTICLE,
    "article-magazine": ReferenceKind.ARTICLE, "paper-conference": ReferenceKind.CHAPTER,
    "proceedings-article": ReferenceKind.CHAPTER, "book": ReferenceKind.BOOK, "monograph": ReferenceKind.BOOK,
    "edited-book": ReferenceKind.BOOK, "chapter": ReferenceKind.CHAPTER, "book-chapter": ReferenceKind.CHAPTER,
    "report": ReferenceKind.REPORT, "thesis": ReferenceKind.THESIS, "dissertation": ReferenceKind.THESIS,
    "webpage": ReferenceKind.WEB,
}  # fmt: skip


class DoiError(Exception):
    """No answer that helps; the text is for the person who asked."""


class UnknownDoi(DoiError):
    """Nobody registered it."""


class DoiSilent(DoiError):
    """The registrar could not be reached, may not be asked, or answered what nobody understands."""


def look_up(doi: str) -> Reference:
    """Return an unsaved reference with what is registered. Raises ``UnknownDoi`` or ``DoiSilent``."""
    if not settings.KKO_DOI_URL:
        raise DoiSilent(_("This site does not ask for DOIs. Please fill the entry in by hand."))
    try:
        url = settings.KKO_DOI_URL.format(doi=doi)
        answer = fetch(url, seconds=SECONDS, most_bytes=MOST_BYTES, headers={"Accept": ACCEPT})
        if answer.status == 404:
            raise UnknownDoi(_("Nobody has registered this DOI. Is it complete?"))
        found = json.loads(answer.body) if answer.status == 200 else None
    except (FetchError, ValueError) as error:
        raise DoiSilent(_silent()) from error
    if not isinstance(found, dict) or not _first(found.get("title")):
        raise DoiSilent(_silent())
    return _reference(doi, found)


def _reference(doi: str, found: Mapping[str, Any]) -> Reference:
    return Reference(
        doi=doi,
        kind=KINDS.get(_first(found.get("type")), ReferenceKind.WEB),
        title=_first(found.get("title"))[:300],
        authors="\n".join(filter(None, map(_name, _list(found.get("author") or found.get("editor")))))[:2000],
        year=_year(found),
        container=_first(found.get("container-title"))[:200],
        volume=_first(found.get("volume"))[:20],
        issue=_first(found.get("issue"))[:20],
        pages=_first(found.get("page")).replace("-", "–")[:30],
        place=_first(found.get("publisher-place") or found.get("publisher-location"))[:100],
        publisher=_first(found.get("publisher"))[:200],
        isbn=_isbn(_first(found.get("ISBN"))),
    )


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    surname, given = _first(author.get("family")), _first(author.get("given"))
    return ", ".join(filter(None, [surname, given])) or _first(author.get("literal")) or _first(author.get("name"))


def _year(found: Mapping[str, Any]) -> int | None:
    for name in ("published-print", "issued", "published", "published-online"):
        dates = found.get(name)
        parts = _list(dates.get("date-parts")) if isinstance(dates, dict) else []
        year = _list(parts[0])[:1] if parts else []
        if year and str(year[0]).isdigit() and 1000 <= int(year[0]) <= 2999:
            return int(year[0])
    return None


def _isbn(text: str) -> str:
    return isbn_number.format(text) if isbn_number.is_valid(text) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _first(value: Any) -> str:
    """Return a text on one line: of a list its first, of anything else nothing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _silent() -> str:
    return _("doi.org does not answer just now. Please fill the entry in by hand, or try again later.")
