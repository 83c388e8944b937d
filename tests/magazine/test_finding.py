"""Plain pages among the results of the whole site."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from kko.search.models import SearchEntry
from magazine.models import ArticlePage, ContentPage, HomePage
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.embedded, pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


def a_page(language: str = "cs", **fields) -> ContentPage:
    home = HomePage.objects.get(locale__language_code=language)
    locale = Locale.objects.get(language_code=language)
    page = ContentPage(
        locale=locale, **{"title": "Jak na voucher", "slug": "voucher", "body": "<p>Text.</p>", **fields}
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def results(client, query: str, kind: str = "page") -> list:
    groups = client.get(reverse("search:results"), {"q": query}).context["groups"]
    return [line for group in groups if group.key == kind for line in group.results]


def test_published_page_is_found_by_title_and_text_and_an_unpublished_one_is_not(client):
    page = a_page(title="Dvouhrbý průvodce", body="<h2>Žirafa</h2><p>velbloud</p>")
    assert [line.url for line in results(client, "dvouhrbého")] == [page.get_url()]
    assert [line.url for line in results(client, "žirafy velbloud")] == [page.get_url()]
    page.unpublish()
    assert results(client, "dvouhrbého") == []


def test_page_in_another_language_says_so(client):
    a_page("de", title="Gutschein", slug="gutschein")
    (line,) = results(client, "Gutschein")
    assert (line.lang, line.title) == ("de", "<mark>Gutschein</mark>")
    assert 'lang="de"' in client.get(reverse("search:results"), {"q": "Gutschein"}).content.decode()


def test_pages_of_the_footer_are_found(client):
    assert "Prohlášení" in "".join(line.title for line in results(client, "přístupnost"))


def test_article_in_the_readers_language_stands_alone_and_first(client):
    czech = an_article(title="Žirafa česky")
    for language in ("en", "de"):
        an_article(language=language, title=f"Žirafa {language}", translation_key=czech.translation_key)
    foreign = an_article(language="en", title="Žirafa abroad")
    found = results(client, "žirafa", "article")
    assert [(line.url, line.lang) for line in found] == [(czech.url, ""), (foreign.url, "en")]
    groups = client.get(reverse("search:results"), {"q": "žirafa"}).context["groups"]
    assert [group.count for group in groups if group.key == "article"] == [2]


def test_article_that_is_found_in_other_languages_alone_is_shown_in_them(client):
    czech = an_article(title="Žirafa")
    an_article(language="en", title="Giraffe", translation_key=czech.translation_key)
    assert [line.lang for line in results(client, "giraffe", "article")] == ["en"]


def test_each_article_is_counted_and_shown_once_however_many_are_found(client):
    for number in range(7):
        czech = an_article(title=f"Žirafa {number}")
        for language in ("en", "de"):
            an_article(language=language, title=f"Žirafa {language}", translation_key=czech.translation_key)
    with translation.override("en"):
        address = reverse("search:results")
    for path, code in ((reverse("search:results"), "cs"), (address, "en")):
        whole = client.get(path, {"q": "žirafa"}).context
        (group,) = [group for group in whole["groups"] if group.key == "article"]
        assert (whole["count"], group.count, len(group.results)) == (7, 7, 5)
        chosen = client.get(path, {"q": "žirafa", "druh": "article"}).context["group"]
        pages = [ArticlePage.objects.get(slug=line.url.rstrip("/").rpartition("/")[2]) for line in chosen.results]
        assert (chosen.count, {page.locale.language_code for page in pages}) == (7, {code})
        assert len({page.translation_key for page in pages}) == 7


@pytest.mark.parametrize("make", [an_article, a_page])
def test_czech_stands_in_for_what_the_readers_language_lacks_and_says_so(client, make):
    make(title="Žirafa")
    with translation.override("de"):
        page = client.get(reverse("search:results"), {"q": "žirafa"})
    (line,) = [line for group in page.context["groups"] for line in group.results]
    assert (line.lang, 'lang="cs"' in page.content.decode()) == ("cs", True)


def test_titles_are_suggested_once_in_the_readers_language(client):
    czech = an_article(title="Žirafa v Mostě")
    an_article(language="en", title="Žirafa", translation_key=czech.translation_key)
    groups = client.get(reverse("search:suggestions"), {"q": "žiraf"}).json()["groups"]
    offered = [item for group in groups if group["key"] == "article" for item in group["items"]]
    assert [(item["title"], item["lang"]) for item in offered] == [("Žirafa v Mostě", "")]


def test_entries_of_an_older_index_learn_their_translations_from_the_migration():
    article = an_article()
    own = SearchEntry.objects.filter(kind="article", object_id=article.pk)
    migration = import_module("magazine.migrations.0007_twins_in_search")
    migration.forget_twins(apps, None)
    assert list(own.values_list("twin", "language")) == [(None, "")]
    migration.tell_twins(apps, None)
    assert list(own.values_list("twin", "language")) == [(article.translation_key, "cs")]
