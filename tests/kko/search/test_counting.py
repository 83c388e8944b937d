"""How often words are searched: without a person in it, bounded, and right when many search at once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from kko.search import actions
from kko.search.actions import count_search, forget_names, forget_searches, index_documents
from kko.search.documents import Document
from kko.search.models import SearchCount
from kko.search.phrases import counted_phrase, frequent, in_vain, is_robot

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def counts() -> list[tuple[str, int, int]]:
    return list(SearchCount.objects.order_by("phrase").values_list("phrase", "searches", "empty"))


def a_count(phrase: str, *, days_ago: int = 0, searches: int = 1, empty: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchCount.objects.create(day=day, phrase=phrase, searches=searches, empty=empty)


def test_one_statement_counts_a_search(django_assert_num_queries):
    expected = 1 if connection.vendor == "postgresql" else 3  # SQLite is told to wait but a moment, and as before
    for _time in range(2):
        with django_assert_num_queries(expected):
            assert count_search(query="Keramika v Dubí", found=3)
    count_search(query="KERAMIKA dubi!", found=0)
    assert counts() == [("keramika dubi", 3, 1)]


@pytest.mark.parametrize(
    "query",
    [
        "jan.novak@example.cz",
        "Jan Novák 777 123 456",
        "+420777123456",
        "900101/1234",
        "123456-7890123456/0800",
        "https://example.cz/tajemstvi",
        "v",
        "",
        "\x00",
        "x" * 61,
        "jedna věta kterou sem někdo omylem vložil celou",
    ],
)
def test_what_may_be_of_a_person_or_is_no_search_is_not_counted(query):
    assert (counted_phrase(query), count_search(query=query, found=0)) == ("", False)
    assert counts() == []


def test_years_and_short_numbers_are_words():
    assert counted_phrase("Voucher 2027, 3D tisk") == "voucher 2027 3d tisk"


@pytest.mark.parametrize(
    ("agent", "verdict"),
    [
        ("Mozilla/5.0 (X11; Linux) Firefox/140.0", False),
        ("Googlebot/2.1", True),
        ("python-requests/2", True),
        ("", True),
    ],
)
def test_robots_are_known_by_their_names(agent, verdict):
    assert is_robot(agent) is verdict


def test_flood_of_different_words_fills_no_table(monkeypatch):
    monkeypatch.setattr(actions, "PHRASES_A_DAY", 3)
    assert [count_search(query=f"slovo{letter}", found=0) for letter in "abcde"] == [True] * 3 + [False] * 2
    assert count_search(query="slovoa", found=0)
    assert counts() == [("slovoa", 2, 2), ("slovob", 1, 1), ("slovoc", 1, 1)]


def test_report_shows_what_was_searched_at_least_twice():
    a_count("sklo", days_ago=3)
    a_count("sklo")
    a_count("hudba", searches=5, empty=5)
    a_count("jednou", empty=1)
    a_count("davno", days_ago=40, searches=9, empty=9)
    since = timezone.localdate() - timedelta(days=30)
    assert [(one.phrase, one.searches, one.empty) for one in frequent(since)] == [("hudba", 5, 5), ("sklo", 2, 0)]
    assert [(one.phrase, one.last_on) for one in in_vain(since)] == [("hudba", timezone.localdate())]


def test_counts_are_forgotten_after_a_year_and_single_ones_after_a_month():
    a_count("davno", days_ago=366, searches=9)
    a_count("jednou", days_ago=31)
    a_count("dvakrat", days_ago=31)
    a_count("dvakrat", days_ago=300)
    a_count("nedavno", days_ago=29)
    assert forget_searches() == "2 counts of searches forgotten"
    assert sorted({phrase for phrase, _searches, _empty in counts()}) == ["dvakrat", "nedavno"]
    assert forget_searches() == ""


def test_a_day_is_that_of_the_region():
    with time_machine.travel("2026-06-01T22:30:00Z", tick=False):  # half past midnight in Prague
        count_search(query="sklo", found=1)
    assert str(SearchCount.objects.get().day) == "2026-06-02"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_no_count():
    def search_often() -> None:
        try:
            for _time in range(10):
                done.append(count_search(query="keramika", found=0))
        finally:
            connection.close()

    done: list[bool] = []
    threads = [threading.Thread(target=search_often) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 40
    assert counts() == [("keramika", done.count(True), done.count(True))]
    if connection.vendor == "postgresql":  # SQLite may leave one out rather than let a page wait
        assert done.count(True) == 40


# --- People who leave ---------------------------------------------------------------------------


def phrases() -> list[str]:
    return list(SearchCount.objects.order_by("phrase").values_list("phrase", flat=True))


def test_phrases_with_a_name_go_in_any_order_and_form_and_others_stay():
    others = ["jana", "novakova", "novakova keramika", "jana nova", "marzipan"]
    named = ["jana novakova", "novakova jana keramika", "jany novakove"]
    for phrase in (*others, *named):
        a_count(phrase)
    a_count("jana novakova", days_ago=200, searches=7)
    assert forget_names(names=["Ing. Jana D. Nováková, Ph.D.", "", "Ing.", "x"]) == 4
    assert phrases() == sorted(others)


def test_name_of_one_word_goes_while_no_public_text_says_it():
    index_documents(documents=[Document("profile", 1, "Keramika", a="Keramika")])
    for phrase in ("keramika", "keramika dubi", "xaverie", "xaverie dubi"):
        a_count(phrase)
    assert forget_names(names=["Keramika", "Xaverie"]) == 2
    assert phrases() == ["keramika", "keramika dubi"]
