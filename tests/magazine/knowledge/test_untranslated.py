"""Pages that are only in Czech so far, asked for in another language."""

import pytest
from wagtail.models import PageViewRestriction

from magazine.models import ContentPage, HomePage
from tests.factories.knowledge import a_guide, a_study
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]


def a_content_page(*, language: str = "cs", **fields) -> ContentPage:
    home = HomePage.objects.get(locale__language_code=language)
    page = ContentPage(**{"locale": home.locale, "title": "O nás", "body": "<p>Text.</p>"} | fields)
    home.add_child(instance=page)
    return page


MAKERS = {
    "article": (an_article, {"en": "/en/magazine/", "de": "/de/magazin/"}),
    "study": (a_study, {"en": "/en/knowledge/", "de": "/de/wissen/"}),
    "guide": (a_guide, {"en": "/en/knowledge/", "de": "/de/wissen/"}),
    "content": (a_content_page, {"en": "/en/", "de": "/de/"}),
}


@pytest.fixture(params=MAKERS)
def kind(request):
    return MAKERS[request.param]


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_is_offered_in_czech(client, kind, language):
    make, above = kind
    page = make(slug="jen-cesky", title="Jen česky & nikde jinde")
    answer = client.get(f"{above[language]}jen-cesky/")
    text = answer.content.decode()
    assert (answer.status_code, next(one.name for one in answer.templates)) == (200, "magazine/untranslated.html")
    shown = ("Jen česky &amp; nikde jinde", f'href="{page.url}" hreflang="cs"', 'content="noindex"')
    assert [part in text for part in shown] == [True, True, True]


def test_translation_under_another_name_is_found(client, kind):
    make, above = kind
    czech = make(slug="cesky")
    twin = make(language="en", slug="english", translation_key=czech.translation_key)
    answer = client.get(f"{above['en']}cesky/")
    assert (answer.status_code, answer.headers["Location"]) == (301, twin.url)
    assert client.get(twin.url).status_code == 200


def test_draft_and_restricted_pages_are_not_offered(client, kind):
    make, above = kind
    page = make(slug="tajne")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    draft = make(slug="rozepsane")
    draft.unpublish()
    names = ("tajne", "rozepsane", "neni", "neni/ani-tu")
    assert [client.get(f"{above['en']}{name}/").status_code for name in names] == [404] * 4


def test_czech_tree_offers_nothing(client):
    assert client.get("/znalosti/neni/").status_code == 404
