"""A hidden field is absent from every way out of the house: pages, search, data, structured data, cards."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from catalogue.actions import relist_profiles
from catalogue.models import PERSONAL_FIELDS, Profile
from kko.accounts.choices import Visibility
from kko.slots import fillings
from kko.territory.choices import Precision
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_profile
from tests.factories.needs import a_need, an_offer
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
# Others of the same kind: what is hidden may be anything, and no answer may change with it.
OTHERS = {
    "email": "docela-jiny@schovano.example.cz",
    "phone": "+420 733 111 222",
    "ico": "27074358",
    "legal_name": "Jiná Zamlčená Firma",
    "address": "Schovaná 12",
}
ROOMS = ("catalogue:", "opendata:", "search:", "covers:", "moderation:")
PLACE = (50.66107, 14.03295)
SATELLITES = ("visiting_card", "share_card", "qr")
FORMS = ("csv", "json")
# Both are drawn by chance for each answer: Django's token, and the signed moment in which a form was opened.
TOKEN = re.compile(r'<input[^>]+name="(csrfmiddlewaretoken|opened)"[^>]*>')


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
    """Return all public addresses of the rooms that know profiles, for this profile; the data; the home page."""
    named = [each for each in addresses() if each.name in PUBLIC and each.name.startswith(ROOMS)]
    data = [f"{reverse('opendata:list')}{fill().slug}.{form}" for fill in fillings("KKO_DATASETS") for form in FORMS]
    radars = [f"{reverse('catalogue:radar_csv')}?tabulka={table}" for table in ("okresy", "odvetvi", "ctvrtleti")]
    return ["/", *(each.path for each in named if each.path), *data, *radars]


def answer(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace").replace("\r\n ", "")  # unfolds the lines of a vCard


def leaks(client: Client, profile: Profile, name: str) -> list[str]:
    """Return the addresses whose answer holds the value of the field."""
    return [path for path in ways_out(profile) if any(trace in answer(client, path) for trace in traces_of(name))]


def traces_of(name: str) -> set[str]:
    """Return the value of a field as pages, addresses and data may write it."""
    value = VALUES[name]
    return {value, value.replace(" ", ""), value.replace("@", "%40"), value.encode("unicode_escape").decode("ascii")}


def finds(client: Client, value: str) -> bool:
    """Whether the words of the value lead to the profile, in the catalogue or on the whole site."""
    found = [client.get(path, {"q": value}).content.decode() for path in ("/katalog/", "/hledat/")]
    return any("/katalog/dilna-pruhledna/" in page for page in found)


def test_every_way_out_is_walked_and_tells_of_the_profile(profile):
    """An address that answers "not there" would prove nothing."""
    client, paths = browser_of(None), ways_out(profile)
    card, *others = [
        reverse(f"catalogue:{name}", args=[profile.slug]) for name in ("visiting_card", "share_card", "qr")
    ]
    profiles = [f"/data/profily.{form}" for form in FORMS]
    assert {profile.get_absolute_url(), card, *others, *profiles} - set(paths) == set()
    told = [profile.get_absolute_url(), card, *profiles]
    assert [path for path in told if "Dílna Průhledná" not in answer(client, path)] == []
    assert [client.get(path).status_code for path in others] == [200, 200]


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
@pytest.mark.parametrize("reader", ["stranger", "member"])
def test_no_answer_changes_with_a_hidden_value(profile, name, reader):
    """Also where a value would not stand in plain letters: in pictures, codes, digests and orders of lists."""
    client = browser_of(a_user() if reader == "member" else None)
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        before = {path: content_of(client, path) for path in ways_out(profile)}
        Profile.objects.filter(pk=profile.pk).update(**{name: OTHERS[name]})
        relist_profiles(ids=[profile.pk])
        assert [path for path in before if content_of(client, path) != before[path]] == []


@pytest.mark.parametrize(("precision", "moved"), [(Precision.ABOUT_500_M, 0.00002), (Precision.MUNICIPALITY, 0.01)])
def test_no_answer_changes_with_a_point_that_is_not_shown(profile, precision, moved):
    """The map writes points in units of its own, in which no test would find the degrees."""
    client = browser_of(None)
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        Profile.objects.filter(pk=profile.pk).update(precision=precision)
        relist_profiles(ids=[profile.pk])
        before = {path: content_of(client, path) for path in ways_out(profile)}
        Profile.objects.filter(pk=profile.pk).update(latitude=PLACE[0] + moved, longitude=PLACE[1] + moved)
        relist_profiles(ids=[profile.pk])
        assert [path for path in before if content_of(client, path) != before[path]] == []


def test_the_exact_point_changes_the_map_when_it_is_shown(profile):
    """Or the tests above would prove nothing."""
    client, points = browser_of(None), reverse("catalogue:map_points")
    before = content_of(client, points)
    Profile.objects.filter(pk=profile.pk).update(latitude=PLACE[0] + 0.01)
    relist_profiles(ids=[profile.pk])
    assert content_of(client, points) != before


def content_of(client: Client, path: str) -> bytes | str:
    """Return what a path answers, without the tokens of its forms."""
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    is_text = response.headers.get("Content-Type", "").startswith("text/html")
    return TOKEN.sub("", content.decode()) if is_text else content


@pytest.mark.parametrize("name", PERSONAL_FIELDS)
def test_pages_of_others_that_show_the_profile_hold_no_hidden_field(profile, owner, name):
    """Related profiles, answers to needs, the place on the map, a shortlist, and the owner's own previews."""
    reader = a_user()
    other = a_profile(owner=reader, name="Vedle", main_discipline=profile.main_discipline)
    need = a_need(other)
    an_offer(profile, kind=need.kind)
    relist_profiles(ids=[profile.pk, other.pk])
    browser = browser_of(reader)
    browser.post(reverse("catalogue:shortlist_add", args=[profile.slug]))
    pages = {
        "related": (browser, other.get_absolute_url()),
        "answers": (browser, reverse("catalogue:needs", args=[other.pk])),
        "shortlist": (browser, reverse("catalogue:shortlist")),
        "preview": (browser_of(owner), reverse("catalogue:preview", args=[profile.pk])),
    }
    answers = {key: answer(client, path) for key, (client, path) in pages.items()}
    assert [key for key, text in answers.items() if profile.name not in text] == []
    assert [key for key, text in answers.items() if any(trace in text for trace in traces_of(name))] == []


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
