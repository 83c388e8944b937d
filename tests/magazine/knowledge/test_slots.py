"""What the library gives to search, open data and the home page; its sample and its first guides."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from kko.accounts.choices import Role
from kko.search.models import SearchEntry
from kko.search.retrieval import find
from magazine.knowledge.actions import reindex
from magazine.knowledge.reference import load_guides
from magazine.knowledge.reference import load_library as load_reference
from magazine.knowledge.sample import load_library, remove_library
from magazine.knowledge.slots import guides_kind, literature_dataset, literature_kind, studies_dataset, studies_kind
from magazine.models import CaseStudyPage, GuidePage, KnowledgePage, KnowledgeTheme, Reference
from tests.factories.accounts import a_holder
from tests.factories.knowledge import a_guide, a_reference, a_study

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]
LITERATURE_QUERIES = 14


def found(word: str) -> set[tuple[str, int]]:
    return {(hit.kind, hit.object_id) for hit in find(word)}


def test_pages_are_found_in_any_form_while_they_are_public():
    study = a_study(worked="<p>Výměníkové stanice.</p>")
    guide = a_guide(steps=["Pronajměte výměníkovou stanici"])
    for page in (study, guide):
        page.save_revision().publish()
    assert found("vymenikova stanice") == {("study", study.pk), ("guide", guide.pk)}
    study.unpublish()
    guide.delete()
    assert found("vymenikova stanice") == set()


def test_whom_we_talked_to_is_never_found():
    talk = {"person": "Xenie Zvláštní", "talked_on": date(2026, 1, 1), "has_consented": True, "visibility": "public"}
    a_study(title="Tkalcovna", talks=[talk]).save_revision().publish()
    assert len(found("tkalcovna")) == 1
    assert found("Xenie") == set()


def test_entries_are_found_once_saved_in_the_office_and_gone_once_deleted(client):
    client.force_login(a_holder(Role.EDITOR))
    names = Reference.snippet_viewset
    blank = dict.fromkeys(["container", "volume", "issue", "pages", "place", "publisher", "isbn", "doi", "url"], "")
    client.post(
        reverse(names.get_url_name("add")),
        {"kind": "book", "authors": "Dub, Petr", "title": "Proměny továren", "year": "", "accessed_on": "", **blank},
    )
    reference = Reference.objects.get()
    assert found("proměna továrny") == {("reference", reference.pk)}
    client.post(reverse(names.get_url_name("delete"), args=[reference.pk]))
    assert (found("proměna"), Reference.objects.count()) == (set(), 0)


def test_results_lead_to_pages_and_say_their_language():
    german, guide, entry = a_study(language="de", place="Linz"), a_guide(), a_reference(title="A & B")
    with translation.override("cs"):
        (study_result,) = studies_kind().results([german.pk, 0], AnonymousUser())
        (guide_result,) = guides_kind().results([guide.pk], AnonymousUser())
        (entry_result,) = literature_kind().results([entry.pk], AnonymousUser())
    assert (study_result.url, study_result.lang) == (german.url, "de")
    assert (guide_result.url, guide_result.lang) == (guide.url, "")
    assert entry_result.url == "/znalosti/literatura/?q=A+%26+B"
    assert entry_result.meta == "NOVÁKOVÁ, Jana, 2020"


def rows(dataset) -> list[dict]:
    names = [column.name for column in dataset.columns]
    return [dict(zip(names, row, strict=True)) for row in dataset.rows(AnonymousUser())]


def test_studies_are_open_data_in_czech_only():
    source = a_reference()
    study = a_study(
        cites=[source], money=["obecni"], themes=["najmy"], worked="<p>A &amp; b.</p><p>C.</p>",
        talks=[{"person": "Xenie", "talked_on": "2026-01-01", "has_consented": True, "visibility": "public"}],
    )  # fmt: skip
    a_study(language="de")
    a_study(publish=False)
    (row,) = rows(studies_dataset())
    assert (row["adresa"], row["zeme"], row["zdroje"], row["temata"], row["ukazka"]) == (
        study.slug, "AT", source.key, "Nájmy a\u00a0dostupnost", 0,
    )  # fmt: skip
    assert "Xenie" not in json.dumps(list(map(str, row.values())))


def test_literature_is_open_data():
    entry = a_reference()
    (row,) = rows(literature_dataset())
    assert (row["klic"], row["nazev"], row["citace"]) == (
        f"novakova2020-{entry.pk}", entry.title, f"NOVÁKOVÁ, Jana. {entry.title}. Argo, 2020.",
    )  # fmt: skip


def test_home_shows_the_newest_studies(client):
    for number in range(4):
        a_study(title=f"Proměna {number}")
    (block,) = [block for block in client.get("/").context["blocks"] if block.key == "studies"]
    assert [study.title for study in block.context["studies"]] == ["Proměna 3", "Proměna 2", "Proměna 1"]
    (german,) = [block for block in client.get("/de/").context["blocks"] if block.key == "studies"]
    assert german.context["lang"] == "cs"


# --- Literature ---------------------------------------------------------------------------------


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 30])
def test_literature_lists_entries_with_what_cites_them(client, django_assert_max_num_queries, number):
    entries = [a_reference() for _each in range(number)]
    study = a_study(cites=entries)
    a_study(cites=entries, publish=False)
    client.get("/znalosti/literatura/")
    with django_assert_max_num_queries(LITERATURE_QUERIES):
        page = client.get("/znalosti/literatura/")
    assert {one.pk for one in page.context["entries"]} == {one.pk for one in entries}
    cited = [[one.title for one in entry.cited_in] for entry in page.context["entries"]]
    assert cited == [[study.title]] * number


def test_a_question_narrows_the_list_and_its_exports(client):
    wanted = {a_reference(title=title) for title in ("Nájmy ateliérů", "Ateliér a nájem")}
    reindex(kind="reference", ids=[one.pk for one in (*wanted, a_reference(title="Památky"))])
    page = client.get("/znalosti/literatura/?q=najem+atelier")
    assert set(page.context["entries"]) == wanted
    text = client.get("/znalosti/literatura/seznam.bib?q=najem+atelier").content.decode()
    keys = {line.partition("{")[2].rstrip(",") for line in text.splitlines() if line.startswith("@")}
    assert keys == {one.key for one in wanted}
    nothing = client.get("/znalosti/literatura/?q=xyzzy")
    assert (nothing.status_code, nothing.context["count"]) == (200, 0)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems"), ("csv", "text/csv")],
)
def test_exports_are_files(client, ending, kind):
    a_reference()
    response = client.get(f"/znalosti/literatura/seznam.{ending}")
    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="literatura.{ending}"'
    assert client.get("/znalosti/literatura/seznam.exe").status_code == 404


# --- What comes with it -------------------------------------------------------------------------


def test_reference_data_is_loaded_once_and_leaves_what_editors_did():
    KnowledgeTheme.objects.filter(slug="site").delete()
    KnowledgePage.objects.filter(locale__language_code="cs").update(lede="Jinak")
    before = (KnowledgePage.objects.count(), KnowledgeTheme.objects.count())
    load_reference()
    load_guides()
    assert (KnowledgePage.objects.count(), KnowledgeTheme.objects.count()) == before == (3, 6)
    assert KnowledgePage.objects.get(locale__language_code="cs").lede == "Jinak"
    assert GuidePage.objects.count() == 12
    assert len(set(GuidePage.objects.values_list("translation_key", flat=True))) == 4
    GuidePage.objects.first().delete()
    assert load_guides() == "11 pages of guides"


def test_sample_holds_verified_cases_only_and_leaves_with_one_command():
    mine = a_reference(url="https://opg.com.pl/?p=320", title="Moje")
    load_library()
    load_library()
    studies = CaseStudyPage.objects.all()
    assert (studies.count(), studies.filter(is_sample=True, confidence="verified").count()) == (36, 36)
    assert {len(study.citations.all()) > 0 for study in studies} == {True}
    assert len(found("přádelna ateliéry")) == 1
    assert not studies.filter(slug__in=["bilbao", "gent", "ostrava", "emscher-park"]).exists()
    assert remove_library() == "36 sample case studies"
    assert list(Reference.objects.all()) == [mine]
    assert not SearchEntry.objects.filter(kind__in=["study", "reference"]).exists()


@pytest.mark.parametrize(("make", "kind"), [(a_study, "study"), (a_guide, "guide")])
def test_translated_pages_are_found_once(client, make, kind):
    czech = make(title="Výměník")
    twin = make(language="de", title="Výměník", translation_key=czech.translation_key)
    reindex(kind=kind, ids=[czech.pk, twin.pk])
    for path, url in (("/hledat/", czech.url), ("/de/suche/", twin.url)):
        (group,) = client.get(path, {"q": "výměník"}).context["groups"]
        assert (group.key, group.count, [line.url for line in group.results]) == (kind, 1, [url])
