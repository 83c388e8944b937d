"""Citations by ČSN ISO 690:2022 in its numeric form, in Czech whatever the page's language: one style everywhere.

Authors in capitals, title (in italics where it stands on its own), journal or book, place: publisher, year, volume,
pages, ISBN, DOI, "Dostupné z:" and the day of reading.
"""

from collections.abc import Callable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from magazine.hygiene import followable
from magazine.knowledge_choices import ReferenceKind
from magazine.models import Reference

MOST_AUTHORS = 3
PARTS = (ReferenceKind.ARTICLE, ReferenceKind.CHAPTER)


def citation(reference: Reference) -> SafeString:
    """Return the citation as HTML: the work's own title in italics, the address as a link."""
    return mark_safe(_built(reference, escape, _italic, _linked))  # each part is escaped where it is built


def citation_text(reference: Reference) -> str:
    """Return the citation as plain text."""
    return _built(reference, str, str, str)


def authors_text(reference: Reference) -> str:
    """Return the authors as the norm writes them: "NOVÁKOVÁ, Jana, Petr DUB a Eva LÍPOVÁ", from four on "et al."."""
    names = reference.author_list
    if not names:
        return ""
    if len(names) > MOST_AUTHORS:
        return f"{_inverted(names[0])} et al."
    first, *others = [_inverted(names[0]), *map(_straight, names[1:])]
    if not others:
        return first
    *middle, last = others
    return f"{', '.join([first, *middle])} a\u00a0{last}"


def _inverted(name: str) -> str:
    surname, comma, given = name.partition(",")
    return f"{surname.upper()}, {given.strip()}" if comma else name


def _straight(name: str) -> str:
    surname, comma, given = name.partition(",")
    return f"{given.strip()} {surname.upper()}" if comma else name


def _built(reference: Reference, plain: Callable, italic: Callable, linked: Callable) -> str:
    online = " [online]" if reference.link else ""
    is_part = bool(reference.container) and reference.kind in PARTS
    title = plain(reference.title) if is_part else italic(reference.title) + online
    sentences = [plain(authors_text(reference)), title]
    if reference.container:
        inside = "In: " if reference.kind == ReferenceKind.CHAPTER else ""
        whole = italic(reference.container) + online if is_part else plain(reference.container)
        sentences.append(inside + whole)
    sentences += [plain(text) for text in (_imprint(reference), _numbering(reference), _isbn(reference)) if text]
    if reference.accessed_on and reference.link:
        sentences[-1] += f" [cit. {reference.accessed_on:%Y-%m-%d}]"
    if reference.link:
        sentences.append(f"Dostupné\u00a0z: {linked(reference.link)}")
    return " ".join(_ended(sentence) for sentence in sentences if sentence)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", ".</i>")) else f"{sentence}."


def _imprint(reference: Reference) -> str:
    publisher = ": ".join(filter(None, [reference.place, reference.publisher]))
    return ", ".join(filter(None, [publisher, str(reference.year or "")]))


def _numbering(reference: Reference) -> str:
    number = f"({reference.issue})" if reference.issue else ""
    volume = f"roč. {reference.volume}{number}" if reference.volume else number
    pages = f"s. {reference.pages}" if reference.pages else ""
    return ", ".join(filter(None, [volume, pages]))


def _isbn(reference: Reference) -> str:
    return f"ISBN {reference.isbn}" if reference.isbn else ""


def _italic(text: str) -> str:
    return format_html("<i>{}</i>", text)


def _linked(url: str) -> str:
    return format_html('<a href="{}" rel="noopener">{}</a>', url, url) if followable(url) else escape(url)
