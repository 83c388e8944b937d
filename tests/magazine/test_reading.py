"""Reading: time, anchors, marks of sources."""

import pytest

from magazine.reading import Anchors, Heading, Marks, minutes


@pytest.mark.parametrize(
    ("words", "language", "expected"), [(0, "cs", 1), (190, "cs", 1), (950, "cs", 5), (950, "en", 4)]
)
def test_minutes_follow_the_language(words, language, expected):
    assert minutes(["<p>slovo</p> " * words], language) == expected


def test_headings_get_anchors_that_never_repeat():
    anchors = Anchors()
    html = anchors.put_into("<h2>Kde se <b>pálí</b></h2><p>a</p><h3>Pec</h3>") + anchors.put_into(
        "<h2>Kde se pálí</h2>"
    )
    assert html == (
        '<h2 id="h-kde-se-pali">Kde se <b>pálí</b></h2><p>a</p><h3 id="h-pec">Pec</h3>'
        '<h2 id="h-kde-se-pali-2">Kde se pálí</h2>'
    )


def test_contents_are_for_long_texts_only():
    short, long = Anchors(), Anchors()
    short.put_into("<h2>A</h2><h2>B</h2>")
    long.put_into("<h3>Před</h3><h2>A &amp; O</h2><h3>Pod</h3><h2>B</h2><h2>C</h2>")
    assert short.contents() == []
    assert long.contents() == [Heading("A & O", "a-o", (Heading("Pod", "pod"),)), Heading("B", "b"), Heading("C", "c")]


def test_marks_lead_to_sources_that_are_there():
    marks = Marks(2)
    html = marks.put_into('<p>Ano [2], zas [2], ne [3]. <a href="/x[1]/">x</a></p>', "Zdroj %s")
    link = '<sup class="note-mark"><a href="#source-2"{} aria-label="Zdroj 2">2</a></sup>'
    first, second = link.format(' id="mark-2"'), link.format("")
    assert html == f'<p>Ano {first}, zas {second}, ne [3]. <a href="/x[1]/">x</a></p>'
    assert marks.used == {2}
