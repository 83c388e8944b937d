"""The profile in the back office: all its fields, personal ones beside their visibility, and a whole preview."""

import pytest
from django.urls import reverse

from catalogue.models import PERSONAL_FIELDS, Profile
from tests.factories.catalogue import a_profile
from tests.factories.portfolio import with_pieces

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def address(name: str, *args) -> str:
    return reverse(Profile.snippet_viewset.get_url_name(name), args=args)


def typed_in(page) -> dict:
    """What the editor would send if nothing was changed."""
    form = page.context["form"]
    sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    formset = form.formsets["portfolio"]
    for part in (formset.management_form, *formset.forms):
        sent |= {part.add_prefix(name): value for name in part.fields if (value := part[name].value()) is not None}
    return sent


@pytest.fixture
def office(client, curator):
    client.force_login(curator)
    return client


def test_every_personal_field_stands_beside_its_visibility_and_openness_is_the_owners(office):
    fields = office.get(address("edit", a_profile().pk)).context["form"].fields.keys()
    assert {*PERSONAL_FIELDS, *(f"{name}_visibility" for name in PERSONAL_FIELDS)} <= fields
    assert {"commissions", "collaboration", "mentoring", "teaching", "confirmed_at"} & fields == set()


def test_curator_saves_facts_and_lists(office):
    profile = a_profile(voucher_areas=["dřívější oblast"])
    page = office.get(address("edit", profile.pk))
    facts = {"languages": ["cs", "de"], "founded": "1998", "size": "2-5", "ico": "27074358", "services_de": "Keramik"}
    response = office.post(address("edit", profile.pk), typed_in(page) | facts)
    assert response.status_code == 302
    draft = Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()
    found = {name: getattr(draft, name) for name in (*facts, "voucher_areas")}
    assert found == facts | {"founded": 1998, "voucher_areas": ["dřívější oblast"]}


def test_preview_shows_what_is_typed_with_all_that_the_page_has(office):
    profile = with_pieces(a_profile(), title_cs="Hrnek do vlaku")
    sent = typed_in(office.get(address("edit", profile.pk))) | {"name": "Rozepsaná huť"}
    preview = address("preview_on_edit", profile.pk)
    assert office.post(preview, sent).json()["is_valid"] is True
    page = office.get(f"{preview}?mode=").content.decode()
    assert ("Rozepsaná huť" in page, "Hrnek do vlaku" in page) == (True, True)
    assert Profile.objects.get(pk=profile.pk).name != "Rozepsaná huť"
