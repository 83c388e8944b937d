"""An article on the public pages of what it is about: projects and municipalities, in the reader's language."""

import json

import pytest

from magazine.models import ArticlePage
from tests.factories.magazine import an_article
from tests.factories.projects import a_project
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]


@pytest.fixture(params=["project", "municipality"])
def subject(request):
    """Return addresses of the page of a thing in Czech and English, and what makes an article be about it."""
    if request.param == "project":
        project = a_project(name_cs="Oživlé nádraží")
        fields = {"body": json.dumps([{"type": "project", "value": project.pk}])}
        czech = project.get_absolute_url()
    else:
        place = municipality(code="567507")
        fields = {"places": json.dumps([{"type": "municipality", "value": "567507"}])}
        czech = f"/obec/{place.slug}/"
    return czech, fields


def english(client, path: str) -> str:
    """Return the address of the same page in English, as the page names it."""
    head = client.get(path).content.decode()
    return head.partition('hreflang="en" href="')[2].partition('"')[0].partition("//")[2].partition("/")[2]


def test_published_article_stands_there_and_an_unpublished_does_not(client, subject):
    path, fields = subject
    article, draft = an_article(**fields), an_article(publish=False, **fields)
    page = client.get(path).content.decode()
    assert (f'href="{article.url}"' in page, draft.title in page) == (True, False)
    article.unpublish()
    assert f'href="{article.url}"' not in client.get(path).content.decode()


def test_article_stands_there_in_the_language_of_the_reader(client, subject):
    path, fields = subject
    czech = an_article(title="Česky", **fields)
    abroad = f"/{english(client, path)}"
    assert f'href="{czech.url}" lang="cs" hreflang="cs"' in client.get(abroad).content.decode()
    twin = an_article(language="en", title="Translated", translation_key=czech.translation_key)
    page = client.get(abroad).content.decode()
    assert (f'href="{twin.url}"' in page, f'href="{czech.url}"' in page) == (True, False)
    assert f'href="{czech.url}"' in client.get(path).content.decode()


def test_change_that_nobody_published_changes_nothing_there(client, subject):
    path, fields = subject
    article = ArticlePage.objects.get(pk=an_article(**fields).pk)
    article.body, article.places = [], []
    article.save_revision()
    assert f'href="{article.url}"' in client.get(path).content.decode()
