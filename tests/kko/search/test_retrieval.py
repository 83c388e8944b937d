import pytest

from kko.search.actions import index_documents
from kko.search.documents import Document
from kko.search.retrieval import find, matching_ids, suggest

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def index(*texts: dict[str, str]) -> None:
    index_documents(documents=[Document("profile", number, "", **text) for number, text in enumerate(texts, start=1)])


def test_name_ranks_before_discipline_before_summary_before_text():
    index({"d": "keramika"}, {"c": "keramika"}, {"b": "keramika"}, {"a": "keramika"})
    assert matching_ids("keramiku", "profile") == [4, 3, 2, 1]


def test_equals_come_in_the_order_of_their_ids():
    index(*[{"b": "keramika"}] * 5)
    assert matching_ids("keramika", "profile") == [1, 2, 3, 4, 5]


def test_hit_has_every_word():
    index({"b": "keramika", "c": "Dubí"}, {"b": "keramika", "c": "Most"}, {"b": "sklo", "c": "Dubí"})
    assert matching_ids("keramika v Dubí", "profile") == [1]


def test_last_word_may_be_a_beginning():
    index({"a": "Keramická dílna"}, {"a": "Kernerova dílna"}, {"a": "Sklárna"})
    assert sorted(matching_ids("díl ker", "profile", prefix=True)) == []
    assert sorted(matching_ids("dílna ker", "profile", prefix=True)) == [1, 2]
    assert matching_ids("dílna kera", "profile", prefix=True) == [1]
    assert matching_ids("dílna ker", "profile") == []


def test_find_names_kind_and_id_of_what_it_found(django_assert_num_queries):
    index_documents(documents=[Document("article", 3, "", d="sklo"), Document("profile", 3, "", a="sklo")])
    with django_assert_num_queries(1):
        hits = find("skla")
    assert [(hit.kind, hit.object_id) for hit in hits] == [("profile", 3), ("article", 3)]
    assert [hit.kind for hit in find("skla", kind="article")] == ["article"]


def test_one_query_whatever_is_asked(django_assert_num_queries):
    index({"a": "Dílna"})
    with django_assert_num_queries(1):
        matching_ids("dílna sklo keramika", "profile")
    with django_assert_num_queries(1):
        suggest("dilnx sxlo")


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE search_searchentry; --",
        'a" OR "b',
        "NOT AND OR NEAR(",
        "a & | ! b:* <-> c",
        "* ^ : - + {a b}",
        "\x00\x00",
        "x" * 10_000,
        "dílna " * 2_000,
        "%s %(a)s %%",
        "\ud800",
        "🏺",
    ],
)
def test_hostile_queries_are_only_words(query):
    index({"a": "Dílna"})
    assert find(query, prefix=True) == find(query) or query.startswith("dílna")
    assert suggest(query) is None or isinstance(suggest(query), str)


def test_misspelled_word_is_suggested():
    index({"a": "Dílna Pod Komínem", "b": "keramika a porcelán", "c": "Dubí"})
    assert suggest("keramyka") == "keramika"
    assert suggest("porcelan kermika") == "porcelan keramika"
    assert suggest("keramika qqqwwx", "profile") == "keramika"


def test_nothing_is_suggested_for_words_known_or_unlike_anything():
    index({"b": "keramika"})
    assert [suggest(query) for query in ("keramiku", "qqqwwx", "", "keramika")] == [None] * 4


def test_words_of_the_long_text_are_not_suggested():
    index({"a": "Dílna", "d": "tajemství"})
    assert suggest("tajemstvx") is None
