"""A hidden field is absent from every way out of the house: pages, search, data, structured data, cards."""

import pytest
from django.test import Client

from catalogue.actions import relist_profiles
from catalogue.models import PERSONAL_FIELDS, Profile
from kko.accounts.choices import Visibility
from kko.territory.choices import Precision
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_profile
from tests.guards.addresses import addresses
from tests.guards.public_urls import PUBLIC

pytestmark = pytest.mark.django_db

# Values that stand nowhere else, so that any trace of one is a leak.
VALUES = {
    "email": "skryty-posel@tajemstvi.example.cz",
    "phone": "+420 601 987 432",
    "ico": "25596641",
    "legal_name": "Zamlčená Firma Vrťapuková",
    "address": "Neviditelná 4711",
}
ROOMS = ("catalogue:", "opendata:", "search:", "covers:")
PLACE = (50.66107, 14.03295)


@pytest.fixture
def owner():
    return a_user()


@pytest.fixture
def profile(owner) -> Profile:
    hidden = {f"{name}_visibility": Visibility.CURATORS for name in PERSONAL_FIELDS}
    point = {"latitude": PLACE[0], "longitude": PLACE[1], "precision": Precision.EXACT}
    return a_profile(owner=owner, name="Dílna Průhledná", **VALUES, **hidden, **point)


def open_field(profile: Profile, name: str, visibility: Visibility) -> None:
    """Let ``name`` be seen by ``visibility`` and everything else by curators only; index it anew."""
    Profile.objects.filter(pk=profile.pk).update(**{f"{name}_visibility": visibility})
    relist_profiles(ids=[profile.pk])


def browser_of(user) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def ways_out(profile: Profile) -> list[str]:
    """Return all public addresses of the rooms that know profiles, for this profile."""
    named = [each for each in addresses() if each.name in PUBLIC and each.name.startswith(ROOMS)]
    return [each.path for each in named if each.path]


def answer(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace").replace("\r\n ", "")  # unfolds the lines of a vCard


def leaks(client: Client, profile: Profile, name: str) -> list[str]:
    """Return the addresses whose answer holds the value of the field."""
    value = VALUES[name]
    traces = {value, value.replace(" ", ""), value.replace("@", "%40")}
    return [path for path in ways_out(profile) if any(trace in answer(client, path) for trace in traces)]


def finds(client: Client, value: str) -> bool:
    """Whether the words of the value lead to the profile, in the catalogue or on the whole site."""
    found = [client.get(path, {"q": value}).content.decode() for path in ("/katalog/", "/hledat/")]
    return any("/katalog/dilna-pruhledna/" in page for page in found)


def test_every_way_out_is_walked(profile):
    paths = ways_out(profile)
    assert profile.get_absolute_url() in paths
    assert any(path.startswith("/data/") for path in paths)


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
@pytest.mark.parametrize("reader", ["stranger", "member"])
def test_private_field_is_absent_everywhere(profile, name, reader):
    client = browser_of(a_user() if reader == "member" else None)
    assert leaks(client, profile, name) == []
    assert not finds(client, VALUES[name])


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
def test_members_field_is_absent_for_strangers_and_stands_on_the_page_for_members(profile, name):
    open_field(profile, name, Visibility.MEMBERS)
    assert leaks(browser_of(None), profile, name) == []
    assert not finds(browser_of(None), VALUES[name])
    member = browser_of(a_user())
    assert VALUES[name] in answer(member, profile.get_absolute_url())
    elsewhere = set(leaks(member, profile, name)) - {profile.get_absolute_url()}
    assert elsewhere == set()  # data, cards and structured files are the same for everybody


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
def test_public_field_stands_on_the_page(profile, name):
    open_field(profile, name, Visibility.PUBLIC)
    assert VALUES[name] in answer(browser_of(None), profile.get_absolute_url())


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
def test_curators_and_owners_see_private_fields(profile, owner, name):
    for user in (owner, a_curator()):
        assert VALUES[name] in answer(browser_of(user), profile.get_absolute_url())


@pytest.mark.parametrize("precision", [Precision.ABOUT_500_M, Precision.MUNICIPALITY])
def test_street_is_never_shown_more_exactly_than_the_place(profile, precision):
    open_field(profile, "address", Visibility.PUBLIC)
    Profile.objects.filter(pk=profile.pk).update(precision=precision)
    relist_profiles(ids=[profile.pk])
    for user in (None, a_user()):
        assert leaks(browser_of(user), profile, "address") == []


@pytest.mark.parametrize("precision", [Precision.ABOUT_500_M, Precision.MUNICIPALITY])
def test_exact_point_is_absent_everywhere_unless_chosen(profile, precision):
    Profile.objects.filter(pk=profile.pk).update(precision=precision)
    relist_profiles(ids=[profile.pk])
    exact = [str(PLACE[0]), str(PLACE[1]), f"{PLACE[0]:.4f}", f"{PLACE[1]:.4f}"]
    client = browser_of(None)
    told = [path for path in ways_out(profile) if any(number in answer(client, path) for number in exact)]
    assert told == []


@pytest.mark.parametrize("user", [None, "member"])
def test_sheets_with_all_fields_are_for_curators_only(profile, user):
    client = browser_of(a_user() if user else None)
    sheets = [each.path for each in addresses() if each.path and "export" in each.name]
    assert sheets != []
    assert [path for path in sheets if client.get(path).status_code == 200] == []
