"""Whom case studies talked to: what a person reads of it in the download, and how the name goes."""

import json
from datetime import date

import pytest
from wagtail_localize.models import TranslationSource

from catalogue.choices import Form
from kko.accounts.actions.erasure import erase_person
from kko.accounts.slots import erasure_plan, my_data
from magazine.knowledge.actions import erase_talks
from magazine.models import CaseStudyPage, StudyTalk
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.knowledge import a_study

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]
NAME, DAY = "Xenie Zvláštní", date(2026, 1, 1)


def a_talk(person: str = NAME, *, visibility: str = "curators") -> dict:
    return {"person": person, "talked_on": DAY, "has_consented": visibility != "curators", "visibility": visibility}


def people() -> list[str]:
    return list(StudyTalk.objects.order_by("pk").values_list("person", flat=True))


def held(user) -> list[dict]:
    (part,) = [part for part in my_data(user) if part.key == "pripadove_studie"]
    return part.content["rozhovory"]


@pytest.mark.parametrize(
    "person",
    ["Xenie Zvláštní", "zvlastni XENIE, ředitelka", "Mgr. Xenie Zvláštní, Ph.D.", "starostka Xenie Zvláštní (Most)"],
)
def test_name_goes_from_pages_and_from_every_edit_and_the_day_stays(person):
    study = a_study(title="Tkalcovna", talks=[a_talk(person, visibility="public"), a_talk("Petr Jiný")])
    study.save_revision().publish()
    edit = CaseStudyPage.objects.get(pk=study.pk)
    edit.title = "Tkalcovna znovu"
    edit.save_revision()
    TranslationSource.get_or_create_from_instance(study)
    erase_person(user=a_user(name=NAME))
    talks = StudyTalk.objects.order_by("pk").values_list("person", "talked_on", "has_consented", "visibility")
    assert list(talks) == [("—", DAY, False, "curators"), ("Petr Jiný", DAY, False, "curators")]
    contents = [revision.content for revision in study.revisions.order_by("pk")]
    contents += [json.loads(source.content_json) for source in TranslationSource.objects.all()]
    assert [[talk["person"] for talk in content["talks"]] for content in contents] == [["—", "Petr Jiný"]] * 3
    assert "Zvl" not in json.dumps(contents, ensure_ascii=False)


def test_page_can_be_read_and_saved_after_a_name_is_gone(client):
    study = a_study(talks=[a_talk(visibility="public")])
    assert NAME in client.get(study.url).content.decode()
    erase_talks(a_user(name=NAME))
    assert NAME not in client.get(study.url).content.decode()
    for talk in StudyTalk.objects.all():
        talk.full_clean()


def test_name_of_a_profile_that_goes_counts_too():
    user = a_user(name="")
    a_profile(owner=user, name=NAME, form=Form.PERSON)
    a_study(talks=[a_talk()])
    erase_person(user=user)
    assert people() == ["—"]


@pytest.mark.parametrize("name", ["", "Xenie", "Zvláštní", "Xenie Zvláštní Nováková", "Xenie Jiná"])
def test_nobody_else_goes(name):
    study = a_study(talks=[a_talk()])
    study.save_revision()
    erase_talks(a_user(name=name))
    assert people() == [NAME]
    assert study.revisions.get().content["talks"][0]["person"] == NAME


def test_download_tells_talks_that_others_may_read_to_whoever_has_the_name():
    study = a_study(talks=[a_talk(visibility="members"), a_talk(), a_talk("Petr Jiný", visibility="public")])
    assert held(a_user(name=NAME)) == [{"studie": study.title, "kdo": NAME, "kdy": DAY}]
    assert held(a_user(name="Jana Nová")) == []


def test_download_tells_the_confidential_ones_to_whom_a_curator_has_published_under_that_name():
    study = a_study(talks=[a_talk("Mgr. Xenie Zvláštní, ředitelka")])
    user, pretender = a_user(name="Xenie"), a_user(name=NAME)
    a_profile(owner=user, name=NAME)
    a_draft(by=pretender, name=NAME)
    assert held(user) == [{"studie": study.title, "kdo": "Mgr. Xenie Zvláštní, ředitelka", "kdy": DAY}]
    assert held(pretender) == []


def test_plan_says_it_without_telling_whether_there_are_any():
    assert erasure_plan(a_user(name=NAME)) == erasure_plan(a_user(name="Jana Nová")) != []
