from kko.covers.typesetting import fitted


def mono(size: int, words: str) -> float:
    return size * len(words)


def test_the_largest_size_that_fits_is_taken():
    assert fitted("abc def", 40, 40, [20, 10, 5], mono) == (["abc", "def"], 10)


def test_lines_are_balanced():
    assert fitted("aa bb cc dd", 90, 25, [10], mono) == (["aa bb", "cc dd"], 10)


def test_a_no_break_space_holds():
    assert fitted("Dům v\u00a0Ústí", 70, 100, [10], mono) == (["Dům", "v\u00a0Ústí"], 10)


def test_what_does_not_fit_ends_with_an_ellipsis():
    assert fitted("abcdefghij", 50, 100, [10], mono) == (["abcd…"], 10)
    assert fitted("aaaa bbbb cccc", 50, 21, [10], mono) == (["aaaa", "bbbb…"], 10)


def test_nothing_sets_nothing():
    assert fitted("  ", 50, 50, [10], mono) == ([], 10)
