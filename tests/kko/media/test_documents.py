"""The library of documents: files to download, never a page or a program under another ending."""

import pytest
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from kko.media import forms
from kko.media.models import KkoDocument
from tests.factories.media import PAGE, SVG, an_upload

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def form_with(name: str, content: bytes):
    data = {"title": "Metodika", "collection": Collection.get_first_root_node().pk, "tags": ""}
    return get_document_form(KkoDocument)(data, {"file": an_upload(name, content)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("metodika.pdf", b"%PDF-1.7 text"),
        ("TABULKA.XLSX", b"PK\x03\x04 text"),
        ("data.csv", "obec;počet\nDubí;4\n".encode("cp1250")),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42"),
    ],
)
def test_files_to_use_again_are_kept(name, content):
    assert form_with(name, content).errors == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stranka.html", PAGE),
        ("obrazek.svg", SVG),
        ("program.exe", b"MZ"),
        ("metodika.pdf", PAGE),
        ("data.csv", PAGE),
        ("text.txt", SVG),
        ("data.json", b"\x7fELF\x00"),
        ("archiv.zip", b"Rar!"),
    ],
)
def test_pages_and_programs_are_refused_beside_the_file(name, content):
    form = form_with(name, content)
    assert list(form.errors) == ["file"]
    assert KkoDocument.objects.count() == 0


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(forms, "MOST_DOCUMENT_BYTES", 10)
    assert list(form_with("metodika.pdf", b"%PDF-1.7 text").errors) == ["file"]
