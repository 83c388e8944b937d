import pytest

from kko.search.folding import fold, name_words, plain, says_name, sort_key, words

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Žluťoučký kůň", "zlutoucky kun"), ("Straße", "strasse"), ("Łódź", "lodz"), ("ﬁlm", "film"), ("", "")],
)
def test_fold_drops_case_and_marks(text, folded):
    assert fold(text) == folded


def test_words_are_parted_by_anything_else_than_letters_and_digits():
    assert words("site-specific, UX/UI a 3D\x00tisk_2") == ["site", "specific", "UX", "UI", "a", "3D", "tisk", "2"]


def test_words_join_marks_written_apart():
    assert words("De\u030cc\u030ci\u0301n") == ["Děčín"]


def test_plain_word_holds_nothing_but_ascii():
    assert [plain(word) for word in ("Čáp", "Привіт", "x" * 50)] == ["cap", "", "x" * 40]


def test_czech_alphabet_orders_names():
    ordered = [
        "3D dílna", "Abeceda", "Cibule", "Cyklus", "Czernin", "Čáp", "Dům", "Hudba", "Hvězda", "Chmel", "Chodba",
        "Igelit", "Rada", "Rytmus", "Řeka", "Síla", "Sysel", "Šíp", "Zvon", "Žába",
    ]  # fmt: skip
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_other_marks_decide_only_between_words_otherwise_the_same():
    assert sorted(["rázu", "razit", "ráz", "raz"], key=sort_key) == ["raz", "ráz", "razit", "rázu"]


def test_shorter_name_comes_before_its_continuation():
    names = ["Dílna Pod Komínem", "Dílnaři", "Dílna"]
    assert sorted(names, key=sort_key) == ["Dílna", "Dílna Pod Komínem", "Dílnaři"]


def test_sort_key_is_ascii():
    assert sort_key("Příliš žluťoučký CHRT — 北京").isascii()


def test_words_of_a_name_are_those_without_titles_and_initials():
    assert name_words("Doc. MgA. Jana D. Nováková-Dubová, Ph.D.") == ["jana", "novakova", "dubova"]
    assert name_words("Ing.") == name_words("") == []


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("Jana Nováková, ředitelka", "jana novakova", True),
        ("NOVÁKOVÁ Jana", "Ing. Jana Nováková", True),
        ("Nováková Dubová Jana", "Jana Nováková Dubová", True),
        ("Dubová Jana Marie", "Jana Marie Dubová", True),
        ("Jana Malá, Petr Novák", "Jana Novák", False),
        ("Jana Nováková", "Jana", False),
        ("Jana Nováková", "Jana Nováková Dubová", False),
        ("", "Jana Nováková", False),
        ("", "", False),
    ],
)
def test_text_says_a_whole_name_side_by_side(text, name, says):
    assert says_name(text, name) == says
