"""Pages of the tree for machines and for networks: whole values, and nothing that breaks out."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from magazine.models import ContentPage, HomePage, MagazinePage
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
NOW = "2026-05-04 10:00:00+00:00"
PUBLISHER = {
    "@type": "Organization",
    "@id": "https://example.cz/#vydavatel",
    "name": "Kreativní Ústecko",
    "url": "https://example.cz/",
    "logo": {
        "@type": "ImageObject",
        "url": "https://example.cz/static/img/icon-512.png",
        "width": 512,
        "height": 512,
    },
}


@pytest.fixture(autouse=True)
def base(settings, db):
    settings.BASE_URL = "https://example.cz"
    with time_machine.travel(NOW, tick=False):
        yield


def graph(response) -> list[dict]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def trail(*steps: tuple[str, str]) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"https://example.cz{address}"}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def metas(response) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', response.content.decode()))


def test_article_is_news_with_its_way_from_home(client):
    article = an_article(title="Pec", slug="pec", summary="Pálí se.", byline="Rút Redaktorová")
    card = f"https://example.cz/magazin/karta-{article.pk}.png?v=20260504100000"
    assert graph(client.get("/magazin/pec/")) == [
        {
            "@type": "NewsArticle",
            "@id": "https://example.cz/magazin/pec/",
            "url": "https://example.cz/magazin/pec/",
            "inLanguage": "cs",
            "headline": "Pec",
            "description": "Pálí se.",
            "image": [{"@type": "ImageObject", "url": card, "width": 1200, "height": 630}],
            "datePublished": "2026-05-04T10:00:00+00:00",
            "dateModified": "2026-05-04T10:00:00+00:00",
            "author": {"@type": "Person", "name": "Rút Redaktorová"},
            "articleSection": ["Zpráva", "Náš kraj"],
            "publisher": {"@id": "https://example.cz/#vydavatel"},
        },
        PUBLISHER,
        trail(("Kreativní Ústecko", "/"), ("Magazín", "/magazin/"), ("Pec", "/magazin/pec/")),
    ]


def test_front_lists_its_articles_in_order(client):
    an_article(title="Starší", slug="starsi", published_on=date(2026, 1, 1))
    an_article(title="Novější", slug="novejsi", published_on=date(2026, 2, 1))
    found, publisher, way = graph(client.get("/magazin/"))
    assert found["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 2,
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": "https://example.cz/magazin/novejsi/", "name": "Novější"},
            {"@type": "ListItem", "position": 2, "url": "https://example.cz/magazin/starsi/", "name": "Starší"},
        ],
    }
    assert (found["@type"], publisher) == ("CollectionPage", PUBLISHER)
    assert way == trail(("Kreativní Ústecko", "/"), ("Magazín", "/magazin/"))


def test_home_says_how_to_search(client):
    found, publisher = graph(client.get("/"))
    assert (publisher, found["@type"], found["potentialAction"]["target"]) == (
        PUBLISHER,
        "WebSite",
        "https://example.cz/hledat/?q={search_term_string}",
    )


def test_content_page_is_a_page(client):
    page = ContentPage.objects.filter(locale__language_code="cs").first()
    found, _publisher, way = graph(client.get(page.url))
    assert (found["@type"], found["name"]) == ("WebPage", page.title)
    assert way == trail(("Kreativní Ústecko", "/"), (page.title, page.url))


def test_words_of_editors_stay_inside_the_element(client):
    article = an_article(title="</script><script>alert(1)</script>", slug="zla")
    response = client.get(article.url)
    assert "<script>alert" not in response.content.decode()
    assert graph(response)[0]["headline"] == "</script><script>alert(1)</script>"


def test_article_says_to_networks_all_that_they_ask(client):
    czech = an_article(title="Pec", slug="pec", summary="Pálí se.")
    an_article(language="de", slug="ofen", translation_key=czech.translation_key)
    found = metas(client.get("/magazin/pec/"))
    assert {name: value for name, value in found.items() if ":" in name} == {
        "og:type": "article",
        "og:site_name": "Kreativní Ústecko",
        "og:locale": "cs_CZ",
        "og:locale:alternate": "de_DE",
        "og:url": "https://example.cz/magazin/pec/",
        "og:title": "Pec",
        "og:description": "Pálí se.",
        "og:image": f"https://example.cz/magazin/karta-{czech.pk}.png?v=20260504100000",
        "og:image:type": "image/png",
        "og:image:alt": "Pec",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
        "article:published_time": "2026-05-04T12:00:00+02:00",
        "article:modified_time": "2026-05-04T12:00:00+02:00",
    }


def test_page_names_only_the_languages_it_has(client):
    czech = an_article(slug="pec")
    an_article(language="de", slug="ofen", translation_key=czech.translation_key)
    links = re.findall(
        r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', client.get("/magazin/pec/").content.decode()
    )
    assert dict(links) == {
        "cs": "https://example.cz/magazin/pec/",
        "x-default": "https://example.cz/magazin/pec/",
        "de": "https://example.cz/de/magazin/ofen/",
    }


def test_breadcrumbs_lead_to_section_and_front(client):
    an_article(slug="pec")
    text = client.get("/magazin/pec/").content.decode()
    (way,) = re.findall(r'<nav class="breadcrumb.*?</nav>', text, re.DOTALL)
    above = [("/magazin/", "Magazín"), ("/magazin/kraj/", "Náš kraj")]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', way) == above


@pytest.mark.parametrize("model", [HomePage, MagazinePage, ContentPage])
def test_every_page_has_a_card(client, model):
    page = model.objects.filter(locale__language_code="cs").first()
    address = metas(client.get(page.url))["og:image"].removeprefix("https://example.cz")
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=86400")


def test_draft_has_no_card(client):
    draft = an_article(publish=False)
    assert client.get(f"/magazin/karta-{draft.pk}.png").status_code == 404
