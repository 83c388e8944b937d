import pytest

from kko.search.analysis import MAX_QUERY_WORDS, index_keys, query_groups

pytestmark = pytest.mark.embedded


def meets(query: str, text: str) -> bool:
    keys = set(index_keys(text))
    return all(keys & set(group) for group in query_groups(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("keramiku", "keramika"),
        ("keramicka", "keramička"),
        ("Dubi", "Dubí"),
        ("teplicích", "Teplice"),
        ("teplicich", "Teplice"),
        ("Lounech", "Louny"),
        ("sochari", "sochař"),
        ("sochařka", "sochař"),
        ("loutkářské", "loutkář"),
        ("fresky", "freskový pás"),
        ("dokumentární", "dokument"),
        ("seniory", "pro seniory i seniorům"),
        ("restaurování", "restaurujeme"),
        ("ceramics", "Ceramics and porcelain"),
        ("strasse", "Straße"),
        ("Möbeldesign", "Möbeldesign"),
        ("mobeldesign", "Möbeldesign"),
    ],
)
def test_forms_of_a_word_meet(query, text):
    assert meets(query, text)


@pytest.mark.parametrize(("query", "text"), [("keramika", "Amerika"), ("malíř", "malý"), ("umění", "umím")])
def test_different_words_do_not_meet(query, text):
    assert not meets(query, text)


def test_keys_are_lower_case_ascii():
    keys = index_keys("Příliš žluťoučký kůň úpěl ďábelské ÓDY, 北京 Привіт 3D")
    assert all(key.isascii() and key.isalnum() and key == key.lower() for key in keys)


def test_stop_words_are_asked_only_where_nothing_else_is():
    assert [group[0] for group in query_groups("dílna v Dubí")] == ["dilna", "dubi"]
    assert [group[0] for group in query_groups("na")] == ["na"]


def test_long_query_is_cut():
    assert len(query_groups(" ".join(f"slovo{number}" for number in range(2000)))) == MAX_QUERY_WORDS


@pytest.mark.parametrize("query", ["", " ", "\x00", "'\"&|!():*", "北京"])
def test_query_without_words_asks_nothing(query):
    assert query_groups(query) == []
