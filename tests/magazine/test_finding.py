"""Plain pages among the results of the whole site."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from magazine.models import ContentPage, HomePage
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
