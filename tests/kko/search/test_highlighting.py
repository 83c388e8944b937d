import pytest

from kko.search.highlighting import Highlighter

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("keramika", "Vyrábím keramiku v Dubí.", "Vyrábím <mark>keramiku</mark> v Dubí."),
        ("loutkář", "Loutkářská scéna, loutky", "<mark>Loutkářská</mark> scéna, loutky"),
        ("keramika dubi", "Keramika v Dubí", "<mark>Keramika</mark> v <mark>Dubí</mark>"),
        ("skl", "Sklárna, kámen", "<mark>Sklárna</mark>, kámen"),
        ("v Dubí", "v lese u Dubí", "v lese u <mark>Dubí</mark>"),
        ("modrý cibulák", "Modrý cibulák", "<mark>Modrý cibulák</mark>"),
        ("qqq", "Dílna", "Dílna"),
        ("", "Dílna", "Dílna"),
    ],
)
def test_words_are_marked_in_the_form_they_stand_in(query, text, marked):
    assert Highlighter(query).mark(text) == marked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ('<img src=x onerror="script">', "&lt;img src=x onerror=&quot;<mark>script</mark>&quot;&gt;"),
        ("</mark> <mark> & script", "&lt;/mark&gt; &lt;mark&gt; &amp; <mark>script</mark>"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
    ],
)
def test_text_is_escaped_whatever_is_marked_in_it(text, html):
    assert Highlighter("script").mark(text) == html


def test_query_is_never_html():
    assert Highlighter("<b>mark</b>").mark("b mark") == "<mark>b mark</mark>"
