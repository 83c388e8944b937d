import pytest
from django.db import connection

from kko.search.actions import index_documents, rebuild_kind, remove_documents
from kko.search.documents import Document
from kko.search.models import SearchEntry, VocabularyWord
from kko.search.retrieval import matching_ids

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def profile(number: int, a: str, **texts) -> Document:
    return Document("profile", number, a, a, **texts)


def vocabulary() -> dict[str, int]:
    return dict(VocabularyWord.objects.order_by("word").values_list("word", "uses"))


def test_indexed_document_is_found():
    assert index_documents(documents=[profile(7, "Dílna"), profile(9, "Huť")]) == 2
    assert matching_ids("dílnu", "profile") == [7]


def test_indexing_again_replaces_what_stood_there():
    index_documents(documents=[profile(7, "Dílna", d="keramika")])
    index_documents(documents=[profile(7, "Huť", d="sklo")])
    assert [matching_ids(query, "profile") for query in ("keramika", "dílna", "sklo", "huť")] == [[], [], [7], [7]]
    assert vocabulary() == {"huť": 1}


def test_later_of_two_documents_for_one_object_counts():
    index_documents(documents=[profile(7, "Dílna"), profile(7, "Huť")])
    assert list(SearchEntry.objects.values_list("object_id", "title")) == [(7, "Huť")]


def test_removed_document_is_gone_with_its_words():
    index_documents(documents=[profile(1, "Dílna Novotná"), profile(2, "Dílna")])
    assert remove_documents(kind="profile", object_ids=[1, 5]) == 1
    assert matching_ids("novotná", "profile") == []
    assert vocabulary() == {"dílna": 1}


def test_kinds_do_not_touch_each_other():
    index_documents(documents=[profile(1, "Dílna"), Document("article", 1, "Dílna", "Dílna")])
    remove_documents(kind="article", object_ids=[1])
    assert (matching_ids("dílna", "profile"), matching_ids("dílna", "article")) == ([1], [])


def test_rebuild_forgets_what_is_no_longer_there():
    index_documents(documents=[profile(1, "Dílna"), profile(2, "Huť")])
    assert rebuild_kind(kind="profile", documents=[profile(2, "Huť")]) == 1
    assert list(SearchEntry.objects.values_list("object_id", flat=True)) == [2]


def test_deleting_an_entry_by_any_way_reaches_the_index():
    index_documents(documents=[profile(1, "Dílna")])
    SearchEntry.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_fts")
            assert cursor.fetchone() == (0,)
    assert matching_ids("dílna", "profile") == []


def test_many_documents_are_indexed_in_a_few_statements(django_assert_max_num_queries):
    documents = [profile(number, f"Dílna {number}", d="hlína a oheň") for number in range(1, 1201)]
    with django_assert_max_num_queries(40):
        assert index_documents(documents=documents) == 1200
    assert len(matching_ids("hlínu", "profile")) == 1200


def test_nul_and_very_long_texts_are_taken():
    index_documents(documents=[profile(1, "Díl\x00na" + "x" * 5000, d="keramika " * 20_000)])
    assert matching_ids("keramiku", "profile") == [1]
