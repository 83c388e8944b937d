"""The library in the back office: what an editor writes there, and what is refused beside its cause."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from kko.accounts.choices import Role
from magazine.knowledge.viewsets import ReferenceViewSet
from magazine.models import CaseStudyPage, GuidePage, KnowledgePage, KnowledgeTheme, StudyTalk
from tests.factories.accounts import a_holder
from tests.factories.knowledge import a_reference

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]


@pytest.fixture
def editor(client):
    client.force_login(a_holder(Role.EDITOR))
    return client


def address(kind: str) -> str:
    front = KnowledgePage.objects.get(locale__language_code="cs")
    return reverse("wagtailadmin_pages:add", args=["magazine", kind, front.pk])


def a_form(**fields) -> dict:
    theme, source = KnowledgeTheme.objects.first(), a_reference()
    return nested_form_data(
        {
            "title": "Pivovar", "slug": "pivovar", "summary": "Z pivovaru je dílna.", "place": "Lodž", "country": "PL",
            "latitude": "51.76", "longitude": "19.46", "building": "tovarna", "former": "pivovar", "current": "dílna",
            "year_from": "2001", "year_to": "", "size_m2": "", "led_by": "", "cost": "5000000", "currency": "PLN",
            "worked": rich_text("<p>Trpělivost.</p>"), "wrong": rich_text(""), "lesson": rich_text("<p>Ptát se.</p>"),
            "themes": str(theme.pk), "facts_year": "2026", "confidence": "verified", "municipality": "",
            "money": inline_formset([{"source": "statni", "note": "10 %"}]),
            "citations": inline_formset([{"reference": source.pk, "where": "s. 4"}]),
            "talks": inline_formset([]), "comments": inline_formset([]), "action-publish": "1",
        } | fields
    )  # fmt: skip


def test_an_editor_publishes_a_case_study_with_its_sources(editor):
    assert editor.get(address("casestudypage")).status_code == 200
    editor.post(address("casestudypage"), a_form())
    study = CaseStudyPage.objects.get(slug="pivovar")
    assert (study.live, study.money_text != "", study.themes.count()) == (True, True, 1)
    text = editor.get("/znalosti/pivovar/").content.decode()
    for part in ("Trpělivost.", "s. 4.", "5\u00a0000\u00a0000\u00a0zł"):
        assert part in text


def test_a_person_without_consent_is_refused_at_the_field_and_nothing_is_lost(editor):
    talk = {"person": "Jana D.", "talked_on": "2026-05-01", "visibility": "public"}
    page = editor.post(address("casestudypage"), a_form(talks=inline_formset([talk])))
    (form,) = page.context["form"].formsets["talks"].forms
    assert list(form.errors) == ["visibility"]
    assert 'value="Jana D."' in page.content.decode()
    editor.post(address("casestudypage"), a_form(talks=inline_formset([talk | {"has_consented": "on"}])))
    assert StudyTalk.objects.get().visibility == "public"


def test_an_editor_publishes_a_guide_of_steps(editor):
    step = {"title": "Zavolejte", "text": rich_text("<p>Hned.</p>"), "source_name": "", "source_url": ""}
    form = {
        "title": "Jak na to", "slug": "jak-na-to", "summary": "Po krocích.", "audience": "obce",
        "steps": streamfield([("step", step)]), "checked_on": "2026-11-20", "keeper": "", "kept_by": "Úřad",
        "comments": inline_formset([]), "action-publish": "1",
    }  # fmt: skip
    assert editor.get(address("guidepage")).status_code == 200
    editor.post(address("guidepage"), nested_form_data(form))
    guide = GuidePage.objects.get(slug="jak-na-to")
    assert [block.value["title"] for block in guide.steps] == ["Zavolejte"]
    assert "Hned." in editor.get(guide.url).content.decode()


@pytest.mark.parametrize("words", ["essen", "10.1000/182", "Krajina"])
def test_literature_is_found_by_its_words_and_its_doi(editor, words):
    found = a_reference(title="Essen a jeho krajina", doi="10.1000/182")
    a_reference(title="Jiná kniha")
    page = editor.get(reverse(ReferenceViewSet().get_url_name("list")), {"q": words})
    assert (page.status_code, list(page.context["object_list"])) == (200, [found])


def test_entries_of_one_title_are_told_apart_in_the_list(editor):
    a_reference(title="[Baumwollspinnerei]", authors="", container="spinnerei.de")
    a_reference(
        title="[Baumwollspinnerei]", authors="", container="", publisher="", url="https://www.dorcasmedia.com/leipzig/"
    )
    page = editor.get(reverse(ReferenceViewSet().get_url_name("list"))).content.decode()
    assert ("spinnerei.de" in page, "dorcasmedia.com/leipzig" in page) == (True, True)


def test_new_entry_of_literature_says_of_nothing_that_it_is_none(editor):
    page = editor.get(reverse(ReferenceViewSet().get_url_name("add"))).content.decode()
    assert re.findall(r">\s*(None|–)\s*<", page) == ["–", "–"]
