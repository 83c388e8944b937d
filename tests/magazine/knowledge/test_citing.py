"""Citations by ČSN ISO 690, and the list for programs."""

import csv
import io
from datetime import date

import pytest

from magazine.knowledge.bibliography import CSV_COLUMNS, bibtex, ris, sheet
from magazine.knowledge.citing import authors_text, citation, citation_text
from magazine.models import Reference

pytestmark = pytest.mark.embedded
ARTICLE = {
    "pk": 7, "kind": "article", "authors": "Nováková, Jana\nDub, Petr", "title": "Prázdná hala & co s ní",
    "year": 2021, "container": "Urbanismus", "volume": "24", "issue": "2", "pages": "10–19", "doi": "10.1000/182",
}  # fmt: skip
BOOK = {
    "pk": 8, "kind": "book", "authors": "Lípová, Eva", "title": "Továrny", "year": 2019, "place": "Praha",
    "publisher": "Argo", "isbn": "978-80-257-0000-0",
}  # fmt: skip
WEB = {
    "pk": 9, "kind": "web", "title": "[Tabakfabrik]", "container": "linz.at", "url": "https://linz.at/a",
    "accessed_on": date(2026, 11, 23),
}  # fmt: skip
CHAPTER = {
    "pk": 10, "kind": "chapter", "authors": "A, B\nC, D\nE, F\nG, H", "title": "Kapitola?", "container": "Sborník",
    "year": 2001, "publisher": "UJEP", "pages": "5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            ARTICLE,
            "NOVÁKOVÁ, Jana a\u00a0Petr DUB. Prázdná hala & co s ní. Urbanismus [online]. 2021. roč. 24(2), s. 10–19. "
            "Dostupné\u00a0z: https://doi.org/10.1000/182.",
        ),
        (BOOK, "LÍPOVÁ, Eva. Továrny. Praha: Argo, 2019. ISBN 978-80-257-0000-0."),
        (WEB, "[Tabakfabrik] [online]. linz.at [cit. 2026-11-23]. Dostupné\u00a0z: https://linz.at/a."),
        (CHAPTER, "A, B et al. Kapitola? In: Sborník. UJEP, 2001. s. 5."),
    ],
)
def test_each_kind_is_cited_in_the_same_style(fields, text):
    assert citation_text(Reference(**fields)) == text


def test_html_sets_the_whole_in_italics_links_and_escapes():
    html = citation(Reference(**ARTICLE))
    assert "Prázdná hala &amp; co s ní." in html
    assert "<i>Urbanismus</i> [online]." in html
    assert '<a href="https://doi.org/10.1000/182" rel="noopener">https://doi.org/10.1000/182</a>' in html


def test_a_hostile_title_stays_text():
    assert citation(Reference(title="<script>x</script>", kind="book")) == ("<i>&lt;script&gt;x&lt;/script&gt;</i>.")


@pytest.mark.parametrize(
    ("authors", "text"),
    [
        ("", ""),
        ("Ministerstvo kultury", "Ministerstvo kultury"),
        ("A, B\nC, D\nE, F", "A, B, D C a\u00a0F E"),
        ("A, B\nC, D\nE, F\nG, H", "A, B et al."),
    ],
)
def test_authors(authors, text):
    assert authors_text(Reference(authors=authors)) == text


def test_bibtex():
    assert bibtex([Reference(**ARTICLE)]) == (
        "@article{novakova2021-7,\n"
        "  author = {Nováková, Jana and Dub, Petr},\n"
        "  title = {{Prázdná hala \\& co s ní}},\n"
        "  journal = {Urbanismus},\n"
        "  volume = {24},\n"
        "  number = {2},\n"
        "  pages = {10--19},\n"
        "  year = {2021},\n"
        "  doi = {10.1000/182},\n"
        "}\n"
    )


def test_ris():
    assert ris([Reference(**ARTICLE)]).split("\r\n") == [
        "TY  - JOUR", "ID  - novakova2021-7", "AU  - Nováková, Jana", "AU  - Dub, Petr",
        "TI  - Prázdná hala & co s ní", "PY  - 2021", "T2  - Urbanismus", "VL  - 24", "IS  - 2", "SP  - 10", "EP  - 19",
        "DO  - 10.1000/182", "UR  - https://doi.org/10.1000/182", "ER  - ", "", "",
    ]  # fmt: skip


def test_line_breaks_cannot_forge_entries():
    forged = Reference(pk=1, title="x\r\nER  - \r\nTY  - BOOK", kind="book")
    assert "TI  - x ER - TY - BOOK\r\n" in ris([forged])
    assert bibtex([Reference(pk=1, title="x}}\n@book{y", kind="book")]).count("\n@") == 0


def test_sheet_is_read_by_spreadsheets_and_holds_no_formula():
    text = sheet([Reference(pk=1, kind="book", title="=1+1"), Reference(**WEB)])
    assert text.startswith("\ufeff")
    head, first, second = csv.reader(io.StringIO(text[1:]))
    assert tuple(head) == CSV_COLUMNS
    assert first[3] == "'=1+1"
    assert second[CSV_COLUMNS.index("cteno")] == "2026-11-23"
