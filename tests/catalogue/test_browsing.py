"""A question read from an address and written back, and what is answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from catalogue.browsing import PAGE_SIZE, Question, answer
from catalogue.listing import current_listing
from catalogue.models import Profile
from tests.factories.catalogue import a_discipline, a_profile, a_sector, many_profiles
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def listing(db):
    sector = a_sector(slug="remesla")
    a_discipline(sector=sector, slug="keramika")
    a_discipline(sector=sector, slug="sklo", name_cs="Sklo")
    municipality(slug="dubi")
    return current_listing()


def read(query: str, listing) -> Question:
    return Question.read(QueryDict(query), listing)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=keram%C3%ADk",
        "q=a%26b%3Dc",
        "odvetvi=remesla&obor=keramika&obor=sklo&forma=person&nabizi=teaching&strana=3",
        "q=sklo&obec=dubi&razeni=nejnovejsi&strana=99999",
        "razeni=nazev",
    ],
)
def test_address_comes_back_as_it_was(listing, query):
    question = read(query, listing)
    assert question.address() == (f"?{query}" if query else "")
    assert read(question.address()[1:], listing) == question


@pytest.mark.parametrize(
    ("page", "understood"),
    [
        ("2", 2),
        ("-1", 1),
        ("0", 1),
        ("00", 1),
        ("007", 7),
        ("99999999", 1),
        ("٣", 1),
        ("²", 1),
        ("1e3", 1),
        ("", 1),
        ("x", 1),
        (" 2", 1),
    ],
)
def test_page_is_a_small_whole_number_or_the_first(listing, page, understood):
    query = QueryDict(mutable=True)
    query["strana"] = page
    assert Question.read(query, listing).page == understood


@pytest.mark.parametrize(
    "query",
    [
        "odvetvi=neznam&obor=&okres=%00&obec=dubi%00&forma=PERSON&nabizi=eating",
        "obor=keramika'--&razeni=%00",
        "razeni=nejstarsi&strana=1",
        "q=%00%20%00",
    ],
)
def test_unknown_values_are_left_out(listing, query):
    assert read(query, listing) == Question()


def test_text_is_trimmed_cut_and_free_of_nul(listing):
    assert read("q=++ke%00ramika+", listing).text == "keramika"
    assert len(read("q=" + "a" * 5000, listing).text) == 200


def test_value_named_twice_counts_once(listing):
    assert read("obor=keramika&obor=keramika", listing).chosen == {"discipline": ("keramika",)}


def test_taking_a_filter_away_goes_back_to_the_first_page(listing):
    question = read("obor=keramika&obor=sklo&strana=4", listing)
    assert question.without("discipline", "keramika").address() == "?obor=sklo"
    assert question.without("sector", "remesla").address() == "?obor=keramika&obor=sklo"
    assert question.with_only("discipline", "sklo").address() == "?obor=sklo"
    assert question.on_page(2).address() == "?obor=keramika&obor=sklo&strana=2"


def names(question: Question) -> list[int]:
    return answer(question, current_listing()).ids


def test_answer_is_paged_and_past_the_end_stands_the_last_page():
    profiles = many_profiles(PAGE_SIZE + 3)
    ids = [one.pk for one in sorted(profiles, key=lambda one: (one.sort_key, one.pk))]
    first, second = (answer(Question(page=page), current_listing()) for page in (1, 2))
    assert (first.ids, second.ids) == (ids[:PAGE_SIZE], ids[PAGE_SIZE:])
    assert (first.pages, second.page, second.selection.count) == (2, 2, PAGE_SIZE + 3)
    assert answer(Question(page=77), current_listing()) == second


def test_just_one_full_page_is_one_page():
    many_profiles(PAGE_SIZE)
    found = answer(Question(page=2), current_listing())
    assert (found.pages, found.page, len(found.ids)) == (1, 1, PAGE_SIZE)


def test_empty_catalogue_has_one_empty_page():
    found = answer(Question(text="cokoli", page=5), current_listing())
    assert (found.ids, found.page, found.pages, found.selection.count) == ([], 1, 1, 0)


def test_names_are_in_czech_order():
    wanted = ["Cukr", "Čáp", "Hora", "Chata", "Ida", "Zora", "Žába"]
    for name in reversed(wanted):
        a_profile(name=name)
    listed = current_listing().facets.ids
    by_id = dict(Profile.objects.values_list("pk", "name"))
    assert [by_id[pk] for pk in listed] == wanted


def test_newest_first_by_the_first_publication():
    day = datetime(2026, 5, 1, tzinfo=UTC)
    old, new, middle = (
        a_profile(name=name, first_published_at=day + timedelta(days=days))
        for name, days in (("A", 0), ("B", 9), ("C", 5))
    )
    assert names(Question(order="nejnovejsi")) == [new.pk, middle.pk, old.pk]
    assert names(Question()) == [old.pk, new.pk, middle.pk]


def test_words_come_by_relevance_or_by_the_order_asked_for():
    in_text = a_profile(name="Aranka", text_cs="Někdy pomáhá sklářům, sklo zná z doslechu.")
    in_name = a_profile(name="Sklo Zbyšek", first_published_at=datetime(2020, 1, 1, tzinfo=UTC))
    a_profile(name="Pekárna")
    assert names(Question(text="sklo")) == [in_name.pk, in_text.pk]
    assert names(Question(text="sklo", order="nazev")) == [in_text.pk, in_name.pk]
    assert names(Question(text="sklo", order="nejnovejsi")) == [in_text.pk, in_name.pk]


def test_words_and_filters_narrow_together():
    keramika, sklo = a_discipline(slug="keramika"), a_discipline(slug="sklo", name_cs="Sklo")
    both = a_profile(name="Hrnčírna", main_discipline=keramika, further=[sklo])
    a_profile(name="Hrnčírna druhá", main_discipline=keramika)
    found = answer(Question(text="hrnčírna", chosen={"discipline": ("sklo",)}), current_listing())
    assert (found.ids, found.selection.counts["discipline"]) == ([both.pk], {"keramika": 2, "sklo": 1})


def test_answer_asks_the_database_for_words_only(django_assert_num_queries):
    many_profiles(2)
    listing = current_listing()
    with django_assert_num_queries(0):
        answer(Question(chosen={"form": ("person",)}), listing)
    with django_assert_num_queries(2):
        answer(Question(text="dílna"), listing)
    with django_assert_num_queries(1):
        answer(Question(text="dílna", order="nazev"), listing)
