"""Who answers a need: who offers just this, who is open to what it takes, how far, and in what order."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from catalogue import matching
from catalogue.choices import Terms
from catalogue.matching import MOST
from catalogue.models import Match, Need
from catalogue.slots import answers_to
from kko.territory.choices import Precision
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile, a_sector
from tests.factories.needs import a_kind, a_need, an_offer
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def only_people(settings, monkeypatch):
    """Only the catalogue answers, and it knows nothing of earlier tests."""
    settings.KKO_NEED_ANSWERS = ["catalogue.slots.matching.people"]
    monkeypatch.setattr(matching._Holder, "helpers", None)


@pytest.fixture
def place(db):
    return municipality(name="Teplice", latitude=50.6404, longitude=13.8245)


@pytest.fixture
def far(db):
    return municipality(name="Děčín", latitude=50.7821, longitude=14.2148)


@pytest.fixture
def need(place) -> Need:
    return a_need(a_profile(name="Kdo hledá", municipality=place))


def answers(need: Need, user=None) -> list:
    """Return the answers, their words in English."""
    with override("en"):
        return answers_to([Need.objects.get(pk=need.pk)], user or AnonymousUser())[need.pk]


def titles(need: Need) -> list[str]:
    return [one.title for one in answers(need)]


def test_who_offers_just_this_answers_with_terms_note_and_distance(need, far):
    helper = a_profile(name="Kdo dává", municipality=far)
    offer = an_offer(helper, kind=need.kind, terms=Terms.FREE, note_cs="Každou sobotu.")
    (answer,) = answers(need)
    assert (answer.key, answer.title) == (f"profile:{helper.pk}", "Kdo dává")
    assert answer.url.endswith(f"/{helper.slug}/")
    assert answer.reasons == ("Offers just this, free of charge", "„Každou sobotu.“")
    assert round(answer.distance_km) == 32
    assert answer.since == max(offer.created_at, helper.first_published_at)


def test_other_kinds_are_no_answer(need):
    an_offer(a_profile())
    assert titles(need) == []


def test_own_offer_is_no_answer(need):
    an_offer(need.profile, kind=need.kind)
    assert titles(need) == []


def test_own_other_profile_is_an_answer(need):
    """A member with two profiles may well help themselves."""
    an_offer(a_profile(name="Druhý"), kind=need.kind)
    assert titles(need) == ["Druhý"]


@pytest.mark.parametrize("state", [{"live": False}, {"closure": "archived"}])
def test_who_is_not_public_is_no_answer(need, state):
    state = {"live": False, **state}
    an_offer(a_profile(**state), kind=need.kind)
    assert titles(need) == []


def test_drafts_do_not_answer(need, roles):
    an_offer(a_draft(by=a_user()), kind=need.kind)
    assert titles(need) == []


def test_same_discipline_goes_before_the_same_sector_and_that_before_the_near(place, far):
    sector = a_sector(name_en="Crafts")
    ceramics, glass = a_discipline(sector=sector, name_en="Ceramics"), a_discipline(sector=sector, name_en="Glass")
    need = a_need(a_profile(municipality=place, main_discipline=ceramics))
    an_offer(a_profile(name="Blízký", municipality=place), kind=need.kind)
    an_offer(a_profile(name="Sklář", municipality=far, main_discipline=glass), kind=need.kind)
    an_offer(a_profile(name="Keramik", municipality=far, further=[ceramics]), kind=need.kind)
    found = answers(need)
    assert [one.title for one in found] == ["Keramik", "Sklář", "Blízký"]
    assert [one.reasons[1:] for one in found] == [("The same discipline: Ceramics",), ("The same sector: Crafts",), ()]


def test_of_equals_the_nearest_goes_first(need, place, far):
    for name, where in (("Daleko", far), ("Tady", place)):
        an_offer(a_profile(name=name, municipality=where), kind=need.kind)
    assert titles(need) == ["Tady", "Daleko"]


def test_distance_is_reckoned_from_published_points_only(need, place):
    exact = {"latitude": 50.7, "longitude": 13.9, "municipality": place}
    an_offer(a_profile(name="Skrytý", precision=Precision.MUNICIPALITY, **exact), kind=need.kind)
    an_offer(a_profile(name="Přesný", precision=Precision.EXACT, **exact), kind=need.kind)
    found = {one.title: one.distance_km for one in answers(need)}
    assert (round(found["Skrytý"], 1), round(found["Přesný"])) == (0.0, 8)


def test_place_of_who_asks_is_the_published_one_too(place, far):
    hidden = a_profile(municipality=place, latitude=50.78, longitude=14.21, precision=Precision.MUNICIPALITY)
    need = a_need(hidden)
    an_offer(a_profile(municipality=place), kind=need.kind)
    assert round(answers(need)[0].distance_km, 1) == 0.0


def test_mentors_answer_who_looks_for_mentoring(place):
    need = a_need(a_profile(municipality=place), kind=a_kind(slug="mentoring"))
    a_profile(name="Mentorka", municipality=place, mentoring=True)
    a_profile(name="Učitel", municipality=place, teaching=True)
    offered = a_profile(name="Nabízí", municipality=place)
    an_offer(offered, kind=need.kind)
    assert titles(need) == ["Nabízí", "Mentorka"]


def test_crafts_are_learned_from_one_sector_only(place):
    discipline = a_discipline()
    need = a_need(a_profile(municipality=place, main_discipline=discipline), kind=a_kind(slug="odborne-dovednosti"))
    a_profile(name="Vlastní", municipality=place, main_discipline=discipline, teaching=True)
    a_profile(name="Cizí", municipality=place, teaching=True)
    assert titles(need) == ["Vlastní"]


def test_who_was_judged_stays_away_until_called_back(need, place):
    helper = a_profile(municipality=place)
    an_offer(helper, kind=need.kind)
    match = Match.objects.create(need=need, answer_key=f"profile:{helper.pk}", title="x", verdict="dismissed")
    assert titles(need) == []
    match.delete()
    assert titles(need) == [helper.name]


def test_at_most_twenty_and_who_is_judged_makes_room(need, place):
    helpers = [a_profile(name=f"Dílna {n:02}", municipality=place) for n in range(MOST + 2)]
    for helper in helpers:
        an_offer(helper, kind=need.kind)
    first = answers(need)
    assert len(first) == MOST
    Match.objects.create(need=need, answer_key=first[0].key, title="x", verdict="dismissed")
    second = answers(need)
    assert (len(second), first[0].key in {one.key for one in second}) == (MOST, False)


def test_new_offer_is_seen_at_once(need, place):
    assert titles(need) == []
    an_offer(a_profile(name="Nový", municipality=place), kind=need.kind)
    assert titles(need) == ["Nový"]


def test_since_tells_what_is_new(need, place):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    an_offer(a_profile(municipality=place, first_published_at=long_ago), kind=need.kind, created_at=long_ago)
    assert [one.since for one in answers(need)] == [long_ago]


@pytest.mark.parametrize("number", [1, 30])
def test_needs_of_a_page_share_what_is_loaded(number, place, django_assert_num_queries):
    asking = a_profile(municipality=place)
    helper = a_profile(municipality=place)
    for _ in range(number):
        kind = a_kind()
        a_need(asking, kind=kind)
        an_offer(helper, kind=kind)
    needs = Need.objects.filter(profile=asking).select_related("kind", "profile__municipality")
    needs = list(needs.prefetch_related("profile__disciplines", "matches"))
    answers_to(needs, AnonymousUser())
    with django_assert_num_queries(1):
        found = answers_to(needs, AnonymousUser())
    assert [len(one) for one in found.values()] == [1] * number
