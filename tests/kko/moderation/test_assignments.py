"""Who has a thing of the desk: the first who takes it, until they give it back or it is done."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kko.moderation.actions import (
    TakenAlready,
    approve_record,
    give_back_thing,
    return_record,
    settle_report,
    take_thing,
)
from kko.moderation.models import Assignment, key_of
from tests.factories.accounts import a_curator, a_user
from tests.factories.desk import a_report
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
THING = "catalogue.profile:12"


def holders() -> dict[str, str]:
    return {one.thing: str(one.user) for one in Assignment.objects.select_related("user")}


@pytest.fixture
def colleague(workflow):
    return a_curator(name="Klára Kolegyně")


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def shown(client, **query):
    """Return the rows that the desk shows, with who has them."""
    page = client.get(reverse("desk"), query)
    return [(row.waiting.title, row.holder) for pile in page.context["piles"] for row in pile.rows]


def test_who_takes_first_has_it_and_the_other_is_told_who(curator, colleague):
    take_thing(thing=THING, by=curator)
    with pytest.raises(TakenAlready, match="Kryštof Kurátor"):
        take_thing(thing=THING, by=colleague)
    assert holders() == {THING: "Kryštof Kurátor"}


def test_taking_twice_is_taking_once(curator):
    assert take_thing(thing=THING, by=curator) == take_thing(thing=THING, by=curator)


def test_given_back_it_is_nobodys(curator, colleague):
    take_thing(thing=THING, by=curator)
    assert not give_back_thing(thing=THING, by=colleague)
    assert give_back_thing(thing=THING, by=curator)
    assert holders() == {}


def test_taken_over_from_a_colleague_only_while_they_have_it(curator, colleague):
    take_thing(thing=THING, by=colleague)
    take_thing(thing=THING, by=curator, instead_of=colleague.pk)
    assert holders() == {THING: "Kryštof Kurátor"}
    third = a_curator()
    with pytest.raises(TakenAlready):
        take_thing(thing=THING, by=third, instead_of=colleague.pk)


def test_what_is_decided_is_nobodys_and_what_is_returned_stays_with_its_curator(curator, owner):
    done, returned = a_submitted_profile(by=owner), a_submitted_profile(by=owner)
    for profile in (done, returned):
        take_thing(thing=key_of(profile), by=curator)
    approve_record(record=done, revision_id=done.waiting_revision.pk, by=curator)
    return_record(record=returned, revision_id=returned.waiting_revision.pk, by=curator, note="Obec?")
    assert holders() == {key_of(returned): "Kryštof Kurátor"}


def test_settled_report_is_nobodys(curator):
    report = a_report()
    take_thing(thing=key_of(report), by=curator)
    settle_report(report=report, by=curator)
    assert holders() == {}


def test_buttons_of_the_desk_take_take_over_and_give_back(desk, curator, colleague, owner):
    key = key_of(a_submitted_profile(by=owner))
    address = reverse("desk_assignment")
    take_thing(thing=key, by=colleague)
    page = desk.post(address, {"take": key, "next": reverse("desk")}, follow=True)
    assert "Klára Kolegyně" in " ".join(map(str, page.context["messages"]))
    desk.post(address, {"take_over": f"{colleague.pk}|{key}"})
    assert holders() == {key: "Kryštof Kurátor"}
    desk.post(address, {"give_back": key})
    assert holders() == {}


@pytest.mark.parametrize("data", [{}, {"take": "x" * 500}, {"take": "a:b"}, {"take_over": "|"}, {"take_over": "x|a:1"}])
def test_hostile_takings_change_nothing(desk, data):
    assert desk.post(reverse("desk_assignment"), data).status_code == 302
    assert holders() == {}


def test_taking_leads_back_to_pages_of_this_site_only(desk):
    response = desk.post(reverse("desk_assignment"), {"take": THING, "next": "https://example.cz/"})
    assert response["Location"] == reverse("desk")


def test_others_take_nothing(client, workflow):
    client.force_login(a_user())
    assert client.post(reverse("desk_assignment"), {"take": THING}).status_code in {302, 403}
    assert holders() == {}


def test_desk_is_read_by_who_has_what(desk, curator, colleague, owner):
    mine, theirs, _free = (a_submitted_profile(by=owner, name=name) for name in ("Moje", "Cizí", "Volná"))
    take_thing(thing=key_of(mine), by=curator)
    take_thing(thing=key_of(theirs), by=colleague)
    assert shown(desk) == [("Moje", curator), ("Cizí", colleague), ("Volná", None)]
    assert shown(desk, kdo="moje") == [("Moje", curator)]
    assert shown(desk, kdo="nikoho") == [("Volná", None)]
    assert next(pile.count for pile in desk.get(reverse("desk"), {"kdo": "nikoho"}).context["tabs"]) == 1


def test_one_queue_is_shown_alone_and_an_unknown_one_shows_all(desk, owner):
    a_submitted_profile(by=owner)
    a_report()
    page = desk.get(reverse("desk"), {"fronta": "reports"})
    assert [pile.queue.key for pile in page.context["piles"]] == ["reports"]
    assert len(desk.get(reverse("desk"), {"fronta": "nic"}).context["piles"]) > 1


def test_what_waits_over_a_week_is_marked(desk):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=8), tick=False):
        a_report(text="Stará chyba.")
    a_report(text="Nová chyba.")
    [pile] = desk.get(reverse("desk"), {"fronta": "reports"}).context["piles"]
    assert [(row.waiting.title, row.is_late) for row in pile.rows] == [("Stará chyba.", True), ("Nová chyba.", False)]


def test_long_queue_has_pages_and_the_overview_its_first_ten(desk):
    for number in range(60):
        a_report(text=f"Chyba {number}.")
    overview = {pile.queue.key: pile for pile in desk.get(reverse("desk")).context["piles"]}
    assert (len(overview["reports"].rows), overview["reports"].count) == (10, 60)
    [pile] = desk.get(reverse("desk"), {"fronta": "reports", "strana": "2"}).context["piles"]
    assert len(pile.rows) == 10
    assert desk.get(reverse("desk"), {"fronta": "reports", "strana": "x"}).status_code == 200


def test_pages_of_one_thing_say_who_has_it(desk, curator, colleague, owner):
    mine, theirs = a_report(), a_report()
    take_thing(thing=key_of(mine), by=curator)
    take_thing(thing=key_of(theirs), by=colleague)
    page = desk.get(reverse("desk_report", args=[mine.pk]))
    assert page.context["holder"] == curator
    assert 'name="give_back"' in page.content.decode()
    page = desk.get(reverse("desk_report", args=[theirs.pk]))
    assert page.context["holder"] == colleague
    assert 'name="take_over"' in page.content.decode()
    profile = a_submitted_profile(by=owner)
    take_thing(thing=key_of(profile), by=curator)
    for name in ("desk_review", "desk_history"):
        assert desk.get(reverse(name, args=["catalogue.profile", profile.pk])).context["holder"] == curator
