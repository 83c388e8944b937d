"""Profiles stay true: asked once a year, confirmed by one click, marked and unlisted when nobody answers."""

from datetime import UTC, datetime

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core import signing
from django.urls import reverse
from pytest_django.asserts import assertContains

from catalogue.actions.freshness import ask_whether_still_true, confirm_profile, unlist_the_long_silent
from catalogue.actions.stale import ask_owners
from catalogue.freshness import link_token
from catalogue.listing import current_listing
from catalogue.models import Profile
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.actions import archive_record
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_profile

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 1, 15, 10, tzinfo=UTC)


def after(**passed: int) -> datetime:
    return PUBLISHED + relativedelta(**passed)


@pytest.fixture
def owned():
    with time_machine.travel(PUBLISHED, tick=False):
        return a_profile(owner=a_user(email="hlina@example.cz"), name="Dílna Hlína")


def asked() -> int:
    return Message.objects.addressed_to("hlina@example.cz").filter(period__startswith="still-true:").count()


@pytest.mark.parametrize(("passed", "letters"), [({"months": 11}, 0), ({"months": 12, "days": 1}, 1)])
def test_owner_is_asked_after_a_year_of_silence(owned, passed, letters):
    with time_machine.travel(after(**passed), tick=False):
        ask_whether_still_true()
    assert asked() == letters


def test_owner_is_asked_once_a_year_however_often_the_chore_runs(owned):
    for months in (12, 13, 14, 24, 25):
        with time_machine.travel(after(months=months, days=1), tick=False):
            ask_whether_still_true()
            ask_whether_still_true()
    assert asked() == 2


def test_who_looks_after_nothing_public_is_not_asked(owned):
    archive_record(record=owned, by=owned.owners()[0])
    with time_machine.travel(after(months=13), tick=False):
        ask_whether_still_true()
    assert asked() == 0


def test_one_click_without_signing_in_confirms(client, owned):
    with time_machine.travel(after(months=14), tick=False):
        page = reverse("catalogue:confirmation", args=[link_token(owned, owned.owners()[0])])
        assert client.get(page).status_code == 200
        assert Profile.objects.get().confirmed_at is None  # a program that follows links confirms nothing
        response = client.post(page, follow=True)
        assert response.status_code == 200
    assert Profile.objects.get().confirmed_at == after(months=14)
    assert Entry.objects.about(owned).filter(verb="profile.confirmed").get().actor_key == "system"


@pytest.mark.parametrize("token", ["x", "MQ:1abcde:2wrong"])
def test_changed_link_is_refused_in_words(client, owned, token):
    assert client.get(reverse("catalogue:confirmation", args=[token])).status_code == 410


def test_link_is_good_for_a_year(client, owned):
    with time_machine.travel(after(months=12), tick=False):
        page = reverse("catalogue:confirmation", args=[link_token(owned, owned.owners()[0])])
    with time_machine.travel(after(months=25), tick=False):
        assert client.post(page).status_code == 410
    assert Profile.objects.get().confirmed_at is None


def test_link_is_refused_to_whoever_keeps_the_profile_no_more(client, owned):
    former, staying = owned.owners()[0], a_user(email="nova@example.cz")
    owned.memberships.create(user=staying)
    pages = [reverse("catalogue:confirmation", args=[link_token(owned, one)]) for one in (former, staying)]
    owned.memberships.filter(user=former).delete()
    refused = client.post(pages[0])
    assert refused.status_code == 410
    assertContains(refused, reverse("accounts:overview"), status_code=410)
    assert Profile.objects.get().confirmed_at is None
    assert client.post(pages[1]).status_code == 302
    assert Profile.objects.get().confirmed_at is not None


def test_link_of_before_that_names_nobody_is_refused_in_words(client, owned):
    token = signing.dumps(owned.pk, salt="kko.still-true")
    assert client.post(reverse("catalogue:confirmation", args=[token])).status_code == 410
    assert Profile.objects.get().confirmed_at is None


@pytest.mark.parametrize("write", ["still_true", "profile_asked"])
def test_letters_carry_a_link_of_their_reader(client, owned, write):
    other = a_user(email="druha@example.cz")
    owned.memberships.create(user=other)
    with time_machine.travel(after(months=14), tick=False):
        if write == "still_true":
            ask_whether_still_true()
        else:
            ask_owners(profile=owned, text="Platí to?", by=a_curator())
        for reader in (owned.owners()[0], other):
            link = link_token(owned, reader)
            assert link in Message.objects.addressed_to(reader.email).get().body_text


def test_page_of_an_archived_profile_cannot_be_confirmed(client, owned):
    archive_record(record=owned, by=owned.owners()[0])
    assert client.get(reverse("catalogue:confirmation", args=[link_token(owned, owned.owners()[0])])).status_code == 410


@pytest.mark.parametrize(("months", "unconfirmed"), [(12, False), (14, True)])
def test_profile_is_unconfirmed_after_thirteen_months(owned, months, unconfirmed):
    with time_machine.travel(after(months=months), tick=False):
        assert owned.is_unconfirmed is unconfirmed


def names_listed(client, query: str = "") -> list[str]:
    return [card.name for card in client.get(f"/katalog/{query}").context["cards"]]


def test_default_listing_leaves_out_after_eighteen_months_until_confirmed(client, owned):
    assert names_listed(client) == ["Dílna Hlína"]
    with time_machine.travel(after(months=19), tick=False):
        assert unlist_the_long_silent() != ""
        assert unlist_the_long_silent() == ""
        assert names_listed(client) == []
        assert names_listed(client, "?neoverene=ano") == ["Dílna Hlína"]
        assert names_listed(client, "?q=hlina") == []
        assert names_listed(client, "?q=hlina&neoverene=ano") == ["Dílna Hlína"]
        assert client.get(owned.get_absolute_url()).status_code == 200
        assert current_listing().counts()["form"]["person"] == 0
        confirm_profile(profile=owned, by=None)
        assert names_listed(client) == ["Dílna Hlína"]


def test_filter_is_offered_only_where_somebody_is_left_out(client, owned):
    parameters = [one.parameter for one in client.get("/katalog/").context["filters"]]
    assert "neoverene" not in parameters
    with time_machine.travel(after(months=19), tick=False):
        unlist_the_long_silent()
        parameters = [one.parameter for one in client.get("/katalog/").context["filters"]]
    assert "neoverene" in parameters
