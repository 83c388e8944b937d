"""What search engines are told of: all public things, in their languages, within the limits of the protocol."""

import json
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import override_settings

from catalogue.models import Profile
from kko.media.actions import draw_presets
from kko.sitemaps import MOST_BYTES, PER_FILE, NewsEntry, Sitemap, SitemapEntry, urls_of
from kko.territory.models import Municipality
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile, many_profiles
from tests.factories.magazine import an_article
from tests.factories.media import a_photograph
from tests.factories.projects import a_project
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
S, X = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
IMAGE, N = "{http://www.google.com/schemas/sitemap-image/1.1}", "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def base(settings, tmp_path):
    settings.BASE_URL, settings.MEDIA_ROOT = "https://example.cz", tmp_path


def tree(response) -> ElementTree.Element:
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def alternates(client, address: str) -> dict[str, dict[str, str]]:
    """Return every address of the file with its alternates."""
    return {
        url.findtext(f"{S}loc"): {link.get("hreflang"): link.get("href") for link in url.findall(f"{X}link")}
        for url in tree(client.get(address))
    }


def toy_sitemap() -> Sitemap:
    entries = [SitemapEntry({"cs": f"/hracka/{number}/"}) for number in range(PER_FILE + 1)]
    return Sitemap(key="hracky", count=lambda: len(entries), entries=lambda start, stop: entries[start:stop])


def toy_news() -> Sitemap:
    moment = datetime(2026, 5, 4, 10, tzinfo=UTC)
    news = [
        NewsEntry("/nova/", "cs", "Nová <pec>", moment),
        NewsEntry("/stara/", "cs", "Stará", datetime(2026, 5, 1, tzinfo=UTC)),
    ]
    return Sitemap(key="zpravy", count=lambda: 0, entries=lambda start, stop: [], news=lambda since: news)


def test_index_names_the_files_that_there_are(client):
    a_profile()
    names = [one.findtext(f"{S}loc") for one in tree(client.get("/sitemap.xml"))]
    assert names == [
        "https://example.cz/sitemap-stranky-1.xml",
        "https://example.cz/sitemap-katalog-1.xml",
        "https://example.cz/sitemap-profily-1.xml",
        "https://example.cz/sitemap-obce-1.xml",
        "https://example.cz/sitemap-news.xml",
    ]
    for name in names:
        tree(client.get(name.removeprefix("https://example.cz")))


@override_settings(KKO_SITEMAPS=["tests.kko.test_sitemaps.toy_sitemap"])
def test_large_room_is_parted_into_files(client):
    names = [one.findtext(f"{S}loc") for one in tree(client.get("/sitemap.xml"))]
    assert names == [f"https://example.cz/sitemap-hracky-{number}.xml" for number in (1, 2)]
    assert [len(tree(client.get(f"/sitemap-hracky-{number}.xml"))) for number in (1, 2)] == [PER_FILE, 1]
    for missing in ("/sitemap-hracky-3.xml", "/sitemap-hracky-0.xml", "/sitemap-jine-1.xml"):
        assert client.get(missing).status_code == 404


def test_no_file_can_grow_past_the_limits():
    images = tuple(f"/media/images/{'x' * 200}-{number}.jpg" for number in range(100))
    addresses = {code: f"/{code}/{'y' * 120}/" for code in ("cs", "en", "de")}
    rows = list(urls_of(SitemapEntry(addresses, datetime(2026, 5, 4, tzinfo=UTC), images)))
    assert len(rows) * PER_FILE <= 50_000
    largest = max(len(row.encode()) for row in rows)
    assert MOST_BYTES - 400 < largest <= MOST_BYTES + 20
    assert largest * len(rows) * PER_FILE <= 10_000_000


def test_profile_stands_in_three_languages(client):
    profile = a_profile(name="Hrnčírna")
    a_draft(by=a_user())
    own = {
        "cs": f"https://example.cz/katalog/{profile.slug}/",
        "en": f"https://example.cz/en/catalogue/{profile.slug}/",
        "de": f"https://example.cz/de/katalog/{profile.slug}/",
    }
    assert alternates(client, "/sitemap-profily-1.xml") == dict.fromkeys(own.values(), own | {"x-default": own["cs"]})
    changed = tree(client.get("/sitemap-profily-1.xml"))[0].findtext(f"{S}lastmod")
    row = Profile.objects.get(pk=profile.pk)
    assert datetime.fromisoformat(changed) == row.last_published_at.replace(microsecond=0)


def test_page_names_its_translations_only(client):
    czech = an_article(slug="pec")
    an_article(slug="ofen", language="de", translation_key=czech.translation_key)
    an_article(slug="sama", language="en")
    an_article(slug="rozepsana", publish=False)
    found = alternates(client, "/sitemap-stranky-1.xml")
    twins = {"cs": "https://example.cz/magazin/pec/", "de": "https://example.cz/de/magazin/ofen/"}
    assert found[twins["cs"]] == found[twins["de"]] == twins | {"x-default": twins["cs"]}
    assert found["https://example.cz/en/magazine/sama/"] == {}
    assert "https://example.cz/magazin/rozepsana/" not in found
    assert set(found["https://example.cz/"]) == {"cs", "en", "de", "x-default"}


def test_article_brings_its_pictures(client):
    leading, inner = a_photograph(size=(60, 40)), a_photograph(size=(60, 40))
    an_article(
        slug="pec",
        picture=leading,
        body=json.dumps([{"type": "picture", "value": {"image": inner.pk, "alt_text": "Pec"}}]),
    )
    draw_presets(ids=[leading.pk, inner.pk], names=["article"])
    (url,) = [one for one in tree(client.get("/sitemap-stranky-1.xml")) if one.findtext(f"{S}loc").endswith("/pec/")]
    images = {one.text for one in url.iter(f"{IMAGE}loc")}
    specs = "format-jpeg|width-1200"
    assert images == {f"https://example.cz{image.get_rendition(specs).url}" for image in (leading, inner)}


@time_machine.travel("2026-05-04 10:00:00+00:00", tick=False)
def test_news_are_of_the_last_two_days(client):
    an_article(title="Nová", slug="nova", published_on=date(2026, 5, 4))
    an_article(title="Loňská", published_on=date(2025, 5, 4))
    an_article(title="Ukázka", published_on=date(2026, 5, 4), is_sample=True)
    (url,) = tree(client.get("/sitemap-news.xml"))
    assert url.findtext(f"{S}loc") == "https://example.cz/magazin/nova/"
    found = {one.tag.removeprefix(N): one.text for one in url.find(f"{N}news").iter() if len(one) == 0}
    assert found == {
        "name": "Kreativní Ústecko",
        "language": "cs",
        "publication_date": "2026-05-04T10:00:00+00:00",
        "title": "Nová",
    }


@time_machine.travel("2026-05-04 12:00:00+00:00", tick=False)
@override_settings(KKO_SITEMAPS=["tests.kko.test_sitemaps.toy_news"])
def test_what_a_room_gives_too_old_is_left_out_and_titles_are_escaped(client):
    (url,) = tree(client.get("/sitemap-news.xml"))
    assert url.find(f"{N}news/{N}title").text == "Nová <pec>"


def test_who_has_the_file_is_told_so(client):
    a_profile()
    first = client.get("/sitemap-profily-1.xml")
    again = client.get("/sitemap-profily-1.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code) == ("public, max-age=3600", 304)


def test_robots_are_told_where_it_is(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert [line for line in lines if line.startswith("Sitemap:")] == [
        "Sitemap: https://example.cz/sitemap.xml",
        "Sitemap: https://example.cz/sitemap-news.xml",
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_files_ask_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    many_profiles(number)
    for _ in range(number):
        an_article()
    client.get("/sitemap-stranky-1.xml")
    with django_assert_max_num_queries(10):
        client.get("/sitemap-stranky-1.xml")
        client.get("/sitemap-profily-1.xml")


def test_public_projects_are_told_of_in_their_languages(client):
    project, draft = a_project(name_cs="Oživlé nádraží"), a_project(name_cs="Rozepsaný", live=False)
    found = alternates(client, "/sitemap-projekty-1.xml")
    languages = found[f"https://example.cz{project.get_absolute_url()}"]
    addresses = [languages[code].removeprefix("https://example.cz") for code in ("cs", "en", "de")]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    assert len(found) == 3
    assert draft.slug not in str(found)


def test_municipalities_are_told_of_in_their_languages(client):
    place = municipality()
    found = alternates(client, "/sitemap-obce-1.xml")
    languages = found[f"https://example.cz/obec/{place.slug}/"]
    assert len(found) == 3 * Municipality.objects.count()
    addresses = [languages[code].removeprefix("https://example.cz") for code in ("cs", "en", "de")]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


@pytest.mark.parametrize("number", [1, 30])
def test_file_of_projects_asks_as_often_for_one_as_for_thirty(client, django_assert_max_num_queries, number):
    for _ in range(number):
        a_project()
    client.get("/sitemap-projekty-1.xml")
    with django_assert_max_num_queries(4):
        client.get("/sitemap-projekty-1.xml")
