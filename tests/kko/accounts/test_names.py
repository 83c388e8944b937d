"""A member's own name: set by its owner, seen by others, never carrying what is no name."""

import pytest
from django.urls import reverse

from catalogue.models import Membership
from kko.accounts.forms import NameForm
from kko.audit.models import Entry
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def member(client):
    user = a_user(email="zofie@example.cz", name="")
    client.force_login(user)
    return user


def test_page_is_for_members(client):
    answer = client.get(reverse("accounts:name"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_page_says_how_others_see_the_member(client, member):
    assert client.get(reverse("accounts:name")).context["seen_as"] == "zofie@example.cz"
    answer = client.post(reverse("accounts:name"), {"name": "  Žofie \t Ďáblická\u200b "})
    assert (answer.status_code, answer.url) == (302, reverse("accounts:name"))
    member.refresh_from_db()
    assert (member.name, client.get(answer.url).context["seen_as"]) == ("Žofie Ďáblická", "Žofie Ďáblická")


def test_name_is_how_other_keepers_see_the_member(client, member):
    other = a_user()
    profile = a_profile(owner=other)
    Membership.objects.create(profile=profile, user=member)
    client.post(reverse("accounts:name"), {"name": "Žofie Ďáblická"})
    client.force_login(other)
    assert "Žofie Ďáblická" in client.get(reverse("catalogue:people", args=[profile.pk])).content.decode()
    assert "Žofie Ďáblická" not in client.get(profile.get_absolute_url()).content.decode()


def test_name_can_be_taken_away(client, member):
    client.post(reverse("accounts:name"), {"name": "Žofie"})
    client.post(reverse("accounts:name"), {"name": ""})
    member.refresh_from_db()
    assert (member.name, str(member)) == ("", "zofie@example.cz")


def test_change_is_in_the_trail_without_the_name(client, member):
    for _ in range(2):  # the same once more changes nothing
        client.post(reverse("accounts:name"), {"name": "Žofie"})
    [entry] = Entry.objects.filter(verb="account.named")
    assert (entry.object_id, "Žofie" in str(entry.facts)) == (str(member.pk), False)


@pytest.mark.parametrize(
    "hostile", ["a" * 151, "\0", "12 34", "...", "x@example.cz", "Výhra https://example.cz", "WWW.example.cz"]
)
def test_what_is_no_name_is_refused_and_what_was_typed_stays(client, member, hostile):
    page = client.post(reverse("accounts:name"), {"name": hostile})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["name"])
    assert page.context["form"]["name"].value() == hostile
    member.refresh_from_db()
    assert member.name == ""


@pytest.mark.parametrize("name", ["O’Connor", "Nguyễn Văn A", "Jan 3.16", "李明", "J. R. Novák-Dvořák"])
def test_names_of_all_kinds_are_taken(name):
    form = NameForm({"name": name})
    assert (form.is_valid(), form.cleaned_data["name"]) == (True, name)
