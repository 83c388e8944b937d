"""Pictures of articles: drawn when they are published, and few questions however many there are."""

import pytest

from kko.media.models import KkoRendition
from kko.media.presets import specs_of
from tests.factories.magazine import an_article, pictured
from tests.factories.media import a_photograph

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]

# Nine of them find the page before anything is drawn, two are the footer, which a process keeps for a minute.
ARTICLE_QUERIES = 17
FRONT_QUERIES = 17


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.CELERY_BROKER_URL = tmp_path, ""


def specs(image) -> set[str]:
    return set(KkoRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def test_publication_draws_what_the_page_will_show(django_capture_on_commit_callbacks):
    leading, inner = a_photograph(size=(120, 80)), a_photograph(size=(120, 80))
    with django_capture_on_commit_callbacks(execute=True):
        an_article(picture=leading, body=pictured(inner))
    assert specs(leading) == set(specs_of(["article", "hero", "lead", "card"]))
    assert specs(inner) == set(specs_of(["article"]))


def test_draft_draws_nothing(django_capture_on_commit_callbacks):
    leading = a_photograph(size=(120, 80))
    with django_capture_on_commit_callbacks(execute=True):
        an_article(picture=leading, publish=False)
    assert specs(leading) == set()


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 12])
def test_article_asks_as_often_for_one_picture_as_for_twelve(client, number, django_assert_max_num_queries):
    images = [a_photograph(size=(60, 40)) for _ in range(number)]
    article = an_article(picture=images[0], body=pictured(*images))
    client.get(article.url)
    with django_assert_max_num_queries(ARTICLE_QUERIES):
        text = client.get(article.url).content.decode()
    assert text.count("<picture>") == number + 1


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 12])
def test_front_asks_as_often_for_one_picture_as_for_twelve(client, number, django_assert_max_num_queries):
    for _ in range(number):
        an_article(picture=a_photograph(size=(60, 40)))
    client.get("/magazin/")
    with django_assert_max_num_queries(FRONT_QUERIES):
        text = client.get("/magazin/").content.decode()
    assert text.count("<picture>") == number
