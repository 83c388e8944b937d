"""A shortlist without an account: kept in the session, in order, with notes, printed, sent and shared."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.actions.shortlist import KEPT, MOST, Shortlist, shortlist_of_token
from catalogue.models import Profile
from kko.accounts.models import EmailCode
from kko.mail.models import Message
from tests.factories.accounts import PASSWORD, a_user
from tests.factories.catalogue import a_draft, a_profile, many_profiles
from tests.factories.contact import newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PAGE_QUERIES = 8
JANA = "jana@example.com"


@pytest.fixture(autouse=True)
def nobody_has_sent():
    cache.clear()


def add(client, profile, **headers):
    return client.post(reverse("catalogue:shortlist_add", args=[profile.slug]), headers=headers)


def shown(client) -> list[str]:
    page = client.get(reverse("catalogue:shortlist"))
    return [profile.name for profile, _field in page.context["form"].entries()]


def saved(client, **fields):
    return client.post(reverse("catalogue:shortlist"), fields)


def hide(profile) -> None:
    Profile.objects.filter(pk=profile.pk).update(live=False)


def test_profile_is_added_once_and_taken_off(client):
    one, two = a_profile(name="Jedna"), a_profile(name="Dvě")
    for profile in (one, two, one):
        assert add(client, profile).url == reverse("catalogue:shortlist")
    assert shown(client) == ["Jedna", "Dvě"]
    assert client.get(reverse("catalogue:shortlist_add", args=[one.slug])).context["is_there"]
    saved(client, remove=one.pk)
    assert shown(client) == ["Dvě"]


def test_looking_adds_nothing_and_sets_no_session(client):
    profile = a_profile()
    for address in (
        reverse("catalogue:shortlist_add", args=[profile.slug]),
        reverse("catalogue:shortlist"),
        profile.get_absolute_url(),
    ):
        assert "sessionid" not in client.get(address).cookies
    assert not client.get(profile.get_absolute_url()).cookies
    assert shown(client) == []


def test_pages_are_never_cached(client):
    profile = a_profile()
    add(client, profile)
    for name, args in (("shortlist", []), ("shortlist_add", [profile.slug]), ("shortlist_send", [])):
        assert "no-store" in client.get(reverse(f"catalogue:{name}", args=args)).headers["Cache-Control"]


def test_script_adds_in_place(client):
    profile = a_profile()
    answer = add(client, profile, x_requested_with="fetch")
    assert answer.json()["url"] == reverse("catalogue:shortlist")
    assert shown(client) == [profile.name]


def test_draft_cannot_be_added(client):
    draft = a_draft(by=a_user())
    assert client.get(reverse("catalogue:shortlist_add", args=[draft.slug])).status_code == 404
    assert add(client, draft).status_code == 404


def test_visitors_session_lasts_ninety_days_a_members_does_not(client):
    profile = a_profile()
    assert add(client, profile).cookies["sessionid"]["max-age"] == pytest.approx(KEPT.days * 86_400, abs=60)
    member = Client()
    member.force_login(a_user())
    before = member.session.get_expiry_age()
    add(member, profile)
    assert abs(member.session.get_expiry_age() - before) < 60


def test_shortlist_outlives_signing_in_and_its_long_session_does_not(client):
    profile, member = a_profile(), a_user()
    add(client, profile)
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert client.session.get_expiry_age() <= 35 * 86_400
    assert shown(client) == [profile.name]


def test_order_can_be_changed_and_holds_at_the_ends(client):
    profiles = [a_profile(name=name) for name in "ABC"]
    for profile in profiles:
        add(client, profile)
    a, b, c = (profile.pk for profile in profiles)
    for button, pk, order in (("up", c, "ACB"), ("up", a, "ACB"), ("down", b, "ACB"), ("down", a, "CAB")):
        saved(client, **{button: pk})
        assert "".join(shown(client)) == order


def test_whatever_is_pressed_the_notes_are_kept(client):
    one, two = a_profile(name="Jedna"), a_profile(name="Dvě")
    for profile in (one, two):
        add(client, profile)
    saved(client, **{f"note_{one.pk}": "Zavolat v pondělí", "note": "Na jarmark", "down": one.pk})
    form = client.get(reverse("catalogue:shortlist")).context["form"]
    assert [(profile.name, field.value()) for profile, field in form.entries()] == [
        ("Dvě", ""),
        ("Jedna", "Zavolat v pondělí"),
    ]
    assert form["note"].value() == "Na jarmark"


def test_note_that_is_too_long_is_refused_and_stays_typed(client):
    one = a_profile()
    add(client, one)
    page = saved(client, **{f"note_{one.pk}": "a" * 301, "note": "Na jarmark", "remove": one.pk})
    assert page.status_code == 200
    assert page.context["form"][f"note_{one.pk}"].value() == "a" * 301
    assert page.context["form"].errors
    assert shown(client) == [one.name]


def test_fifty_is_all(client):
    for profile in many_profiles(MOST):
        add(client, profile)
    another = a_profile()
    page = add(client, another)
    assert (page.status_code, bool(page.context["refusal"])) == (200, True)
    assert add(client, another, x_requested_with="fetch").status_code == 409
    assert len(shown(client)) == MOST


def test_what_is_not_public_any_more_drops_out_with_a_word(client):
    one, two = a_profile(name="Jedna"), a_profile(name="Dvě")
    for profile in (one, two):
        add(client, profile)
    hide(one)
    page = client.get(reverse("catalogue:shortlist"))
    assert page.context["dropped"]
    assert shown(client) == ["Dvě"]
    assert not client.get(reverse("catalogue:shortlist")).context["dropped"]


def test_nonsense_from_a_form_changes_nothing(client):
    one = a_profile()
    add(client, one)
    for fields in ({"remove": "x"}, {"up": "-1"}, {"down": "99999999999999999999"}, {"note_999": "cizí"}):
        assert saved(client, **fields).status_code == 302
    assert shown(client) == [one.name]


def test_link_shows_the_list_to_anybody_as_it_was(client):
    one, two = a_profile(name="Jedna"), a_profile(name="Dvě")
    for profile in (one, two):
        add(client, profile)
    saved(client, **{f"note_{one.pk}": "Zavolat", "note": "Na jarmark"})
    url = client.get(reverse("catalogue:shortlist")).context["share_url"]
    stranger = Client()
    page = stranger.get(url)
    assert [(profile.name, note) for profile, note in page.context["entries"]] == [("Jedna", "Zavolat"), ("Dvě", "")]
    assert "Na jarmark" in page.content.decode()
    assert "sessionid" not in page.cookies
    hide(one)
    page = stranger.get(url)
    assert [profile.name for profile, _note in page.context["entries"]] == ["Dvě"]
    assert page.context["left_out"]
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert stranger.get(url).status_code == 404


def test_forged_link_shows_nothing(client):
    assert client.get(reverse("catalogue:shortlist_shared", args=["eyJhIjoxfQ:1:x"])).status_code == 404


def test_list_too_long_for_a_link_says_so(client):
    notes = {pk: "".join(chr(200 + (pk * 31 + sign * 7) % 900) for sign in range(300)) for pk in range(MOST)}
    long = Shortlist(ids=list(range(MOST)), notes=notes)
    assert long.token() == ""
    short = Shortlist(ids=list(range(1, MOST + 1)), notes={1: "x"}, note="y")
    assert shortlist_of_token(short.token()) == short


def test_list_goes_to_an_address_once_its_code_is_written(client):
    one = a_profile(name="Jedna")
    add(client, one)
    saved(client, **{f"note_{one.pk}": "Zavolat", "note": "Na jarmark"})
    assert client.post(reverse("catalogue:shortlist_send"), {"email": JANA}).url == reverse("catalogue:shortlist_code")
    page = client.post(reverse("catalogue:shortlist_code"), {"code": "22222222"})
    assert list(page.context["form"].errors) == ["code"]
    assert Message.objects.filter(period__startswith="shortlist:").count() == 0
    client.post(reverse("catalogue:shortlist_code"), {"code": newest_code(JANA)})
    letter = Message.objects.get(period__startswith="shortlist:")
    assert letter.recipient == JANA
    assert [word for word in ("Jedna", "Zavolat", "Na jarmark", "/vyber/odkaz/") if word not in letter.body_text] == []
    assert shown(client) == ["Jedna"]


def test_button_that_sends_keeps_the_notes_first(client):
    one = a_profile()
    add(client, one)
    assert saved(client, **{f"note_{one.pk}": "Zavolat", "send": "1"}).url == reverse("catalogue:shortlist_send")
    assert "Zavolat" in client.get(reverse("catalogue:shortlist")).content.decode()


def test_member_gets_it_without_a_code(client):
    add(client, a_profile())
    member = a_user(email="clenka@example.cz")
    client.force_login(member)
    add(client, a_profile())
    assert client.post(reverse("catalogue:shortlist_send"), {"email": JANA}).url == reverse("catalogue:shortlist")
    assert (Message.objects.get().recipient, EmailCode.objects.count()) == ("clenka@example.cz", 0)


@pytest.mark.parametrize("email", ["nikdo", "", "a@example.com\nBcc: b@example.com"])
def test_address_that_is_none_is_refused(client, email):
    add(client, a_profile())
    page = client.post(reverse("catalogue:shortlist_send"), {"email": email})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["email"])


def test_empty_list_is_not_sent(client):
    for name in ("shortlist_send", "shortlist_code"):
        assert client.get(reverse(f"catalogue:{name}")).url == reverse("catalogue:shortlist")


@pytest.mark.parametrize("number", [1, 30])
def test_page_asks_the_database_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    for profile in many_profiles(number):
        add(client, profile)
    client.get(reverse("catalogue:shortlist"))
    with django_assert_max_num_queries(PAGE_QUERIES):
        client.get(reverse("catalogue:shortlist"))
