"""Pages for anonymous readers: the same for everybody, kept whole, dropped by what changes, 304 for who has them."""

import gzip
import threading
import time

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from kko.accounts.choices import Role
from kko.pages import STAMP, Task, _waited, key_of
from magazine.models import ArticlePage, ContentPage
from tests.factories.accounts import a_holder
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
# Where the cache is the database's, one question for stamp and page.
OF_THE_CACHE = 0 if "redis" in settings.CACHES["default"]["BACKEND"].lower() else 1
PUBLIC = "public, max-age=60, stale-while-revalidate=600"


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KKO_PAGE_SECONDS = 60
    cache.clear()


def publish(article: ArticlePage, title: str, capture) -> None:
    with capture(execute=True):
        article.title = title
        article.save_revision().publish()


def test_walk_of_an_anonymous_reader_leaves_no_cookie(client):
    article = an_article()
    page = ContentPage.objects.filter(locale__language_code="cs").first()
    for address in ("/", "/magazin/", article.url, page.url):
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, PUBLIC)
        assert response.headers["Vary"] == "Accept-Encoding, Cookie"
    assert client.get("/hledat/?q=pec").status_code == 200
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("seconds", [0, 60])
def test_who_has_the_page_is_told_so(client, settings, seconds):
    settings.KKO_PAGE_SECONDS = seconds
    article = an_article()
    etag = client.get(article.url).headers["ETag"]
    again = client.get(article.url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert client.get("/magazin/", headers={"If-None-Match": etag}).status_code == 200


def test_second_reader_gets_the_kept_page_compressed_and_without_a_query(client, django_assert_num_queries):
    article = an_article()
    first = client.get(article.url, headers={"Accept-Encoding": "gzip"})
    with django_assert_num_queries(OF_THE_CACHE):
        second = client.get(article.url, headers={"Accept-Encoding": "gzip"})
    assert (first.headers["X-Page"], second.headers["X-Page"]) == ("drawn", "kept")
    assert second.headers["Content-Encoding"] == "gzip"
    assert second.content == first.content
    plain = client.get(article.url)
    assert plain.content == gzip.decompress(second.content)
    for name in ("Content-Security-Policy", "Content-Type", "Content-Language", "ETag", "Last-Modified"):
        assert first.headers[name] == second.headers[name] == plain.headers[name]


def test_publication_anywhere_drops_what_is_kept(client, django_capture_on_commit_callbacks):
    article = an_article(title="Pec")
    assert "Pec" in client.get("/magazin/").content.decode()
    publish(article, "Hlína", django_capture_on_commit_callbacks)
    response = client.get("/magazin/")
    assert (response.headers["X-Page"], "Hlína" in response.content.decode()) == ("drawn", True)


def test_draft_drops_nothing_and_is_not_shown(client, django_capture_on_commit_callbacks):
    article = an_article(title="Pec")
    client.get(article.url)
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "Rozepsaná"
        article.save_revision()
    response = client.get(article.url)
    assert (response.headers["X-Page"], "Rozepsaná" in response.content.decode()) == ("kept", False)


@pytest.mark.parametrize("deed", ["unpublish", "delete"])
def test_page_that_is_gone_is_not_given_out(client, deed, django_capture_on_commit_callbacks):
    article = an_article()
    client.get(article.url)
    with django_capture_on_commit_callbacks(execute=True):
        getattr(ArticlePage.objects.get(pk=article.pk), deed)()
    assert client.get(article.url).status_code == 404


def test_page_is_drawn_anew_after_a_minute_and_the_same_words_stay_unchanged(client):
    article = an_article()
    with time_machine.travel("2026-11-20 10:00:00+00:00", tick=False) as clock:
        first = client.get(article.url)
        clock.shift(61)
        second = client.get(article.url, headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert (second.status_code, second.headers["Last-Modified"]) == (304, first.headers["Last-Modified"])


def test_languages_and_queries_are_apart(client):
    cs, en = client.get("/"), client.get("/en/")
    assert cs.headers["ETag"] != en.headers["ETag"]
    asked = client.get("/?q=1")
    assert (asked.headers["X-Page"], client.get("/?q=1").headers["X-Page"]) == ("drawn", "drawn")


def test_signed_in_reader_gets_a_page_of_their_own_that_nobody_keeps(client):
    client.get("/magazin/")
    member = Client()
    member.force_login(a_holder(Role.EDITOR))
    response = member.get("/magazin/")
    assert (response.headers["Cache-Control"], "X-Page" in response.headers) == ("private, no-cache", False)
    assert "logout" in response.content.decode()
    assert "logout" not in Client().get("/magazin/").content.decode()


def test_page_behind_a_password_is_kept_by_nobody(client):
    article = an_article()
    article.view_restrictions.create(restriction_type="password", password="tajne")
    response = client.get(article.url)
    assert "Cache-Control" not in response.headers or "public" not in response.headers["Cache-Control"]
    assert client.get(article.url).headers.get("X-Page") is None


def test_while_one_draws_the_others_give_out_the_old_one(client):
    article = an_article()
    client.get(article.url)
    cache.set(STAMP, "novější")
    key = key_of("http", "testserver", article.url, "cs")
    cache.set(f"{key}:drawing", 1, 10)
    assert client.get(article.url).headers["X-Page"] == "kept"
    cache.delete(f"{key}:drawing")
    assert client.get(article.url).headers["X-Page"] == "drawn"


@pytest.mark.postgresql  # SQLite has one writer at a time, and this test holds it
def test_first_reader_draws_and_the_second_waits():
    task = Task("page:x", "s", None)
    cache.set("page:x:drawing", 1, 10)

    def draw() -> None:
        cache.set("page:x", "hotovo", 60)
        connection.close()

    thread = threading.Thread(target=draw)
    thread.start()
    assert _waited(task) == "hotovo"
    thread.join()


def test_nobody_waits_for_a_page_that_is_not_for_everybody():
    started = time.monotonic()
    assert _waited(Task("page:y", "s", None)) is None
    assert time.monotonic() - started < 1
