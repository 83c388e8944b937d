"""The chore that tries links: what it records, how much it asks for, and when it keeps silent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from magazine.knowledge import actions
from magazine.knowledge.actions import check_links
from magazine.knowledge.links import MOST_FAILURES, probe, settled
from magazine.knowledge_choices import LinkState
from magazine.models import Reference
from tests.factories.knowledge import a_reference

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def state(reference: Reference) -> tuple:
    fresh = Reference.objects.get(pk=reference.pk)
    return fresh.link_state, fresh.link_failures, fresh.link_note


def age(reference: Reference, **ago) -> None:
    Reference.objects.filter(pk=reference.pk).update(link_checked_at=timezone.now() - timedelta(**ago))


def test_each_answer_has_its_state_and_day(web):
    alive = a_reference(url=web.says("/ok"))
    gone = a_reference(url=web.says("/gone", 410))
    assert check_links() == "2 links tried, 1 dead"
    assert (state(alive), state(gone)) == (("alive", 0, "200"), ("dead", 1, "410"))
    assert timezone.now() - Reference.objects.get(pk=alive.pk).link_checked_at < timedelta(minutes=1)
    assert check_links() == ""  # nothing is done twice


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_bad_day_is_no_death(web, status):
    reference = a_reference(url=web.says("/tired", status))
    states = []
    for _day in range(MOST_FAILURES):
        check_links()
        states.append(state(reference)[0])
        age(reference, hours=23)
    assert states == ["unsure", "unsure", "dead"]


def test_a_link_that_answers_again_is_alive(web):
    reference = a_reference(url=web.says("/back"), link_state=LinkState.DEAD, link_failures=5)
    check_links()
    assert state(reference) == ("alive", 0, "200")


def test_links_rest_a_month_and_doubtful_ones_a_day(web):
    fine = a_reference(url=web.says("/fine"))
    check_links()
    age(fine, days=29)
    assert check_links() == ""
    age(fine, days=31)
    assert check_links() == "1 links tried, 0 dead"


def test_one_run_asks_a_few_and_of_a_host_two(web, settings):
    settings.KKO_LINKS_AN_HOUR = 5
    for number in range(4):
        a_reference(url=web.says(f"/{number}"))
    assert check_links() == "2 links tried, 0 dead"
    assert len(web.asked) == actions.A_HOST_A_RUN


def test_where_nothing_answers_nothing_is_recorded(settings):
    for host in ("jedna", "dva", "tri"):
        a_reference(url=f"http://{host}.invalid/")
    assert check_links() == "no link answered, nothing was recorded"
    assert set(Reference.objects.values_list("link_state", "link_failures")) == {("unknown", 0)}


def test_private_addresses_are_dead_without_being_asked(web, settings):
    settings.KKO_FETCH_PRIVATE = False
    reference = a_reference(url=web.says("/secret"))
    check_links()
    assert state(reference)[0] == "dead"
    assert web.asked == []


def test_checks_can_be_switched_off(web, settings):
    settings.KKO_LINK_CHECKS = False
    a_reference(url=web.says("/ok"))
    assert check_links() == ""
    assert web.asked == []


def test_a_registered_doi_is_alive_whatever_its_publisher_says(web):
    start = web.says("/10.1000/182", 302, Location="/publisher")
    web.says("/publisher", 403)
    assert probe(start, registrars=frozenset({"127.0.0.1"})).state == LinkState.ALIVE
    assert probe(start, registrars=frozenset()).state == LinkState.UNSURE


def test_settled_counts_failures():
    silent = probe("http://neni.invalid/")
    assert silent.is_silent
    assert [settled(silent, before) for before in range(3)] == [("unsure", 1), ("unsure", 2), ("dead", 3)]
