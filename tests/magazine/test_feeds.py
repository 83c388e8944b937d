"""Feeds of the magazine: what they hold, and that who has them is told so."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import RequestFactory
from django.utils.timezone import get_default_timezone

from kko.media.actions import draw_presets
from magazine.choices import Kind, Section
from magazine.feeds import ENCLOSED, feed_of
from magazine.models import ArticlePage
from tests.factories.magazine import a_series, a_topic, an_article
from tests.factories.media import a_photograph

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
ATOM, CREATOR = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}creator"
ADDRESSES = {
    "/magazin/rss.xml": "application/rss+xml; charset=utf-8",
    "/magazin/atom.xml": "application/atom+xml; charset=utf-8",
}


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.BASE_URL = tmp_path, "https://example.cz"


def tree(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)


def texts(element: ElementTree.Element, *names: str) -> dict[str, str | None]:
    return {name: element.findtext(name) for name in names}


@time_machine.travel("2026-05-04 10:00:00+02:00", tick=False)
def test_rss_says_all_of_an_article(client):
    article = an_article(title="Pec & hlína", summary="Pálí se <znovu>.", slug="pec", byline="Rút Redaktorová")
    channel = tree(client.get("/magazin/rss.xml")).find("channel")
    assert texts(channel, "title", "link", "language", "ttl", "lastBuildDate") == {
        "title": "Magazín – Kreativní Ústecko",
        "link": "https://example.cz/magazin/",
        "language": "cs",
        "ttl": "5",
        "lastBuildDate": "Mon, 04 May 2026 08:00:00 +0000",
    }
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": "https://example.cz/magazin/rss.xml"}
    (item,) = channel.findall("item")
    assert texts(item, "title", "link", "description", CREATOR, "pubDate") == {
        "title": "Pec & hlína",
        "link": "https://example.cz/magazin/pec/",
        "description": "Pálí se &lt;znovu&gt;.",
        CREATOR: "Rút Redaktorová",
        "pubDate": "Mon, 04 May 2026 08:00:00 +0000",
    }
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("guid").startswith("urn:uuid:")
    assert ArticlePage.objects.get(pk=article.pk).last_published_at == parsedate_to_datetime(item.findtext("pubDate"))


def test_atom_has_what_its_standard_asks_for(client):
    an_article(title="Pec", slug="pec", byline="Rút Redaktorová", published_on=date(2026, 1, 2))
    feed = tree(client.get("/magazin/atom.xml"))
    assert texts(feed, f"{ATOM}title", f"{ATOM}id") == {
        f"{ATOM}title": "Magazín – Kreativní Ústecko",
        f"{ATOM}id": "https://example.cz/magazin/",
    }
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://example.cz/magazin/",
        "self": "https://example.cz/magazin/atom.xml",
    }
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Rút Redaktorová"
    midnight = datetime(2026, 1, 2, tzinfo=get_default_timezone())
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == midnight
    moments = [datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in (feed, entry)]
    assert moments[0] == moments[1] > midnight


def test_picture_is_enclosed_with_its_size(client):
    picture = a_photograph(size=(120, 80))
    an_article(picture=picture)
    draw_presets(ids=[picture.pk], names=["article"])
    item = tree(client.get("/magazin/rss.xml")).find("channel/item")
    enclosure = item.find("enclosure").attrib
    assert (enclosure["type"], enclosure["url"].startswith("https://example.cz/media/")) == ("image/jpeg", True)
    assert int(enclosure["length"]) > 500
    link = tree(client.get("/magazin/atom.xml")).find(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    assert (link.get("href"), link.get("length")) == (enclosure["url"], enclosure["length"])


def test_lost_picture_keeps_its_article_in_the_feed(client):
    picture = a_photograph(size=(60, 40))
    drawn = picture.get_rendition(ENCLOSED)
    drawn.file.storage.delete(drawn.file.name)
    an_article(picture=picture, title="Bez obrázku")
    item = tree(client.get("/magazin/rss.xml")).find("channel/item")
    assert (item.findtext("title"), item.find("enclosure")) == ("Bez obrázku", None)


def test_signs_that_xml_cannot_hold_break_nothing(client):
    an_article(title="Pec\x0b a hlína")
    assert tree(client.get("/magazin/rss.xml")).findtext("channel/item/title") == "Pec  a hlína"


@pytest.mark.parametrize(("code", "address"), {"en": "/en/magazine/rss.xml", "de": "/de/magazin/rss.xml"}.items())
def test_each_language_has_its_feed_of_live_articles(client, code, address):
    an_article(title="Česky")
    an_article(title="Rozepsaný", language=code, publish=False)
    an_article(title="Vlastní", language=code)
    channel = tree(client.get(address)).find("channel")
    assert channel.findtext("language") == code
    assert [item.findtext("title") for item in channel.findall("item")] == ["Vlastní"]


def test_feed_of_a_part_holds_the_articles_of_the_part(rf: RequestFactory):
    an_article(title="Doma")
    an_article(title="V cizině", byline="Zahraniční")
    abroad = ArticlePage.objects.filter(byline="Zahraniční").select_related("locale", "picture")
    written = feed_of(rf.get("/magazin/zahranici/rss.xml"), "rss", "Zahraničí", abroad).writeString("utf-8")
    channel = ElementTree.fromstring(written).find("channel")
    assert channel.findtext("title") == "Zahraničí"
    assert [item.findtext("title") for item in channel.findall("item")] == ["V cizině"]


@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("word", ["zahranici", "rozhovory", "prazdne-domy"])
def test_section_kind_and_topic_have_feeds_that_their_pages_name(client, word, ending):
    topic = a_topic(title="Prázdné domy", slug="prazdne-domy")
    an_article(title="Jinde", section=Section.REGION, kind=Kind.NEWS)
    an_article(title="Mezi nimi", section=Section.ABROAD, kind=Kind.INTERVIEW, topics=[topic])
    address = f"/magazin/{word}/{ending}"
    assert f'href="{address}"' in client.get(f"/magazin/{word}/").content.decode().partition("</head>")[0]
    feed = tree(client.get(address))
    items = feed.findall("channel/item/title") or feed.findall(f"{ATOM}entry/{ATOM}title")
    assert [item.text for item in items] == ["Mezi nimi"]


def test_feed_of_a_topic_follows_its_translations(client):
    czech = a_topic(slug="domy")
    german = a_topic(language="de", slug="haeuser", translation_key=czech.translation_key)
    an_article(language="de", title="Leere Häuser", topics=[german])
    an_article(language="de", title="Etwas anderes")
    titles = [one.text for one in tree(client.get("/de/magazin/haeuser/rss.xml")).findall("channel/item/title")]
    assert titles == ["Leere Häuser"]


def test_series_names_no_feed_since_it_has_none(client):
    series = a_series(slug="domy")
    assert "/magazin/domy/rss.xml" not in client.get(series.url).content.decode()
    assert client.get("/magazin/domy/rss.xml").status_code == 404


def test_unknown_part_has_no_feed(client):
    assert client.get("/magazin/neni-tu/rss.xml").status_code == 404


@pytest.mark.parametrize(("address", "content_type"), ADDRESSES.items())
def test_empty_feed_is_valid(client, address, content_type):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"], dict(response.cookies)) == (200, content_type, {})
    tree(response)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_feed_is_told_so(client, address):
    article = an_article()
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=3600"
    known = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    for name, value in known.items():
        again = client.get(address, headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
    article.title = "Opravený titulek"
    article.save_revision().publish()
    assert client.get(address, headers={"If-None-Match": known["If-None-Match"]}).status_code == 200


def test_unpublished_article_changes_the_feed(client):
    an_article()
    gone = an_article()
    etag = client.get("/magazin/rss.xml").headers["ETag"]
    gone.unpublish()
    again = client.get("/magazin/rss.xml", headers={"If-None-Match": etag})
    assert (again.status_code, len(tree(again).findall("channel/item"))) == (200, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_feed_asks_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    for _ in range(number):
        an_article()
    client.get("/magazin/rss.xml")
    with django_assert_max_num_queries(6):
        client.get("/magazin/rss.xml")


@pytest.mark.parametrize(
    ("path", "feeds"),
    {
        "/": ["/magazin/rss.xml", "/magazin/atom.xml"],
        "/en/": ["/en/magazine/rss.xml", "/en/magazine/atom.xml"],
        "/de/katalog/": ["/de/magazin/rss.xml", "/de/magazin/atom.xml"],
    }.items(),
)
def test_every_page_names_the_feeds_of_its_language(client, path, feeds):
    head = client.get(path).content.decode().partition("</head>")[0]
    assert all(f'href="{address}"' in head for address in feeds)
