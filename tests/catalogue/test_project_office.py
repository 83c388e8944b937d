"""Curators keep projects and outputs in the back office: drafts, publication, search, deletion, rights."""

import pytest
from django.urls import reverse

from catalogue.models import Output, Project
from catalogue.reference import load_library
from catalogue.sample import load_projects, remove_projects
from kko.accounts.choices import Role
from kko.search.retrieval import find
from kko.territory.models import Municipality
from kko.territory.slots import territory_reference
from tests.factories.accounts import a_holder
from tests.factories.projects import a_project, a_tip, an_output
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def address(model, action: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


def inline(*names: str) -> dict[str, str]:
    """The management forms of inline panels without entries."""
    keys = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"{name}-{key}": value for name in names for key, value in keys.items()}


def a_sheet(**fields) -> dict[str, str]:
    return {"name_cs": "Komín", "state": "finished", **inline("partners", "results")} | fields


PUBLISH = {"action-publish": "action-publish"}


def test_curator_writes_a_draft_then_publishes_it_and_the_search_follows(client, curator):
    client.force_login(curator)
    place = municipality()
    response = client.post(address(Project, "add"), a_sheet(aim_cs="Keramická hala."))
    assert response.status_code == 302, response.context["form"].errors
    project = Project.objects.get()
    assert (project.live, find("komin"), client.get(project.get_absolute_url()).status_code) == (False, [], 404)
    edit = a_sheet(
        **PUBLISH, aim_cs="Keramická hala.", municipalities=[place.pk], target_groups=["schools", "public"],
        money=["eu"], **{"results-TOTAL_FORMS": "1", "results-0-number": "74", "results-0-label_cs": "střed",
                         "results-0-ORDER": "1"},
    )  # fmt: skip
    response = client.post(address(Project, "edit", project.pk), edit)
    assert response.status_code == 302, response.context["form"].errors
    project.refresh_from_db()
    assert (project.live, project.target_groups, project.money) == (True, ["schools", "public"], ["eu"])
    assert [(hit.kind, hit.object_id) for hit in find("hala")] == [("project", project.pk)]
    page = client.get(project.get_absolute_url()).content.decode()
    assert (place.name in page, "střed" in page) == (True, True)
    client.post(address(Project, "unpublish", project.pk))
    assert (find("hala"), client.get(project.get_absolute_url()).status_code) == ([], 404)


def test_edit_of_a_public_project_waits_until_it_is_published(client, curator):
    client.force_login(curator)
    project = a_project(name_cs="Komín")
    client.post(address(Project, "edit", project.pk), a_sheet(name_cs="Věž"))
    project.refresh_from_db()
    assert (project.name_cs, project.has_unpublished_changes, find("vez")) == ("Komín", True, [])


def test_years_the_wrong_way_round_are_told_beside_the_field(client, curator):
    client.force_login(curator)
    response = client.post(address(Project, "add"), a_sheet(starts_in="2024", ends_in="2020", aim_cs="Psáno."))
    assert list(response.context["form"].errors) == ["ends_in"]
    assert response.context["form"]["aim_cs"].value() == "Psáno."


def test_output_without_file_or_link_is_refused_beside_the_field(client, curator):
    client.force_login(curator)
    fields = {"project": a_project().pk, "title_cs": "Metodika", "kind": "methodology", "licence": "ask"}
    response = client.post(address(Output, "add"), {**fields, **PUBLISH})
    assert list(response.context["form"].errors) == ["url"]
    response = client.post(
        address(Output, "add"), {**fields, **PUBLISH, "url": "https://example.cz", "languages": ["cs"]}
    )
    assert response.status_code == 302, response.context["form"].errors
    output = Output.objects.get()
    assert (output.live, output.languages, [hit.kind for hit in find("metodika")]) == (
        True,
        ["cs"],
        ["output", "project"],
    )


@pytest.mark.parametrize("model", [Project, Output])
def test_pages_of_the_office_open(client, curator, model):
    output = an_output()
    client.force_login(curator)
    record = output if model is Output else output.project
    for action, args in (("list", ()), ("add", ()), ("edit", (record.pk,)), ("history", (record.pk,))):
        assert client.get(address(model, action, *args)).status_code == 200, action
    assert client.get(reverse("desk_history", args=[model._meta.label_lower, record.pk])).status_code == 200


def test_preview_shows_the_whole_page(client, curator):
    client.force_login(curator)
    project = a_project(name_cs="Komín", aim_cs="Hala.")
    preview = address(Project, "preview_on_edit", project.pk)
    assert client.post(preview, a_sheet(name_cs="Věž")).json()["is_valid"]
    page = client.get(preview, {"mode": ""}).content.decode()
    assert ">Věž</h1>" in page


def test_deleted_project_takes_its_outputs_and_tips_out_of_the_search(client, curator):
    client.force_login(curator)
    output = an_output(a_project(name_cs="Komín"), title_cs="Metodika")
    a_tip(project=output.project)
    assert len(find("komin")) == 2
    response = client.post(address(Project, "delete", output.project_id))
    assert response.status_code == 302
    assert (Project.objects.count(), Output.objects.count(), find("komin"), find("metodika")) == (0, 0, [], [])


def test_deleted_output_leaves_its_project_findable_without_it(client, curator):
    client.force_login(curator)
    output = an_output(a_project(name_cs="Komín"), title_cs="Metodika")
    client.post(address(Output, "delete", output.pk))
    assert (find("metodika"), [hit.kind for hit in find("komin")]) == ([], ["project"])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FIELDWORKER])
def test_others_do_not_keep_projects(client, curator, role):
    client.force_login(a_holder(role))
    project = a_project()
    for target in (address(Project, "edit", project.pk), address(Project, "add"), address(Output, "add")):
        assert client.get(target).status_code in {302, 403}
    client.post(address(Project, "delete", project.pk))
    assert Project.objects.count() == 1


def test_curators_may_add_files_and_pictures_and_others_may_not(client, curator):
    for _ in range(2):
        assert load_library() == "6 rights to the library of projects"
    for who, status in ((curator, 200), (a_holder(Role.FIELDWORKER), 302)):
        client.force_login(who)
        for address_of in ("wagtaildocs:add_multiple", "wagtailimages:add_multiple"):
            assert client.get(reverse(address_of)).status_code == status


@pytest.mark.django_db(transaction=True)
def test_library_is_loaded_outside_of_any_transaction():
    """As the command does it: only a lock in a transaction of its own opens the collection of members."""
    assert load_library() == "6 rights to the library of projects"


def test_sample_is_marked_comes_once_and_goes_whole():
    territory_reference()
    own = a_project(name_cs="Opravdový")
    for _ in range(2):
        assert load_projects() == "8 sample projects"
    sample = Project.objects.sample()
    assert (sample.count(), Output.objects.sample().count(), Municipality.objects.count()) == (8, 10, 354)
    assert set(sample.values_list("source", flat=True)) == {"Vymyšlený projekt, ukázka"}
    assert all("example.cz" in output.url for output in Output.objects.sample())
    assert {name for project in sample for name in project.in_all_languages("name")} - {""} >= {"The Moving Chimney"}
    remove_projects()
    assert list(Project.objects.all()) == [own]
    assert [(hit.kind, hit.object_id) for hit in find("komin")] == []
