"""A toy room plugs into every seam, and each shows what it gave: the next room is written by copying it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import RequestFactory

from catalogue.slots import NeedQuery, municipality_panels, need_answers, profile_panels, project_panels
from kko.accounts.actions import grant_role
from kko.accounts.choices import Role, Visibility
from kko.accounts.models import User
from kko.accounts.slots import overview_items
from kko.mail.slots import gather_sections
from kko.moderation.actions import StaleReview, approve_record, submit_record
from kko.moderation.choices import Provenance, PublicationState
from kko.moderation.reference import load_workflow
from kko.moderation.slots import desk_queues, review_panels
from kko.opendata.slots import datasets
from kko.search.actions import index_documents
from kko.search.slots import search_kinds
from kko.slots import HomeBlock, fillings
from kko.territory.choices import Precision
from kko.territory.place import Point, distance_km, point_of
from tests.factories.territory import municipality
from tests.toyroom.models import Toy
from tests.toyroom.permissions import can_mend_toy

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
SLOTS = {
    "KKO_HOME_BLOCKS": "newest_toys",
    "KKO_OVERVIEW_ITEMS": "my_toys",
    "KKO_DESK_QUEUES": "submitted_toys",
    "KKO_REVIEW_PANELS": "toy_beside",
    "KKO_DIGEST_SECTIONS": "new_toys",
    "KKO_SEARCH_KINDS": "toys_kind",
    "KKO_DATASETS": "toys_dataset",
    "KKO_PROFILE_PANELS": "toys_panel",
    "KKO_MUNICIPALITY_PANELS": "toys_in_municipality",
    "KKO_PROJECT_PANELS": "toys_of_project",
    "KKO_NEED_ANSWERS": "toys_for_need",
}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_toys(settings):
    """Let the toy room alone fill every slot."""
    for setting, filling in SLOTS.items():
        setattr(settings, setting, [f"tests.toyroom.slots.{filling}"])


@pytest.fixture
def reviewed(settings):
    """Toys are published under review."""
    settings.KKO_REVIEWED_MODELS = ["toyroom.Toy"]
    load_workflow()


@pytest.fixture
def owner():
    return User.objects.create_user("tvurkyne@example.cz")


@pytest.fixture
def curator():
    user = User.objects.create_user("kuratorka@example.cz")
    grant_role(user=user, role=Role.CURATOR, by=None)
    return user


@pytest.fixture
def toy(owner):
    """A public toy with an exact point that is not published."""
    return Toy.objects.create(
        name="Dřevěný koník",
        owner=owner,
        email="tvurkyne@example.cz",
        municipality=municipality(),
        latitude=50.69,
        longitude=13.79,
        live=True,
        first_published_at=datetime(2026, 5, 1, tzinfo=UTC),
        provenance=Provenance.MAPPING,
        source="Terénní mapování",
        is_sample=True,
    )


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_home_shows_the_block(toy):
    block = fillings("KKO_HOME_BLOCKS")[0](request_of(AnonymousUser()))
    assert block == HomeBlock(key="toys", template="toyroom/_toys.html", context={"toys": [toy]})
    assert "Dřevěný koník" in render_to_string(block.template, block.context)


def test_overview_has_the_item_for_who_has_toys(toy, owner, curator):
    assert [item.key for item in overview_items(request_of(owner))] == ["toys"]
    assert overview_items(request_of(curator)) == []


def test_digest_has_what_is_new_since_then(toy, owner):
    sections = gather_sections(owner, LONG_AGO)
    assert [(section.key, [item.object_key for item in section.items]) for section in sections] == [
        ("toys", [f"toyroom.toy:{toy.pk}"])
    ]
    assert gather_sections(owner, datetime(2026, 6, 1, tzinfo=UTC)) == []


def test_search_finds_public_toys_only(toy, owner):
    hidden = Toy.objects.create(name="Tajný koník", owner=owner, municipality=toy.municipality, live=False)
    (kind,) = search_kinds()
    assert index_documents(documents=kind.documents(None)) == 1
    assert [result.title for result in kind.results([hidden.pk, toy.pk], AnonymousUser())] == ["Dřevěný koník"]


def test_dataset_gives_the_published_place(toy):
    (dataset,) = datasets()
    assert list(dataset.rows(AnonymousUser())) == [("Dřevěný koník", *point_of(toy.municipality))]


def test_profile_shows_the_panel(toy):
    panels = profile_panels(None, AnonymousUser())
    assert [(panel.key, panel.context) for panel in panels] == [("toys", {"toys": [toy]})]


def test_project_shows_the_panel(toy):
    panels = project_panels(None, AnonymousUser())
    assert [(panel.title, panel.context) for panel in panels] == [("Toys of a project", {"toys": [toy]})]


def test_municipality_shows_the_panel(toy):
    panels = municipality_panels(toy.municipality, AnonymousUser())
    assert [(panel.title, panel.context) for panel in panels] == [("Toys made here", {"toys": [toy]})]


def test_need_is_answered_with_distance_from_the_published_place(toy):
    here = Point(50.6, 13.7)
    query = NeedQuery(kind=None, place=here, discipline_ids=frozenset(), user=AnonymousUser())
    (answer,) = need_answers(query)
    assert answer.distance_km == distance_km(here, point_of(toy.municipality))
    assert (answer.reason, answer.reasons) == ("A toy is near.", ("A toy is near.", "It is free."))


def test_answer_that_is_not_wanted_stays_away(toy):
    asked = {"kind": None, "place": Point(50.6, 13.7), "discipline_ids": frozenset(), "user": AnonymousUser()}
    assert [one.key for one in need_answers(NeedQuery(**asked))] == [f"toyroom.toy:{toy.pk}"]
    assert need_answers(NeedQuery(**asked, without=frozenset({f"toyroom.toy:{toy.pk}"}))) == []


def test_desk_has_what_waits_until_it_is_approved(reviewed, owner, curator):
    toy = Toy.objects.create(name="Káča", owner=owner, municipality=municipality(), live=False)
    toy.save_revision(user=owner)
    toy = submit_record(record=toy, by=owner)
    assert [[each.title for each in queue.waiting] for queue in desk_queues(curator)] == [["Káča"]]
    toy = approve_record(record=toy, revision_id=toy.waiting_revision.pk, by=curator)
    assert toy.live
    assert toy.publication_state == PublicationState.PUBLISHED
    assert [queue.waiting for queue in desk_queues(curator)] == [[]]


def test_review_page_has_what_is_beside_the_edit(toy, curator):
    panels = review_panels(toy, curator)
    assert [(panel.key, panel.context) for panel in panels] == [("toys", {"toys": [toy]})]
    assert review_panels(municipality(), curator) == []


def test_approval_of_another_revision_than_waits_is_refused(reviewed, owner, curator):
    toy = Toy.objects.create(name="Káča", owner=owner, municipality=municipality(), live=False)
    toy.save_revision(user=owner)
    toy = submit_record(record=toy, by=owner)
    with pytest.raises(StaleReview):
        approve_record(record=toy, revision_id=toy.waiting_revision.pk + 1, by=curator)


def test_visible_to_strangers_owners_and_curators(toy, owner, curator):
    draft = Toy.objects.create(name="Rozdělaná", owner=owner, municipality=toy.municipality, live=False)
    stranger = User.objects.create_user("jiny@example.cz")
    seen = [set(Toy.objects.visible_to(user)) for user in (AnonymousUser(), stranger, owner, curator)]
    assert seen == [{toy}, {toy}, {toy, draft}, {toy, draft}]


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.PUBLIC, ["stranger", "member", "owner", "curator"]),
        (Visibility.MEMBERS, ["member", "owner", "curator"]),
        (Visibility.CURATORS, ["owner", "curator"]),
    ],
)
def test_field_is_shown_by_its_visibility(toy, owner, curator, visibility, who):
    toy.email_visibility = visibility
    member = User.objects.create_user("jiny@example.cz")
    users = {"stranger": AnonymousUser(), "member": member, "owner": owner, "curator": curator}
    assert [name for name, user in users.items() if toy.email_for(user)] == who


def test_scoped_role_reaches_just_its_thing(toy, owner):
    other = Toy.objects.create(name="Jiná", owner=owner, municipality=toy.municipality)
    manager = User.objects.create_user("spravce@example.cz")
    grant_role(user=manager, role=Role.HUB_MANAGER, over=toy, by=None)
    assert [can_mend_toy(manager, each) for each in (toy, other, None)] == [True, False, False]


def test_place_is_published_at_its_precision(toy):
    toy.precision = Precision.MUNICIPALITY
    assert toy.published_point == point_of(toy.municipality)
    toy.precision = Precision.EXACT
    assert toy.published_point == Point(50.69, 13.79)


def test_half_a_point_is_refused_by_the_database(toy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Toy.objects.filter(pk=toy.pk).update(longitude=None)


def test_sample_leaves_by_its_flag_and_says_where_it_came_from(toy):
    assert [each.get_provenance_display() for each in Toy.objects.sample()] == [str(Provenance.MAPPING.label)]
    Toy.objects.sample().delete()
    assert Toy.objects.count() == 0
