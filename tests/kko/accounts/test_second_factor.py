"""What staff may do outside the back office they may do with a second factor, where one is asked for."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from kko.accounts.actions import grant_role
from kko.accounts.choices import Role, Visibility
from kko.accounts.models import User
from kko.accounts.permissions import has_role
from kko.accounts.reference import load_roles
from kko.media.models import KkoDocument
from kko.moderation.reference import load_workflow
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.interviews import a_fieldworker, a_wave, an_interview

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
STAFF = [Role.CURATOR, Role.EDITOR, Role.AUTHOR, Role.ADMINISTRATOR]


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.STAFF_SECOND_FACTOR = True
    load_roles()
    load_workflow()


def with_factor(user: User) -> User:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def statuses(client, *addresses: str) -> list[int]:
    return [client.get(address).status_code for address in addresses]


@pytest.mark.parametrize("role", STAFF)
def test_role_of_the_staff_holds_with_a_second_factor(role):
    bare, safe = a_holder(role), with_factor(a_holder(role))
    assert [has_role(user, role) for user in (bare, safe)] == [False, True]


def test_superuser_needs_it_as_well():
    bare = User.objects.create_superuser("bez@example.cz")
    safe = with_factor(User.objects.create_superuser("s@example.cz"))
    assert [has_role(user, Role.CURATOR) for user in (bare, safe)] == [False, True]


def test_roles_outside_the_back_office_need_none():
    user = a_fieldworker()
    grant_role(user=user, role=Role.CURATOR, by=None)
    assert (has_role(user, Role.FIELDWORKER), has_role(user, Role.CURATOR)) == (True, False)


def test_without_the_setting_nobody_is_asked(settings):
    settings.STAFF_SECOND_FACTOR = False
    assert has_role(a_curator(), Role.CURATOR)


def test_interviews_drafts_and_hidden_contacts_open_with_a_second_factor_only(client):
    interview = an_interview(a_wave("short"), by=a_fieldworker())
    draft = a_draft(by=a_user(), name="Rozepsaná")
    public = a_profile(owner=a_user(), email="tajny@example.cz", email_visibility=Visibility.CURATORS)
    addresses = [
        reverse("catalogue:interview", args=[interview.pk]),
        reverse("catalogue:preview", args=[draft.pk]),
        public.get_absolute_url(),
    ]
    for curator, expected in ((a_curator(), [403, 404, 200]), (with_factor(a_curator()), [200, 200, 200])):
        client.force_login(curator)
        assert statuses(client, *addresses) == expected
        seen = "tajny@example.cz" in client.get(addresses[2]).content.decode()
        assert seen == (expected[0] == 200)


def test_who_lacks_it_keeps_what_is_their_own_and_reads_where_to_set_it_up(client):
    curator = a_curator()
    own = a_profile(owner=curator)
    client.force_login(curator)
    overview = client.get(reverse("accounts:overview"))
    assert (overview.status_code, reverse("mfa_index") in overview.content.decode()) == (200, True)
    assert "druhým ověřením" in overview.content.decode()
    assert statuses(client, reverse("catalogue:preview", args=[own.pk]), reverse("mfa_index")) == [200, 200]


@pytest.mark.parametrize("make", [a_user, a_fieldworker, lambda: with_factor(a_curator())])
def test_nobody_else_reads_of_it(client, make):
    client.force_login(make())
    assert "druhým ověřením" not in client.get(reverse("accounts:overview")).content.decode()


def test_file_for_the_group_of_curators_opens_with_a_second_factor_only(client):
    collection = Collection.get_first_root_node().add_child(name="Pro kurátory")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="curator"))
    document = KkoDocument.objects.create(title="Zápis", file=ContentFile(b"Zapis", "zapis.txt"), collection=collection)
    for curator, expected in ((a_curator(), (302, b"")), (with_factor(a_curator()), (200, b"Zapis"))):
        client.force_login(curator)
        answer = client.get(document.url)
        assert (answer.status_code, answer.getvalue()) == expected


def test_second_factor_costs_staff_one_query_on_a_page_and_members_none(client, settings):
    more = []
    for user in (a_user(), with_factor(a_curator())):
        client.force_login(user)
        counts = []
        for is_asked in (False, False, True):  # the first fills what a process keeps
            settings.STAFF_SECOND_FACTOR = is_asked
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("catalogue:list"))
            counts.append(len(queries))
        more.append(counts[2] - counts[1])
    assert more == [0, 1]
