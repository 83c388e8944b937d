"""Which profiles may be one, and which never are."""

import pytest
from django.contrib.contenttypes.models import ContentType

from catalogue.actions import save_draft
from catalogue.actions.duplicates import mark_distinct
from catalogue.choices import Likeness
from catalogue.duplicates import COMMON, GENERIC_WEBS, Pair, likeliest_pairs, likely_pairs, likenesses
from catalogue.models import DistinctPair, Profile
from kko.audit.models import Entry
from kko.moderation.actions import archive_record
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.desk import twins
from tests.factories.moderation import a_submitted_profile, edited
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
QUERIES = 8


@pytest.fixture(autouse=True)
def content_types(db):
    ContentType.objects.get_for_model(Profile)


@pytest.fixture
def common():
    return {"municipality": municipality(), "main_discipline": a_discipline()}


def found() -> list[tuple[int, int, tuple[str, ...]]]:
    return [(pair.one, pair.other, tuple(reason.value for reason in pair.reasons)) for pair in likely_pairs()]


def test_same_name_in_one_municipality_without_diacritics_and_legal_form():
    one, other = twins()
    assert found() == [(one.pk, other.pk, ("name_here",))]


def test_same_name_elsewhere_is_a_weaker_reason():
    one, other = a_profile(name="Ateliér Hruška"), a_profile(name="atelier hruska")
    assert found() == [(one.pk, other.pk, ("name",))]


@pytest.mark.parametrize(
    ("reason", "left", "right"),
    [
        ("ico", {"ico": "25596641"}, {"ico": "25596641"}),
        ("web", {"web": "https://www.hruska.cz/"}, {"web": "http://hruska.cz"}),
        ("email", {"email": "Dilna@Hruska.cz"}, {"email": "dilna@hruska.CZ"}),
    ],
)
def test_same_number_web_or_email(reason, left, right):
    one, other = a_profile(**left), a_profile(**right)
    assert found() == [(one.pk, other.pk, (reason,))]


def test_several_reasons_stand_together_the_strongest_first_and_such_pairs_before_others():
    weak = (a_profile(name="Slunce"), a_profile(name="Slunce"))
    one, other = twins(ico="25596641", email="a@hruska.cz")
    assert found() == [
        (one.pk, other.pk, ("ico", "name_here", "email")),
        (weak[0].pk, weak[1].pk, ("name",)),
    ]


def test_what_is_empty_never_matches(common):
    one, other = a_profile(**common, name="Jedna"), a_profile(**common, name="Druhá")
    assert found() == []
    assert likenesses(one, other) == ()


@pytest.mark.parametrize(
    "web",
    ["https://facebook.com", "https://www.facebook.com/", "https://www.facebook.com/profile.php?id=1", "http://x.com/"],
)
def test_web_that_stands_for_anybody_never_matches(web):
    one, other = a_profile(web=web), a_profile(web=web)
    assert one.web_key in GENERIC_WEBS
    assert found() == []
    assert likenesses(one, other) == ()


def test_page_on_a_network_is_somebodys():
    one, other = a_profile(web="https://www.facebook.com/hruska"), a_profile(web="https://facebook.com/Hruska/")
    assert found() == [(one.pk, other.pk, ("web",))]


def test_name_that_many_share_says_nothing_but_in_one_municipality_it_does(common):
    for _ in range(COMMON + 1):
        a_profile(name="Jan Novák")
    assert found() == []
    here = [a_profile(**common, name="Jan Novák") for _ in range(2)]
    assert found() == [(here[0].pk, here[1].pk, ("name_here",))]


def test_large_group_is_paired_with_its_oldest(common):
    group = [a_profile(**common, name="Hruška") for _ in range(COMMON + 2)]
    assert sorted(pair[:2] for pair in found()) == [(group[0].pk, other.pk) for other in group[1:]]


def test_drafts_nobody_has_sent_and_archived_profiles_do_not_count(owner, roles, curator):
    public = a_profile(name="Hruška")
    a_draft(by=owner, name="Hruška")
    archive_record(record=a_profile(name="Hruška"), by=curator)
    assert found() == []
    sent = a_submitted_profile(by=owner, name="Hruška")
    assert found() == [(public.pk, sent.pk, ("name",))]


def test_draft_of_a_public_profile_changes_nothing(owner):
    one, _other = a_profile(owner=owner, name="Hruška"), a_profile(name="Jabloň")
    save_draft(profile=edited(one, name="Jabloň"), by=owner)
    assert found() == []


def test_pair_found_distinct_is_not_asked_about_again(curator):
    one, other = twins()
    mark_distinct(one=other, other=one, by=curator)
    mark_distinct(one=one, other=other, by=curator)
    assert found() == []
    assert DistinctPair.objects.get().decided_by == curator
    assert [entry.verb for entry in Entry.objects.about(one)] == ["profile.found_distinct"]


def test_reasons_of_a_pair_are_those_of_the_search():
    one, other = twins(ico="25596641", web="https://hruska.cz", email="a@hruska.cz")
    [pair] = likely_pairs()
    assert pair == Pair(one.pk, other.pk, likenesses(one, other))
    assert pair.reasons == (Likeness.ICO, Likeness.NAME_HERE, Likeness.WEB, Likeness.EMAIL)


@pytest.mark.parametrize("number", [1, 30])
def test_search_asks_as_often_for_one_pair_as_for_thirty(number, common, django_assert_max_num_queries):
    for at in range(number):
        for _ in range(2):
            a_profile(**common, name=f"Dvojče {at}", ico=f"{at:08}", web=f"https://d{at}.cz", email=f"d{at}@x.cz")
    with django_assert_max_num_queries(QUERIES):
        assert len(likely_pairs()) == number


def test_the_desk_gets_the_likeliest_of_all():
    for name in ("Hlína", "Hlína", "Hlína", "Jiskra", "Jiskra"):
        a_profile(name=name)
    everything = likely_pairs()
    assert likeliest_pairs(2) == (everything[:2], 4)
    assert likeliest_pairs(200) == (everything, 4)
