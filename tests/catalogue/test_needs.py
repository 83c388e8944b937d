"""The pages where owners keep what they look for and offer: who reaches them, what they refuse, what they remember."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from catalogue import matching
from catalogue.models import Match, Need, Offer
from catalogue.slots.needs import my_needs, new_answers
from kko.accounts.choices import Visibility
from kko.audit.models import Entry
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_profile
from tests.factories.needs import a_kind, a_need, an_offer
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def only_people(settings, monkeypatch):
    settings.KKO_NEED_ANSWERS = ["catalogue.slots.matching.people"]
    monkeypatch.setattr(matching._Holder, "helpers", None)


@pytest.fixture
def profile(owner, roles):
    return a_profile(owner=owner, name="Hrnčírna")


@pytest.fixture
def member(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def kind(db):
    return a_kind()


def address(name: str, *args) -> str:
    return reverse(f"catalogue:{name}", args=args)


def typed(**fields) -> dict:
    until = (timezone.localdate() + relativedelta(months=6)).isoformat()
    return {"note_cs": "Aspoň 30 m².", "urgency": "3", "until": until, "visibility": "public"} | fields


def tags(answer) -> list[str]:
    return [message.level_tag for message in answer.context["messages"]]


def test_need_is_entered_and_holds_at_once(member, profile, kind):
    page = member.post(address("need_create", profile.pk, kind.slug), typed(), follow=True)
    need = Need.objects.get()
    assert (need.profile, need.kind, need.urgency, need.visibility) == (profile, kind, 3, "public")
    assert tags(page) == ["success"]
    assert Need.objects.visible_to(AnonymousUser()).open().get() == need
    assert [entry.verb for entry in Entry.objects.about(need)] == ["need.added"]


def test_who_sees_a_need_is_not_chosen_beforehand(member, profile, kind):
    page = member.get(address("need_create", profile.pk, kind.slug))
    assert page.context["form"]["visibility"].value() is None
    assert page.content.decode().count("checked") == 1  # the urgency
    answer = member.post(address("need_create", profile.pk, kind.slug), typed(visibility=""))
    assert list(answer.context["form"].errors) == ["visibility"]
    assert "Aspoň 30 m²." in answer.content.decode()


def test_need_holds_for_a_year_unless_said_otherwise(member, profile, kind):
    form = member.get(address("need_create", profile.pk, kind.slug)).context["form"]
    assert form["until"].value() == timezone.localdate() + relativedelta(months=12)


@pytest.mark.parametrize(
    ("hostile", "field"),
    [
        ({"note_cs": "a" * 301}, "note_cs"),
        ({"note_cs": "\0"}, "note_cs"),
        ({"urgency": "7"}, "urgency"),
        ({"urgency": "x"}, "urgency"),
        ({"urgency": ""}, "urgency"),
        ({"visibility": "all"}, "visibility"),
        ({"until": "yesterday"}, "until"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"until": ""}, "until"),
    ],
)
def test_hostile_values_are_refused(member, profile, kind, hostile, field):
    answer = member.post(address("need_create", profile.pk, kind.slug), typed(**hostile))
    assert list(answer.context["form"].errors) == [field]
    assert Need.objects.count() == 0


def test_until_reaches_two_years(member, profile, kind):
    last = timezone.localdate() + relativedelta(months=24)
    create = address("need_create", profile.pk, kind.slug)
    assert member.post(create, typed(until=(last + timedelta(days=1)).isoformat())).status_code == 200
    assert member.post(create, typed(until=last.isoformat())).status_code == 302


def test_fields_that_are_not_in_the_form_are_not_taken(member, profile, kind):
    other = a_profile()
    member.post(
        address("need_create", profile.pk, kind.slug), typed(profile=other.pk, kind=a_kind().pk, closed_at="2020-01-01")
    )
    assert Need.objects.values_list("profile", "kind", "closed_at").get() == (profile.pk, kind.pk, None)


def test_second_need_of_a_kind_is_told_and_nothing_typed_is_lost(member, profile, kind):
    a_need(profile, kind=kind)
    answer = member.post(address("need_create", profile.pk, kind.slug), typed())
    assert answer.context["form"].non_field_errors()
    assert "Aspoň 30 m²." in answer.content.decode()
    assert Need.objects.count() == 1


def test_unknown_kind_is_not_there(member, profile):
    assert member.get(address("need_create", profile.pk, "neni")).status_code == 404
    assert member.get(address("offer_create", profile.pk, "neni")).status_code == 404


def test_chooser_has_all_kinds_by_group_and_knows_the_taken(member, profile, kind):
    need = a_need(profile, kind=kind)
    other = a_kind()
    page = member.get(address("need_kinds", profile.pk)).content.decode()
    assert address("need_edit", need.pk) in page
    assert address("need_create", profile.pk, other.slug) in page
    assert address("need_create", profile.pk, kind.slug) not in page
    assert (
        address("offer_create", profile.pk, kind.slug)
        in member.get(address("offer_kinds", profile.pk)).content.decode()
    )


def test_need_is_changed(member, profile):
    need = a_need(profile)
    member.post(address("need_edit", need.pk), typed(note_cs=" Nově\n  řádek ", visibility="members", urgency="1"))
    need.refresh_from_db()
    assert (need.note_cs, need.visibility, need.urgency) == ("Nově řádek", "members", 1)


def test_need_is_closed_with_its_story_and_who_helped(member, profile):
    need = a_need(profile)
    helper = a_profile(name="Pomocná dílna")
    an_offer(helper, kind=need.kind)
    page = member.get(address("needs", profile.pk)).content.decode()
    link = f"{address('need_closure', need.pk)}?odpoved=profile%3A{helper.pk}"
    assert ("Pomocná dílna" in page, link in page) == (True, True)
    assert member.get(link).context["form"]["helped"].value() == f"profile:{helper.pk}"
    member.post(address("need_closure", need.pk), {"helped": f"profile:{helper.pk}", "story": " Máme pec. "})
    need.refresh_from_db()
    assert (need.is_closed, need.story) == (True, "Máme pec.")
    assert list(need.matches.values_list("answer_key", "title", "verdict")) == [
        (f"profile:{helper.pk}", "Pomocná dílna", "helped")
    ]
    page = member.get(address("needs", profile.pk)).content.decode()
    assert ("Máme pec." in page, "Pomocná dílna" in page) == (True, True)


def test_need_is_closed_without_a_word(member, profile):
    need = a_need(profile)
    assert member.post(address("need_closure", need.pk), {}).status_code == 302
    need.refresh_from_db()
    assert (need.is_closed, need.matches.count()) == (True, 0)


def test_invented_helper_is_refused(member, profile):
    need = a_need(profile)
    answer = member.post(address("need_closure", need.pk), {"helped": "profile:1", "story": "Příběh"})
    assert list(answer.context["form"].errors) == ["helped"]
    assert "Příběh" in answer.content.decode()
    need.refresh_from_db()
    assert not need.is_closed


def test_closed_need_is_neither_edited_nor_closed_again(member, profile):
    need = a_need(profile, closed_at=timezone.now(), story="Původní")
    for name in ("need_edit", "need_closure"):
        assert member.post(address(name, need.pk), typed(story="Jiný")).status_code == 302
    need.refresh_from_db()
    assert (need.story, need.note_cs) == ("Původní", "")


def test_closed_need_is_opened_again(member, profile):
    need = a_need(profile, closed_at=timezone.now(), until=timezone.localdate() - timedelta(days=3))
    Match.objects.create(need=need, answer_key="profile:1", title="x", verdict="helped")
    page = member.post(address("need_closure", need.pk), {"reopen": "1"}, follow=True)
    need.refresh_from_db()
    assert (tags(page), need.is_closed, need.has_lapsed, need.matches.count()) == (["success"], False, False, 0)


def test_closed_need_stays_closed_beside_an_open_one_of_its_kind(member, profile):
    closed = a_need(profile, closed_at=timezone.now())
    a_need(profile, kind=closed.kind)
    page = member.post(address("need_closure", closed.pk), {"reopen": "1"}, follow=True)
    closed.refresh_from_db()
    assert (tags(page), closed.is_closed) == (["error"], True)


def test_open_need_is_not_opened_again(member, profile):
    need = a_need(profile)
    assert tags(member.post(address("need_closure", need.pk), {"reopen": "1"}, follow=True)) == ["error"]


def test_lapsed_need_says_so_and_lasts_a_year_longer_by_one_click(member, profile):
    need = a_need(profile, until=timezone.localdate() - timedelta(days=1))
    an_offer(a_profile(name="Pomocná dílna"), kind=need.kind)
    page = member.get(address("needs", profile.pk)).content.decode()
    assert (address("need_extension", need.pk) in page, "Pomocná dílna" in page) == (True, False)
    member.post(address("need_extension", need.pk))
    need.refresh_from_db()
    assert need.until == timezone.localdate() + relativedelta(months=12)
    assert "Pomocná dílna" in member.get(address("needs", profile.pk)).content.decode()


def test_answer_is_sent_away_and_called_back(member, profile):
    need = a_need(profile)
    helper = a_profile(name="Pomocná dílna")
    an_offer(helper, kind=need.kind)
    key = f"profile:{helper.pk}"
    member.post(address("need_answers", need.pk), {"dismiss": key})
    line = member.get(address("needs", profile.pk)).context["open"][0]
    assert (line.answers, [match.title for match in line.dismissed]) == ([], ["Pomocná dílna"])
    member.post(address("need_answers", need.pk), {"recall": key})
    line = member.get(address("needs", profile.pk)).context["open"][0]
    assert ([one.key for one in line.answers], line.dismissed) == ([key], [])


@pytest.mark.parametrize("said", [{}, {"dismiss": "profile:999999"}, {"dismiss": "x\0"}, {"recall": "profile:x"}])
def test_invented_answers_change_nothing(member, profile, said):
    need = a_need(profile)
    assert member.post(address("need_answers", need.pk), said).status_code == 302
    assert Match.objects.count() == 0


def test_need_and_offer_are_deleted(member, profile):
    need, offer = a_need(profile), an_offer(profile)
    member.post(address("need_edit", need.pk), {"delete": "1"})
    member.post(address("offer_edit", offer.pk), {"delete": "1"})
    assert (Need.objects.count(), Offer.objects.count()) == (0, 0)
    assert {entry.verb for entry in Entry.objects.all()} >= {"need.deleted", "offer.deleted"}


def test_offer_is_entered_once_and_changed(member, profile, kind):
    create = address("offer_create", profile.pk, kind.slug)
    assert member.post(create, {"note_cs": "Pec", "terms": "free"}).status_code == 302
    assert member.post(create, {"note_cs": "Pec", "terms": "free"}).context["form"].non_field_errors()
    offer = Offer.objects.get()
    member.post(address("offer_edit", offer.pk), {"note_cs": "Kruh", "terms": "paid"})
    offer.refresh_from_db()
    assert (offer.note_cs, offer.terms) == ("Kruh", "paid")
    assert list(member.post(address("offer_edit", offer.pk), {"terms": "gift"}).context["form"].errors) == ["terms"]


def test_pages_are_for_who_looks_after_the_profile(client, owner, curator, profile, kind):
    need, offer = a_need(profile), an_offer(profile)
    pages = [
        ("needs", profile.pk), ("need_kinds", profile.pk), ("offer_kinds", profile.pk), ("need_edit", need.pk),
        ("need_create", profile.pk, kind.slug), ("offer_create", profile.pk, kind.slug), ("need_closure", need.pk),
        ("offer_edit", offer.pk),
    ]  # fmt: skip
    deeds = [("need_extension", need.pk), ("need_answers", need.pk)]

    def codes() -> set[int]:
        found = {client.get(address(*page)).status_code for page in pages}
        return found | {client.post(address(*deed)).status_code for deed in [*deeds, *pages]}

    assert codes() == {302}
    assert client.get(address("needs", profile.pk)).url.startswith(reverse("account_login"))
    for stranger in (a_user(), curator):
        client.force_login(stranger)
        assert codes() == {404}
    client.force_login(owner)
    assert {client.get(address(*page)).status_code for page in pages} == {200}
    assert client.get(address("need_extension", need.pk)).status_code == 405


def test_visibility_of_needs_on_the_profile_and_in_the_radar(client, owner, curator, profile):
    for visibility in Visibility.values:
        a_need(profile, visibility=visibility, note_cs=f"Pro {visibility}")
    readers = {"stranger": None, "member": a_user(), "owner": owner, "curator": curator}
    seen = {}
    for name, reader in readers.items():
        client.logout()
        if reader:
            client.force_login(reader)
        page = client.get(profile.get_absolute_url()).content.decode()
        seen[name] = [visibility for visibility in Visibility.values if f"Pro {visibility}" in page]
        radar = client.get(reverse("catalogue:radar")).content.decode()
        assert [one for one in Visibility.values if f"Pro {one}" in radar] == ["public"]
    assert seen == {
        "stranger": ["public"],
        "member": ["public", "members"],
        "owner": ["public", "members", "curators"],
        "curator": ["public", "members", "curators"],
    }


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_overview_has_open_needs_with_the_number_of_answers(owner, profile):
    need = a_need(profile)
    a_need(profile, closed_at=timezone.now())
    lapsed = a_need(profile, until=timezone.localdate() - timedelta(days=1))
    an_offer(a_profile(), kind=need.kind)
    an_offer(a_profile(), kind=lapsed.kind)
    item = my_needs(request_of(owner))
    assert sorted((need.pk, number) for need, number in item.context["lines"]) == [(need.pk, 1), (lapsed.pk, 0)]
    assert my_needs(request_of(a_user())) is None


def test_overview_page_shows_the_item(member, profile):
    need = a_need(profile)
    assert need.kind.name in member.get(reverse("accounts:overview")).content.decode()


def test_digest_tells_of_new_answers_only(owner, profile):
    need = a_need(profile)
    old = timezone.now() - timedelta(days=30)
    an_offer(a_profile(name="Stará", first_published_at=old), kind=need.kind, created_at=old)
    new = a_profile(name="Nová", first_published_at=old)
    an_offer(new, kind=need.kind)
    section = new_answers(owner, timezone.now() - timedelta(days=7))
    assert [(item.title, item.object_key) for item in section.items] == [
        ("Nová", f"catalogue.need:{need.pk}/profile:{new.pk}")
    ]
    assert new_answers(owner, timezone.now()) is None
    assert new_answers(a_user(), old) is None


@pytest.mark.postgresql  # where the cache is the database's, it asks for more
@pytest.mark.parametrize("number", [1, 30])
def test_page_of_needs_asks_the_database_a_fixed_number_of_times(member, profile, number, django_assert_num_queries):
    common = {"municipality": municipality(), "main_discipline": a_discipline()}
    helper = a_profile(**common)
    for _ in range(number):
        need = a_need(profile)
        an_offer(helper, kind=need.kind)
        a_need(profile, closed_at=timezone.now(), story="Hotovo")
        an_offer(profile)
        Match.objects.create(need=need, answer_key="profile:0", title="Jiná", verdict="dismissed")
    member.get(address("needs", profile.pk))
    with django_assert_num_queries(12):
        page = member.get(address("needs", profile.pk))
    assert [len(page.context[name]) for name in ("open", "closed", "offers")] == [number] * 3
