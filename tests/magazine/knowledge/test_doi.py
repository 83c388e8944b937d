"""Entries filled in from a registrar of DOIs that answers as doi.org documents it."""

import json

import pytest
from django.urls import reverse

from kko.accounts.choices import Role
from kko.search.retrieval import matching_ids
from magazine.knowledge.doi import ACCEPT, DoiSilent, UnknownDoi, look_up
from magazine.models import Reference
from tests.factories.accounts import a_holder
from tests.factories.knowledge import a_reference

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
# https://citation.doi.org/docs.html, CSL JSON as Crossref gives it.
CROSSREF = {
    "type": "journal-article",
    "title": "Nanometre-scale thermometry in a living cell",
    "author": [{"given": "G.", "family": "Kucsko", "sequence": "first"}, {"literal": "The Cell Group"}],
    "container-title": "Nature",
    "volume": "500",
    "issue": "7460",
    "page": "54-58",
    "publisher": "Springer Science and Business Media LLC",
    "issued": {"date-parts": [[2013, 7, 31]]},
    "DOI": "10.1038/nature12373",
}
# As DataCite gives it: lists and names differ.
DATACITE = {
    "type": "book",
    "title": ["Průmyslové dědictví"],
    "author": [{"family": "Dub", "given": "Petr"}],
    "issued": {"date-parts": [["2019"]]},
    "publisher": "Zenodo",
    "ISBN": ["9788025700006"],
}
DOI = "10.1038/nature12373"


@pytest.fixture
def registrar(web, settings):
    settings.KKO_DOI_URL = f"{web.url}/{{doi}}"
    return web


def answers(registrar, found, status=200) -> None:
    registrar.says(f"/{DOI}", status, json.dumps(found).encode())


def test_an_article_is_filled_in(registrar):
    registrar.says("/api", 200, json.dumps(CROSSREF).encode())
    registrar.says(f"/{DOI}", 302, Location="/api")  # as doi.org leads on to its registrars
    found = look_up(DOI)
    names = ("kind", "title", "authors", "container", "volume", "issue", "pages", "publisher", "year", "doi")
    assert [getattr(found, name) for name in names] == [
        "article", "Nanometre-scale thermometry in a living cell", "Kucsko, G.\nThe Cell Group", "Nature", "500",
        "7460", "54–58", "Springer Science and Business Media LLC", 2013, DOI,
    ]  # fmt: skip
    assert {accept for _path, accept in registrar.asked} == {ACCEPT}


def test_a_book_is_filled_in(registrar):
    answers(registrar, DATACITE)
    found = look_up(DOI)
    assert (found.kind, found.title, found.authors, found.year, found.isbn) == (
        "book", "Průmyslové dědictví", "Dub, Petr", 2019, "978-80-257-0000-6",
    )  # fmt: skip


def test_a_doi_that_nobody_registered(registrar):
    with pytest.raises(UnknownDoi):
        look_up(DOI)


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"title": ""}', b"\xff", b'{"title": {}}', b"x" * 600_000])
def test_nonsense_is_silence(registrar, body):
    registrar.says(f"/{DOI}", 200, body)
    with pytest.raises(DoiSilent):
        look_up(DOI)


@pytest.mark.parametrize(
    "odd", [{"author": "Dub"}, {"author": [None, 1]}, {"issued": []}, {"issued": {"date-parts": [[]]}}, {"ISBN": 5}]
)
def test_odd_fields_cost_only_themselves(registrar, odd):
    answers(registrar, {"title": "Název"} | odd)
    assert look_up(DOI).title == "Název"


def test_without_an_address_nobody_is_asked(settings):
    settings.KKO_DOI_URL = ""
    with pytest.raises(DoiSilent):
        look_up(DOI)


@pytest.fixture
def editor(client, library):
    client.force_login(a_holder(Role.EDITOR))
    return client


def test_an_editor_adds_an_entry_by_its_doi(editor, registrar):
    answers(registrar, CROSSREF)
    response = editor.post(reverse("reference_by_doi"), {"doi": f"https://doi.org/{DOI.upper()}"})
    reference = Reference.objects.get(doi=DOI)
    assert response.headers["Location"] == reverse(Reference.snippet_viewset.get_url_name("edit"), args=[reference.pk])
    assert editor.get(response.headers["Location"]).status_code == 200
    assert matching_ids("thermometry", "reference") == [reference.pk]


def test_an_error_stands_at_the_field_and_keeps_what_was_typed(editor, registrar):
    for typed in ("nesmysl", DOI):
        page = editor.post(reverse("reference_by_doi"), {"doi": typed})
        assert list(page.context["form"].errors) == ["doi"]
        assert f'value="{typed}"' in page.content.decode()
    assert Reference.objects.count() == 0


def test_what_is_there_already_is_shown_instead(editor, registrar):
    there = a_reference(doi=DOI)
    page = editor.post(reverse("reference_by_doi"), {"doi": DOI})
    assert page.context["present_url"] == reverse(Reference.snippet_viewset.get_url_name("edit"), args=[there.pk])
    assert registrar.asked == []


@pytest.mark.parametrize("role", [None, Role.CURATOR])
def test_others_may_not(client, library, role):
    if role:
        client.force_login(a_holder(role))
    assert client.get(reverse("reference_by_doi")).status_code in {302, 403}
