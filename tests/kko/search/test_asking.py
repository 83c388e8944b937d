"""Synonyms of the editors change what a query asks for; recommendations follow the words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kko.search.actions import index_documents, use_new_synonyms
from kko.search.asking import forget_synonyms, promoted, query_terms
from kko.search.documents import Document
from kko.search.models import Promotion, Synonym, phrases
from kko.search.retrieval import by_rank, count_each, find, find_by_kind, matching_ids, matching_set

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def synonym(words: str, meanings: str, *, both_ways: bool = True) -> None:
    Synonym.objects.create(words=words, meanings=meanings, both_ways=both_ways)
    use_new_synonyms()


def index(*names: str) -> None:
    index_documents(documents=[Document("profile", number, name, name) for number, name in enumerate(names, start=1)])


def test_words_that_mean_the_same_find_each_other_in_any_form():
    index("Ateliér Modrá", "Studio Zelená", "Huť")
    synonym("ateliér", "studio")
    assert sorted(matching_ids("ateliéru", "profile")) == [1, 2]
    assert sorted(matching_ids("studia", "profile")) == [1, 2]


def test_one_way_leads_one_way():
    index("Keramička", "Řemeslník")
    synonym("řemeslník", "keramička", both_ways=False)
    assert sorted(matching_ids("řemeslníci", "profile")) == [1, 2]
    assert matching_ids("keramička", "profile") == [1]


def test_words_of_one_list_find_each_other_only_both_ways():
    index("Atelier", "Ateliéř Studio", "Dílna")
    synonym("atelier, studio", "dílna", both_ways=False)
    assert sorted(matching_ids("atelier", "profile")) == [1, 2, 3]
    assert matching_ids("dílna", "profile") == [3]


def test_phrases_of_several_words_stand_for_one_and_other_words_still_count():
    index("Tiskárna v Mostě 3D tisk", "Aditivní výroba Most", "Výroba svíček Most", "3D tisk Děčín")
    synonym("3D tisk", "aditivní výroba")
    assert sorted(matching_ids("3D tisku Most", "profile")) == [1, 2]
    assert sorted(matching_ids("Most aditivní výrobou", "profile")) == [1, 2]
    assert matching_ids("výroba Most", "profile") == [2, 3]


def test_every_way_of_asking_uses_them(django_assert_num_queries):
    index("Ateliér", "Studio")
    synonym("ateliér", "studio")
    forget_synonyms()
    with django_assert_num_queries(2):  # the synonyms once, then the search
        assert sorted(hit.object_id for hit in find("ateliér")) == [1, 2]
    with django_assert_num_queries(4):
        assert sorted(matching_set("ateliér", "profile", prefix=True)) == [1, 2]
        assert by_rank([2, 1], "ateliér", "profile", prefix=True) == by_rank([1, 2], "ateliér", "profile", prefix=True)
        assert find_by_kind("ateliér", best=5).counts == {"profile": 2}
    assert count_each(["ateliér", "qqq"]) == [("ateliér", 2)]


def test_without_synonyms_a_query_asks_for_its_words():
    assert [len(term) for term in query_terms("keramika a sklo")] == [1, 1]


@pytest.mark.parametrize("words", ["a & b | c", "x' OR 1=1; --", '"*" NEAR', "%s %(a)s"])
def test_hostile_synonyms_are_only_words(words):
    index("Dílna")
    synonym(words, "dílna")
    assert matching_ids("dílna", "profile") == [1]
    assert find(words, prefix=True) is not None


def test_lists_are_parted_by_commas_and_lines():
    assert phrases(" ateliér,  tvůrčí   dílna;studio\nateliér ,, ") == ["ateliér", "tvůrčí dílna", "studio"]


@pytest.mark.parametrize(
    "words", ["", " , ", "!!!", ",".join(f"slovo{n}" for n in range(21)), "jedna dvě tři čtyři pět"]
)
def test_lists_that_mean_nothing_or_too_much_are_refused(words):
    with pytest.raises(ValidationError):
        Synonym(words=words, meanings="dílna").full_clean()


# --- Recommendations ----------------------------------------------------------------------------


def recommendation(words: str, **facts) -> Promotion:
    return Promotion.objects.create(words=words, title=words, url="/katalog/", **facts)


def test_recommended_is_what_has_all_words_of_a_phrase():
    voucher = recommendation("kreativní voucher, voucher na design")
    recommendation("dotace")
    everything = list(Promotion.objects.all())
    assert promoted("jak získat kreativního voucheru", everything) == [voucher]
    assert promoted("voucher", everything) == []
    assert promoted("", everything) == []


def test_recommendation_runs_from_its_first_day_to_its_last():
    always = recommendation("a1")
    june = recommendation("a2", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30))
    days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [list(Promotion.objects.running_on(day)) for day in days] == [
        [always],
        [always, june],
        [always, june],
        [always],
    ]


def test_last_day_does_not_come_before_the_first():
    with pytest.raises(IntegrityError), transaction.atomic():
        recommendation("a", starts_on=date(2026, 6, 2), ends_on=date(2026, 6, 1))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "http://x.example", "katalog"]
)
def test_addresses_that_run_or_lead_astray_are_refused(url):
    with pytest.raises(ValidationError) as refusal:
        Promotion(words="a", title="a", url=url).full_clean()
    assert list(refusal.value.message_dict) == ["url"]
