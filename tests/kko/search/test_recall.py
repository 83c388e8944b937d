"""What visitors ask for comes, in any form, with diacritics and without."""

import pytest

from benchmarks.recall import Recall, load_pairs, measure
from kko.search.actions import index_documents
from kko.search.analysis import fold
from kko.search.retrieval import matching_ids
from tests.kko.search.corpus import sample_documents

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def search():
    documents = sample_documents()
    index_documents(documents=[document for _, document in documents.values()])
    return lambda query: [documents[number][0] for number in matching_ids(query, "profile")]


def test_recall_with_diacritics_and_without(search):
    accented = measure(load_pairs(), search)
    unaccented = measure(load_pairs(), lambda query: search(fold(query)))
    assert accented.recall >= 0.95, accented.misses
    assert unaccented.recall >= 0.90, unaccented.misses
    assert min(accented.precision_at_10, unaccented.precision_at_10) >= 0.75


@pytest.mark.parametrize("query", ["keramiku", "keramicka", "Dubi"])
def test_first_profile_comes_for_the_words_that_must_find_it(search, query):
    assert "dilna-pod-kominem" in search(query)


def test_measure_counts_what_lacks():
    pairs = [{"query": "a", "profile": "x"}, {"query": "b", "profile": ["x", "y"]}, {"query": "c", "profile": "z"}]
    found = {"a": ["x"], "b": ["x", "w"], "c": []}
    assert measure(pairs, found.__getitem__) == Recall(0.5, 0.5, [("b", ["y"]), ("c", ["z"])])
