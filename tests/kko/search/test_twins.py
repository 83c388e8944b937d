"""Translations that are things of their own: a search tells of one of them, and counts it once."""

from uuid import UUID

import pytest

from kko.search.actions import index_documents, remove_documents
from kko.search.completion import named
from kko.search.documents import Document
from kko.search.models import SearchEntry
from kko.search.retrieval import count_each, find_by_kind, matching_ids, matching_set

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def translated(number: int, *codes: str, title: str = "Zvon", kind: str = "article") -> list[Document]:
    """Return the translations of one thing: ``number`` 7 in Czech is 71, in English 72, in German 73."""
    ids = {"cs": 1, "en": 2, "de": 3}
    return [
        Document(kind, 10 * number + ids[code], title, a=title, twin=UUID(int=number), language=code) for code in codes
    ]


def index(*groups: list[Document]) -> None:
    index_documents(documents=[document for group in groups for document in group])


def found(language: str, **asked) -> tuple[int, list[int]]:
    result = find_by_kind("zvon", **{"best": 20, "language": language} | asked)
    return result.counts.get("article", 0), result.ids.get("article", [])


@pytest.mark.parametrize(
    ("language", "expected"),
    [("cs", [11, 21, 42, 33]), ("en", [12, 42, 21, 33]), ("de", [13, 33, 21, 42]), ("", [11, 21, 42, 33])],
)
def test_each_is_found_once_in_the_readers_language_else_in_czech_else_in_any(language, expected):
    index(translated(1, "de", "en", "cs"), translated(2, "cs"), translated(3, "de"), translated(4, "en"))
    count, ids = found(language)
    own = [pk for pk in expected if pk % 10 == {"cs": 1, "en": 2, "de": 3}.get(language)]
    assert (count, sorted(ids), ids[: len(own)]) == (4, sorted(expected), own)


def test_pages_and_count_agree_however_many_are_found(django_assert_num_queries):
    index(*(translated(number, "en", "cs", "de") for number in range(1, 46)))
    pages = []
    for start in (0, 20, 40):
        with django_assert_num_queries(1):
            count, ids = found("en", kind="article", start=start)
        assert count == 45
        pages.append(ids)
    assert [len(page) for page in pages] == [20, 20, 5]
    assert sorted(pk for page in pages for pk in page) == [10 * number + 2 for number in range(1, 46)]


def test_the_better_hit_in_another_language_stands_behind_the_readers_own():
    index(translated(1, "en", title="Zvon"), translated(2, "cs", title="Zpráva"))
    index([Document("article", 21, "Zpráva", a="Zpráva", d="zvon", twin=UUID(int=2), language="cs")])
    assert found("cs") == (2, [21, 12])
    assert found("en") == (2, [12, 21])


def test_a_twin_that_goes_leaves_its_place_to_the_next():
    index(translated(1, "cs", "en"))
    remove_documents(kind="article", object_ids=[11])
    assert found("cs") == (1, [12])


def test_things_without_translations_are_counted_each_and_found_by_the_catalogue_as_ever():
    index([Document("profile", number, "Zvon", a="Zvon") for number in range(1, 4)], translated(1, "cs", "en"))
    assert find_by_kind("zvon", best=5).counts == {"profile": 3, "article": 1}
    assert matching_ids("zvon", "profile") == [1, 2, 3]
    assert (matching_ids("zvon", "article"), sorted(matching_set("zvon", "article"))) == ([11, 12], [11, 12])
    assert count_each(["zvon", "qqq"]) == [("zvon", 4)]


def test_the_same_key_in_two_kinds_is_two_things():
    index(translated(1, "cs"), translated(1, "cs", kind="guide"))
    assert find_by_kind("zvon", best=5, language="cs").counts == {"article": 1, "guide": 1}


def test_titles_are_offered_once(django_assert_num_queries):
    index(translated(1, "cs", title="Zvonice nad obcí"), translated(1, "en", "de", title="Zvon"), translated(2, "de"))
    with django_assert_num_queries(1):
        offered = named("zvo", each=5, language="cs")
    assert {one.object_id for one in offered} == {11, 23}
    assert {one.object_id for one in named("zvo", each=5, language="en")} == {12, 23}


def test_an_entry_indexed_anew_takes_the_key_and_the_language_it_has_now():
    index([Document("article", 11, "Zvon", a="Zvon")])
    index(translated(1, "cs"))
    assert list(SearchEntry.objects.values_list("twin", "language")) == [(UUID(int=1), "cs")]
