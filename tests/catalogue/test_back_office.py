"""Curators who edit a profile in the back office, beside an owner who is writing."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.snippets.models import get_snippet_models

from catalogue.actions import save_draft
from catalogue.models import Discipline, NeedGroup, NeedKind, Profile, Sector, Wave
from kko.accounts.choices import Role
from kko.accounts.forms import RoleForm
from kko.accounts.models import ConsentText
from kko.accounts.reference import load_roles
from kko.moderation.actions import approve_record, submit_record
from kko.moderation.models import SavedReply
from kko.moderation.reference import load_workflow
from kko.viewsets import WordedViewSet
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_owner_s_unsent_edit_is_known_until_it_is_approved():
    load_workflow()
    owner, curator = a_user(), a_curator()
    profile = a_profile(owner=owner, name="Veřejné jméno")
    assert not profile.has_unsent_edit()
    draft = Profile.objects.get(pk=profile.pk)
    draft.name = "Rozepsané jméno"
    save_draft(profile=draft, by=owner)
    profile = Profile.objects.get(pk=profile.pk)
    assert profile.has_unsent_edit()
    submit_record(record=profile, by=owner)
    approve_record(record=profile, revision_id=profile.latest_revision_id, by=curator)
    assert not Profile.objects.get(pk=profile.pk).has_unsent_edit()


def test_publishing_from_the_editor_keeps_what_the_owner_has_not_sent(client):
    load_workflow()
    load_roles()
    owner, curator = a_user(), a_curator()
    profile = a_profile(owner=owner, name="Veřejné jméno", summary_cs="Stará věta.")
    draft = Profile.objects.get(pk=profile.pk)
    draft.name = "Rozepsané jméno"
    save_draft(profile=draft, by=owner)
    client.force_login(curator)
    address = reverse(Profile.snippet_viewset.get_url_name("edit"), args=[profile.pk])
    page = client.get(address)
    assert page.status_code == 200
    form = page.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    data |= {f"portfolio-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    data |= {"portfolio-MAX_NUM_FORMS": "1000", "summary_cs": "Nová věta.", "action-publish": "action-publish"}
    response = client.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    row = Profile.objects.get(pk=profile.pk)
    assert (row.name, row.summary_cs) == ("Veřejné jméno", "Stará věta.")
    kept = row.get_latest_revision_as_object()
    assert (kept.name, kept.summary_cs) == ("Rozepsané jméno", "Nová věta.")


@pytest.mark.parametrize(
    "model",
    [ConsentText, Discipline, NeedGroup, NeedKind, Profile, SavedReply, Sector, Wave],
    ids=lambda one: one.__name__,
)
def test_button_that_adds_is_a_sentence_of_its_own(client, model):
    load_roles()
    client.force_login(a_holder(Role.ADMINISTRATOR, is_superuser=True))
    page = client.get(reverse(model.snippet_viewset.get_url_name("list")))
    with override("cs"):
        label = str(model.snippet_viewset.add_label)
    assert page.context["header_action_label"] == label
    assert label in page.content.decode()


def test_every_snippet_of_ours_says_how_one_is_added():
    silent = [one for one in get_snippet_models() if not isinstance(one.snippet_viewset, WordedViewSet)]
    assert [
        one for one in silent if one._meta.app_label in ("accounts", "moderation", "search", "catalogue", "magazine")
    ] == []


def test_member_without_a_role_is_told_no_by_the_back_office(client):
    client.force_login(a_user())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403


def test_stranger_is_led_to_sign_in_and_back(client):
    response = client.get("/admin/desk/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "/admin/desk/" in response.redirect_chain[-1][0]


def test_role_form_tells_namesakes_of_municipalities_apart():
    place = a_profile().municipality
    choices = [label for _value, label in RoleForm({"role": Role.PLANNER}).fields["municipality"].choices]
    assert f"{place.name} ({place.district.name})" in choices
