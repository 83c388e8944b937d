"""The literature as a list for programs: BibTeX, RIS and CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from magazine.knowledge.citing import citation_text
from magazine.knowledge_choices import ReferenceKind
from magazine.models import Reference

BIBTEX_KINDS = {
    ReferenceKind.ARTICLE: "article",
    ReferenceKind.BOOK: "book",
    ReferenceKind.CHAPTER: "incollection",
    ReferenceKind.REPORT: "techreport",
    ReferenceKind.THESIS: "phdthesis",
    ReferenceKind.WEB: "misc",
}
RIS_KINDS = {
    ReferenceKind.ARTICLE: "JOUR",
    ReferenceKind.BOOK: "BOOK",
    ReferenceKind.CHAPTER: "CHAP",
    ReferenceKind.REPORT: "RPRT",
    ReferenceKind.THESIS: "THES",
    ReferenceKind.WEB: "ELEC",
}
CONTAINERS = {ReferenceKind.ARTICLE: "journal", ReferenceKind.CHAPTER: "booktitle", ReferenceKind.WEB: "howpublished"}
PUBLISHERS = {ReferenceKind.REPORT: "institution", ReferenceKind.THESIS: "school"}
BIBTEX_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$"}
)
CSV_COLUMNS = (
    "klic", "druh", "autori", "nazev", "rok", "zdroj", "rocnik", "cislo", "strany", "misto", "vydavatel",
    "isbn", "doi", "odkaz", "cteno", "citace",
)  # fmt: skip
# A sheet must not take a title for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def bibtex(references: Iterable[Reference]) -> str:
    """Return the entries as BibTeX in UTF-8, as biber and modern BibTeX read it."""
    return "\n".join(map(_bibtex_entry, references))


def ris(references: Iterable[Reference]) -> str:
    """Return the entries as RIS, lines ended as its specification wants."""
    return "".join(_ris_entry(reference) for reference in references)


def sheet(references: Iterable[Reference]) -> str:
    """Return the entries as CSV with a byte order mark, so that a spreadsheet takes it for UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_harmless(value) for value in sheet_row(reference)] for reference in references)
    return "\ufeff" + target.getvalue()


def sheet_row(reference: Reference) -> tuple[str, ...]:
    """Return the values of ``CSV_COLUMNS``."""
    return (
        reference.key, reference.kind, "; ".join(reference.author_list), reference.title, str(reference.year or ""),
        reference.container, reference.volume, reference.issue, reference.pages, reference.place,
        reference.publisher, reference.isbn, reference.doi, reference.url,
        reference.accessed_on.isoformat() if reference.accessed_on else "", citation_text(reference),
    )  # fmt: skip


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


def _bibtex_entry(reference: Reference) -> str:
    names = " and ".join(name if "," in name else f"{{{name}}}" for name in map(_escaped, reference.author_list))
    fields = {
        "author": names,
        "title": f"{{{_escaped(reference.title)}}}",
        CONTAINERS.get(ReferenceKind(reference.kind), "series"): _escaped(reference.container),
        "volume": _escaped(reference.volume),
        "number": _escaped(reference.issue),
        "pages": _escaped(reference.pages).replace("–", "--"),
        "address": _escaped(reference.place),
        PUBLISHERS.get(ReferenceKind(reference.kind), "publisher"): _escaped(reference.publisher),
        "year": str(reference.year or ""),
        "isbn": reference.isbn,
        "doi": reference.doi,
        "url": reference.url,
        "urldate": reference.accessed_on.isoformat() if reference.accessed_on else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{BIBTEX_KINDS[ReferenceKind(reference.kind)]}{{{reference.key},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(BIBTEX_ESCAPES)


def _ris_entry(reference: Reference) -> str:
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _ris_lines(reference)) + "ER  - \r\n\r\n"


def _ris_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_KINDS[ReferenceKind(reference.kind)]
    yield "ID", reference.key
    for author in reference.author_list:
        yield "AU", author
    start, _dash, end = reference.pages.replace("–", "-").partition("-")
    optional = {
        "TI": reference.title,
        "PY": str(reference.year or ""),
        "T2": reference.container,
        "VL": reference.volume,
        "IS": reference.issue,
        "SP": start.strip(),
        "EP": end.strip(),
        "CY": reference.place,
        "PB": reference.publisher,
        "SN": reference.isbn,
        "DO": reference.doi,
        "UR": reference.link,
        "Y2": reference.accessed_on.strftime("%Y/%m/%d") if reference.accessed_on else "",
    }
    yield from ((tag, value) for tag, value in optional.items() if value)
