"""Home page, magazine and articles in three languages."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, Site

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.sample import load_people
from kko.moderation.reference import load_workflow
from kko.search.models import SearchEntry
from kko.search.retrieval import find
from magazine.models import ArticlePage, HomePage, MagazinePage
from magazine.reference import load_site
from magazine.sample import load_articles, load_editors_desk, remove_articles
from tests.factories.accounts import a_holder
from tests.factories.catalogue import a_profile, many_profiles
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
HOMES = {"cs": "/", "en": "/en/", "de": "/de/"}
FRONTS = {"cs": "/magazin/", "en": "/en/magazine/", "de": "/de/magazin/"}


def found(word: str) -> list[int]:
    return [hit.object_id for hit in find(word, kind="article")]


def languages(page) -> dict[str, str]:
    """The links to other languages in the foot of a page."""
    foot = page.content.decode().rpartition("<footer")[2]
    return {code: url for url, code in re.findall(r'<a href="([^"]+)" lang="(\w\w)"', foot)}


def test_site_is_loaded_once_in_three_trees():
    before = list(Page.objects.values_list("pk", "latest_revision"))
    load_site()
    assert list(Page.objects.values_list("pk", "latest_revision")) == before
    homes = {home.locale.language_code: home for home in HomePage.objects.all()}
    assert {code: home.url for code, home in homes.items()} == HOMES
    assert {front.locale.language_code: front.url for front in MagazinePage.objects.all()} == FRONTS
    assert len({home.translation_key for home in homes.values()}) == 1
    assert {front.get_parent().specific for front in MagazinePage.objects.all()} == set(homes.values())
    assert Site.objects.get(is_default_site=True).root_page_id == homes["cs"].pk
    assert (Locale.objects.count(), Page.objects.filter(slug="home").count()) == (3, 1)


def test_words_of_the_editors_stay_when_the_site_is_loaded_again():
    HomePage.objects.filter(locale__language_code="cs").update(headline="Jiný nadpis")
    load_site()
    assert HomePage.objects.get(locale__language_code="cs").headline == "Jiný nadpis"


def test_editors_may_write_pages_and_curators_may_not():
    rights = GroupPagePermission.objects.values_list("group__name", "permission__codename")
    ours = {right for group, right in rights if group == "editor"}
    assert ours == {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"}
    assert "curator" not in {group for group, _right in rights}


@pytest.mark.parametrize(("code", "address"), HOMES.items())
def test_home_shows_its_blocks(client, code, address):
    a_profile(name="Hrnčírna")
    article = an_article(language=code)
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert [block.key for block in page.context["blocks"]] == ["newest", "map", "articles"]
    assert [block.key for block in page.context["opening"]] == ["sectors"]
    assert all(words in text for words in ("Hrnčírna", article.title, f'<html lang="{code}">'))


def test_empty_home_stands(client):
    page = client.get("/")
    assert [block.key for block in page.context["blocks"]] == ["map"]


def test_home_without_articles_in_its_language_shows_czech_ones_marked(client):
    article = an_article(language="cs")
    text = client.get("/de/").content.decode()
    assert f'lang="cs">{article.summary}' in text


def test_home_shows_five_newest_articles(client):
    titles = [an_article(title=f"Den {day}", published_on=date(2026, 5, day)).title for day in range(1, 8)]
    (block,) = [block for block in client.get("/").context["blocks"] if block.key == "articles"]
    assert [article.title for article in block.context["articles"]] == titles[:1:-1]


@pytest.mark.parametrize("code", HOMES)
def test_article_has_a_page(client, code):
    article = an_article(
        language=code,
        title="Sušárna <žije>",
        body=[
            ("text", "<p>Odstavec s <b>důrazem</b>.</p>"),
            ("quote", {"words": "Pálí se <znovu>.", "who": "Hlína"}),
        ],
    )
    page = client.get(article.url)
    text = page.content.decode()
    assert page.status_code == 200
    for part in ("Sušárna &lt;žije&gt;", "<b>důrazem</b>", "Pálí se &lt;znovu&gt;.", article.summary, article.byline):
        assert part in text


def test_front_lists_the_newest_first_and_live_ones_only(client):
    older = an_article(title="Starší", published_on=date(2026, 1, 1))
    newer = an_article(title="Novější", published_on=date(2026, 2, 1))
    an_article(title="Rozepsaný", publish=False)
    page = client.get("/magazin/")
    assert [one.pk for one in page.context["articles"]] == [newer.pk, older.pk]


def test_empty_front_says_so(client):
    assert reverse("catalogue:list") in client.get("/magazin/").content.decode()


def test_language_links_lead_to_translations(client):
    assert languages(client.get("/")) == HOMES
    assert languages(client.get("/magazin/")) == FRONTS


def test_language_links_of_an_untranslated_article_lead_home(client):
    czech = an_article(slug="jen-cesky")
    assert languages(client.get(czech.url)) == {"cs": "/magazin/jen-cesky/", "en": "/en/", "de": "/de/"}
    german = MagazinePage.objects.get(locale__language_code="de")
    an_article(language="de", slug="deutsch", translation_key=czech.translation_key)
    assert languages(client.get(czech.url)) == {"cs": czech.url, "en": "/en/", "de": f"{german.url}deutsch/"}


def test_unpublished_translation_is_no_translation(client):
    czech = an_article()
    an_article(language="de", translation_key=czech.translation_key, publish=False)
    assert languages(client.get(czech.url))["de"] == "/de/"


def test_article_is_found_while_it_is_public():
    article = an_article(title="Porcelánka", body=[("quote", {"words": "Kaolin z Podlesic", "who": ""})], publish=False)
    assert found("porcelánka") == []
    article.get_latest_revision().publish()
    assert found("porcelánku") == found("kaolin") == [article.pk]
    article.refresh_from_db()
    article.unpublish()
    assert found("porcelánka") == []


def test_draft_of_a_public_article_is_not_found():
    article = an_article(title="Porcelánka")
    article.title = "Sklárna"
    article.save_revision()
    assert (found("porcelánka"), found("sklárna")) == ([article.pk], [])


def test_deleted_article_is_gone():
    article = an_article(title="Porcelánka")
    article.delete()
    assert (found("porcelánka"), SearchEntry.objects.filter(kind="article").count()) == ([], 0)


def test_articles_deleted_with_their_front_are_gone():
    an_article(title="Porcelánka")
    MagazinePage.objects.get(locale__language_code="cs").delete()
    assert (ArticlePage.objects.count(), found("porcelánka")) == (0, [])


def test_articles_unpublished_with_their_front_are_gone():
    an_article(title="Porcelánka")
    front = MagazinePage.objects.get(locale__language_code="cs")
    for page in [*front.get_descendants(), front]:
        page.specific.unpublish()
    assert found("porcelánka") == []


def test_found_article_leads_to_its_page(client):
    article = an_article(title="Porcelánka", language="de")
    text = client.get("/hledat/", {"q": "porcelánka"}).content.decode()
    assert f'href="{article.url}"' in text


def test_editor_publishes_an_article_in_the_back_office(client):
    client.force_login(a_holder(Role.EDITOR))
    front = MagazinePage.objects.get(locale__language_code="cs")
    address = reverse("wagtailadmin_pages:add", args=["magazine", "articlepage", front.pk])
    assert client.get(address).status_code == 200
    data = {
        "title": "Porcelánka", "slug": "porcelanka", "summary": "Krátce.", "published_on": "2026-05-04", "byline": "",
        "picture": "", "search_description": "", "seo_title": "", "body-count": "0", "action-publish": "1",
        "kind": "news", "section": "region", "sources-count": "0", "corrections-count": "0", "subjects-count": "0",
        "places-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert found("porcelánka") == [ArticlePage.objects.get(slug="porcelanka").pk]


def test_sample_articles_are_loaded_once_and_leave_nothing():
    real = an_article()
    load_articles()
    count = ArticlePage.objects.filter(is_sample=True).count()
    load_articles()
    assert ArticlePage.objects.filter(is_sample=True).count() == count > 0
    assert SearchEntry.objects.filter(kind="article").count() == count + 1
    remove_articles()
    assert list(ArticlePage.objects.all()) == [real]
    assert list(SearchEntry.objects.filter(kind="article").values_list("object_id", flat=True)) == [real.pk]


def test_sample_leaves_the_editors_one_article_to_read_and_one_in_the_plan():
    load_people(), load_workflow(), load_editors_desk(), load_editors_desk()
    waits = ArticlePage.objects.get(is_sample=True, go_live_at=None)
    goes_out = ArticlePage.objects.get(is_sample=True, go_live_at__isnull=False)
    assert (waits.live, waits.current_workflow_state.status) == (False, "in_progress")
    assert waits.owner == waits.current_workflow_state.requested_by == User.objects.get(email="autor@example.cz")
    assert (goes_out.live, goes_out.scheduled_revision.approved_go_live_at) == (False, goes_out.go_live_at)
    assert timezone.localtime(goes_out.go_live_at).date() == goes_out.published_on > timezone.localdate()
    assert [article.hindrances() for article in (waits, goes_out)] == [[], []]
    remove_articles()
    assert not ArticlePage.objects.exists()


def test_sample_puts_nothing_on_the_desk_without_its_people():
    assert load_editors_desk() == "nothing on the editors' desk without the sample logins"
    assert not ArticlePage.objects.exists()


def test_sample_articles_are_marked(client):
    load_articles()
    article = ArticlePage.objects.filter(is_sample=True, locale__language_code="cs").first()
    assert "sample-label" in client.get(article.url).content.decode()


@pytest.mark.parametrize("address", ["/", "/en/", "/magazin/", "/hledat/?q=zpráva"])
def test_public_pages_set_no_cookie_and_hold_no_token(client, address):
    an_article()
    page = client.get(address)
    assert (page.status_code, dict(page.cookies), "csrfmiddlewaretoken" in page.content.decode()) == (200, {}, False)


HOME_QUERIES = 25  # two of them the footer, and where the cache is the database what Wagtail keeps there
FRONT_QUERIES = 16


@pytest.mark.parametrize("number", [1, 30])
def test_home_asks_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    many_profiles(number)
    for _ in range(number):
        an_article()
    client.get("/")
    with django_assert_max_num_queries(HOME_QUERIES):
        client.get("/")


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 30])
def test_front_asks_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    for _ in range(number):
        an_article()
    client.get("/magazin/")
    with django_assert_max_num_queries(FRONT_QUERIES):
        client.get("/magazin/")
