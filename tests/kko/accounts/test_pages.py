"""The member's overview, the languages of a page, and the second factor before the back office."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import Membership
from kko.accounts.choices import Role
from kko.accounts.context_processors import page_languages, portal
from kko.accounts.models import User
from kko.accounts.reference import load_roles
from kko.accounts.sample import PASSWORD, PEOPLE, load_people, remove_people
from kko.moderation.reference import load_workflow
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_draft, a_profile, many_profiles
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
OVERVIEW_QUERIES = 12


def test_overview_is_for_members(client):
    answer = client.get(reverse("accounts:overview"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_overview_opens_for_each_sample_login(client, person):
    load_roles()
    load_people()
    assert client.login(username=person.email, password=PASSWORD)
    page = client.get(reverse("accounts:overview"))
    assert page.status_code == 200
    maps = person.role in {Role.CURATOR, Role.FIELDWORKER, Role.ADMINISTRATOR}
    assert [item.key for item in page.context["items"]] == ["profiles", *(["mapping"] if maps else [])]
    desk = reverse("desk") in page.content.decode()
    assert desk == (person.role in {Role.CURATOR, Role.EDITOR, Role.ADMINISTRATOR})


def test_sample_people_are_loaded_once_and_leave(settings):
    load_people()
    load_people()
    assert User.objects.filter(is_sample=True).count() == len(PEOPLE) == 10
    remove_people()
    assert User.objects.count() == 0


def test_sample_people_never_enter_production(settings):
    settings.PRODUCTION = True
    load_people()
    assert User.objects.count() == 0


def test_overview_says_where_each_profile_stands(client):
    load_workflow()
    owner = a_user()
    a_draft(by=owner, name="Rozepsaná")
    a_submitted_profile(by=owner, name="Odeslaná")
    a_profile(owner=owner, name="Veřejná")
    a_profile(name="Cizí")
    client.force_login(owner)
    page = client.get(reverse("accounts:overview"))
    states = [(one.name, one.publication_state) for one, _share in page.context["items"][0].context["profiles"]]
    assert states == [("Rozepsaná", "draft"), ("Odeslaná", "submitted"), ("Veřejná", "published")]
    assert "Cizí" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_overview_asks_the_database_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    owner = a_user()
    for profile in many_profiles(number):
        Membership.objects.create(profile=profile, user=owner)
    client.force_login(owner)
    client.get(reverse("accounts:overview"))
    with django_assert_max_num_queries(OVERVIEW_QUERIES):
        client.get(reverse("accounts:overview"))


def addresses(path: str, language: str = "cs", **known) -> dict[str, str]:
    with override(language):
        request = RequestFactory().get(path)
        if known:
            request.kko_translations = known
        return {one["code"]: one["url"] for one in page_languages(request)}


def test_page_of_a_room_leads_to_itself_in_other_languages():
    urls = {}
    for code in ("cs", "en", "de"):
        with override(code):
            urls[code] = reverse("catalogue:list") + "?q=sklo&obor=x"
    assert len(set(urls.values())) == 3
    for code, url in urls.items():
        assert addresses(url, code) == urls


def test_page_that_knows_its_translations_leads_to_them_or_home():
    assert addresses("/magazin/", cs="/magazin/", de="/de/magazin/") == {
        "cs": "/magazin/",
        "en": "/en/",
        "de": "/de/magazin/",
    }


def test_just_one_language_is_the_current_one():
    with override("de"):
        found = page_languages(RequestFactory().get("/de/"))
    assert [one["code"] for one in found if one["current"]] == ["de"]


def test_frame_costs_nothing_where_it_is_not_shown(django_assert_num_queries):
    with django_assert_num_queries(0):
        portal(RequestFactory().get("/"))


def test_desk_is_linked_for_its_users_only(client):
    load_roles()
    address = reverse("catalogue:list")
    seen = [reverse("desk") in client.get(address).content.decode()]
    for user in (a_user(), a_curator()):
        client.force_login(user)
        seen.append(reverse("desk") in client.get(address).content.decode())
    assert seen == [False, False, True]


@pytest.fixture
def second_factor(settings):
    settings.STAFF_SECOND_FACTOR = True
    load_roles()


def test_back_office_asks_for_a_second_factor(second_factor, client):
    client.force_login(a_curator())
    for path in ("/admin/", reverse("desk"), reverse("import_batches")):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


def test_back_office_opens_to_a_second_factor(second_factor, client):
    curator = a_curator()
    Authenticator.objects.create(user=curator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(curator)
    assert client.get(reverse("desk")).status_code == 200


def test_public_pages_and_own_pages_need_no_second_factor(second_factor, client):
    client.force_login(a_curator())
    assert client.get(reverse("accounts:overview")).status_code == 200
    assert client.get(reverse("catalogue:list")).status_code == 200


def test_strangers_are_asked_to_sign_in_first(second_factor, client):
    answer = client.get(reverse("desk"))
    assert (answer.status_code, "login" in answer.url) == (302, True)


def test_without_the_setting_no_second_factor_is_asked(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    load_roles()
    client.force_login(a_curator())
    assert client.get(reverse("desk")).status_code == 200


@pytest.mark.parametrize("language", ["cs", "en", "de"])
@pytest.mark.parametrize("name", ["accounts:overview", "catalogue:portfolio", "catalogue:needs", "catalogue:links"])
def test_personal_pages_are_kept_by_no_browser_and_no_proxy(client, language, name):
    load_workflow()
    owner = a_user()
    profile = a_profile(owner=owner)
    client.force_login(owner)
    with override(language):
        address = reverse(name, args=[profile.pk] if "catalogue" in name else [])
    answer = client.get(address)
    told = {word.strip() for word in answer.headers["Cache-Control"].split(",")}
    assert (answer.status_code, {"private", "no-store"} - told) == (200, set())


def test_public_pages_stay_as_they_were_for_members_too(client):
    before = client.get(reverse("catalogue:list")).headers.get("Cache-Control")
    client.force_login(a_user())
    assert "no-store" not in (before or "")
    assert client.get(reverse("catalogue:list")).headers.get("Cache-Control") == before


def test_back_office_has_a_policy_of_its_own(client):
    load_roles()
    client.force_login(a_curator())
    policy = client.get(reverse("desk")).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    public = client.get(reverse("catalogue:list")).headers["Content-Security-Policy"]
    assert "unsafe" not in public
