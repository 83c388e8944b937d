"""The dashboard of the back office: its search leads where whoever reads it may go."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from catalogue.models import Profile
from kko.accounts.choices import Role
from kko.accounts.models import User
from tests.factories.accounts import a_curator, a_holder
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]

HOME = "/admin/"


def searched_from(user: User) -> tuple[Client, list[str]]:
    """Return somebody's browser and where the search of their dashboard leads."""
    client = Client()
    client.force_login(user)
    page = client.get(HOME).content.decode()
    return client, re.findall(r'action="([^"]*)"[^>]*role="search"', page)


def test_our_dashboard_stands_in_the_place_of_wagtails():
    assert reverse("wagtailadmin_home") == HOME


def test_curator_searches_the_profiles():
    a_profile(name="Huť Dubí")
    client, leads = searched_from(a_curator())
    assert leads == [reverse(Profile.snippet_viewset.get_url_name("list"))]
    found = client.get(leads[0], {"q": "Huť"})
    assert (found.status_code, [str(one) for one in found.context["object_list"]]) == (200, ["Huť Dubí"])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR])
def test_who_has_pages_searches_them(role):
    client, leads = searched_from(a_holder(role))
    assert re.fullmatch(r"/admin/pages/\d+/", leads[0])
    assert client.get(leads[0], {"q": "a"}).status_code == 200


def test_superuser_searches_the_pages_first():
    _client, leads = searched_from(a_holder(Role.ADMINISTRATOR, is_superuser=True))
    assert re.fullmatch(r"/admin/pages/\d+/", leads[0])


def test_who_can_search_nothing_finds_no_box():
    user = a_holder(Role.PLANNER)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert searched_from(user)[1] == []
