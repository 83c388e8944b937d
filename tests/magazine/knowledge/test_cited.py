"""Who cites an entry of the literature, on its public list and in the editor."""

import json
from functools import partial

import pytest

from magazine.blocks import Sources
from magazine.knowledge.cited import with_citing
from magazine.models import ArticlePage, GuidePage, Reference
from magazine.sample import load_articles, remove_articles
from tests.factories.knowledge import a_guide, a_reference, a_study
from tests.factories.magazine import an_article, citing

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]
LITERATURE, QUERIES, PAGE_QUERIES = "/znalosti/literatura/", 6, 16


def a_citing_guide(*references, **fields) -> GuidePage:
    guide = a_guide(**fields)
    guide.steps = json.dumps([{"type": "citation", "value": one.pk} for one in references])
    guide.save()
    return guide


def cited_in(reference: Reference, language: str = "cs") -> list[str]:
    (found,) = with_citing([reference.pk], language)
    return [page.title for page in found.cited_in]


def test_list_names_studies_articles_and_guides(client):
    book = a_reference()
    pages = [a_study(cites=[book]), an_article(sources=citing(book, book)), a_citing_guide(book)]
    assert cited_in(book) == [page.title for page in pages]
    text = client.get(LITERATURE).content.decode()
    assert [text.count(f'href="{page.url}"') for page in pages] == [1, 1, 1]


def test_drafts_cite_nothing():
    book = a_reference()
    a_study(cites=[book], publish=False), a_citing_guide(book, publish=False)
    an_article(sources=citing(book), publish=False)
    article = an_article()
    article.sources = citing(book)
    article.save_revision()
    assert cited_in(book) == []


def test_article_that_is_taken_down_cites_nothing_any_more():
    book = a_reference()
    article = an_article(sources=citing(book))
    assert cited_in(book) == [article.title]
    article.unpublish()
    assert cited_in(book) == []


def test_article_stands_in_the_language_of_the_reader_or_in_czech(client):
    book = a_reference()
    both, only = (an_article(sources=citing(book), title=title) for title in ("Přeložený", "Jen česky"))
    an_article(language="en", title="Translated", sources=citing(book), translation_key=both.translation_key)
    assert (sorted(cited_in(book)), sorted(cited_in(book, "en"))) == (
        ["Jen česky", "Přeložený"],
        ["Jen česky", "Translated"],
    )
    text = client.get("/en/knowledge/literature/").content.decode()
    assert f'href="{only.url}" lang="cs" hreflang="cs"' in text


@pytest.mark.parametrize("kind", ["study", "guide"])
def test_studies_and_guides_stand_in_the_language_of_the_reader_or_in_czech(client, kind):
    book = a_reference()
    make = {"study": lambda **fields: a_study(cites=[book], **fields), "guide": partial(a_citing_guide, book)}[kind]
    both, only = make(title="Přeložený"), make(title="Jen česky")
    make(language="de", title="Übersetzt", translation_key=both.translation_key)
    make(language="de", title="Entwurf", translation_key=only.translation_key, publish=False)
    make(language="en", title="Only abroad")
    assert (sorted(cited_in(book)), sorted(cited_in(book, "de"))) == (
        ["Jen česky", "Přeložený"],
        ["Jen česky", "Übersetzt"],
    )
    text = client.get("/de/wissen/literatur/").content.decode()
    assert f'href="{only.url}" lang="cs" hreflang="cs"' in text


@pytest.mark.parametrize("number", [1, 30])
def test_list_asks_as_often_for_one_as_for_thirty(client, django_assert_max_num_queries, number):
    for _ in range(number):
        book = a_reference()
        a_study(cites=[book]), a_citing_guide(book)
        an_article(sources=citing(book))
    ids = list(Reference.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(QUERIES):
        assert [len(one.cited_in) for one in with_citing(ids, "cs")] == [3] * number
    client.get(LITERATURE)
    with django_assert_max_num_queries(PAGE_QUERIES):
        assert client.get(LITERATURE).status_code == 200


@pytest.mark.parametrize("stored", [True, False])
def test_citation_is_shown_in_the_editor(stored):
    if stored:
        a_reference(title="Kniha o skle")
    block = Sources().child_blocks["citation"]
    assert block.is_previewable
    shown = str(block.render(block.get_preview_value()))
    assert ("Kniha o skle" if stored else "UKÁZKOVÁ, Rút") in shown


def test_citation_needs_an_entry():
    block = Sources().child_blocks["citation"]
    with pytest.raises(Exception, match=r"reference|Validation"):
        block.clean(block.to_python({"reference": None, "where": "s. 1"}))


def test_published_article_keeps_what_it_cites():
    book = a_reference()
    article = ArticlePage.objects.get(pk=an_article(sources=citing(book)).pk)
    assert article.sources[0].value["reference"] == book


def test_sample_article_cites_what_stands_in_the_literature():
    source = a_reference(url="https://www.chrismueller.at/tabakfabrik/")
    load_articles()
    article = ArticlePage.objects.get(slug="linec-pozval-mesto")
    assert [block.block_type for block in article.sources] == ["citation", "source", "source"]
    assert cited_in(source) == [article.title]
    remove_articles()
    assert cited_in(source) == []
