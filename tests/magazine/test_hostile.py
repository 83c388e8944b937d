"""Pasted and hostile text: sent through the back office and stored behind its back, seen on the public page."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import nested_form_data, streamfield

from kko.accounts.choices import Role
from magazine.hygiene import followable, harmless, storable
from magazine.models import ArticlePage, MagazinePage
from tests.factories.accounts import a_holder
from tests.factories.magazine import an_article
from tests.magazine import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
ALLOWED = {
    *[(tag, "") for tag in ("p", "h2", "h3", "b", "i", "ul", "ol", "li", "a", "br")],
    *[("a", f"href {scheme}") for scheme in ("https", "http", "mailto", "tel", "")],
    *[("h2", "id"), ("h3", "id")],
}
KEY = re.compile(r' data-block-key="[^"]*"')


@pytest.fixture
def desk(client) -> Client:
    client.force_login(a_holder(Role.EDITOR))
    return client


class Skeleton(HTMLParser):
    """Elements, names of attributes and schemes of addresses in their order; no words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bones: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bones.append((tag, ""))
        for name, value in attrs:
            address = name in {"href", "src", "action", "srcset", "poster", "data", "formaction", "xlink:href"}
            self.bones.append((tag, f"{name} {urlsplit((value or '').strip()).scheme}" if address else name))


def content(text: str, link: str = "") -> str:
    """Return what the editor's script sends for one paragraph, all of it a link if one is given."""
    ranges = [{"offset": 0, "length": len(text), "key": 0}] if link else []
    paragraph = {"key": "a1b2c", "text": text, "type": "unstyled", "depth": 0}
    paragraph |= {"inlineStyleRanges": [], "entityRanges": ranges}
    entities = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": link}}} if link else {}
    return json.dumps({"blocks": [paragraph], "entityMap": entities})


def sent(desk: Client, words: str, *, answer: str, url: str = "/katalog/") -> ArticlePage:
    """Publish an article through the back office with ``words`` in each plain field, ``answer`` as rich text."""
    line = " ".join(words.split())
    body = [
        ("text", content(words)),
        ("quote", {"words": words, "who": words}),
        ("question", {"question": words, "answer": answer}),
        ("box", {"title": line, "text": content(words)}),
        ("media", {"title": line, "url": "https://vimeo.com/123456789", "text": words}),
        (
            "numbers",
            {
                "numbers": streamfield([])
                | {"count": "1", "0-value": {"number": "1", "label": line}, "0-order": "0", "0-deleted": ""},
                "source": line,
            },
        ),
        ("chart", {"title": line, "shape": "bar", "table": f"Obor\tDílny\n{line}\t12", "unit": "", "source": line}),
        ("call_to_action", {"title": line, "text": words, "label": "Jít", "page": "", "url": url}),
    ]
    empty = {name: streamfield([]) for name in ("corrections", "subjects", "places")}
    fields = {"title": f"Zkouška {line}", "slug": "zkouska", "summary": line, "byline": line, "kind": "news"}
    fields |= {"section": "region", "published_on": "2026-05-04", "body": streamfield(body)}
    fields |= {"sources": streamfield([("source", content(words))]), "action-publish": "action-publish"}
    front = MagazinePage.objects.get(locale__language_code="cs")
    address = reverse("wagtailadmin_pages:add", args=["magazine", "articlepage", front.pk])
    response = desk.post(address, nested_form_data(fields | empty))
    assert response.status_code == 302, re.findall(r"error-message[^>]*>([^<]*)|<p>([^<]*)", response.content.decode())
    return ArticlePage.objects.get(slug="zkouska")


def part(page: str, kind: str) -> str:
    return page.partition(f'<div class="block block-{kind}">')[2].partition('<div class="block ')[0]


def around(page: str) -> list[tuple[str, str]]:
    """Return the bones of the page without the answer of its interview."""
    before, _it, rest = page.partition('<div class="block block-question">')
    return Skeleton(before + rest[rest.index('<div class="block ') :]).bones


def foreign(html: str) -> set[tuple[str, str]]:
    """Return what the body of an article must not have in its running text."""
    return set(Skeleton(html).bones) - ALLOWED


@pytest.fixture(scope="module")
def innocent(page_tree, django_db_blocker) -> list[tuple[str, str]]:
    """The bones of an article in whose every field stands one good word."""

    with django_db_blocker.unblock(), transaction.atomic():
        client = Client()
        client.force_login(a_holder(Role.EDITOR))
        bones = around(Client().get(sent(client, "Hlína", answer=content("Hlína")).url).content.decode())
        transaction.set_rollback(True)
    return bones


@pytest.mark.parametrize("payload", hostile.HTML)
def test_hostile_html_is_words_in_plain_fields_and_nothing_in_rich_text(desk, innocent, payload):
    page = Client().get(sent(desk, payload, answer=payload).url).content.decode()
    answer = part(page, "question").partition("<div>")[2]
    assert {"around": around(page), "foreign": foreign(answer) - {("div", "")}} == {
        "around": innocent,
        "foreign": set(),
    }


@pytest.mark.parametrize("address", hostile.LINKS)
def test_hostile_address_is_no_link(address):
    raw = [
        {"type": "text", "value": f'<p><a href="{escape(address)}">odkaz</a></p>'},
        {"type": "media", "value": {"title": "Záznam", "url": address, "text": ""}},
        {"type": "call_to_action", "value": {"title": "Jít", "text": "", "label": "Jít", "page": None, "url": address}},
        {"type": "quote", "value": {"words": "Konec.", "who": ""}},
    ]
    article = an_article(body=json.dumps(raw))
    ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(raw))  # as no form of ours would
    page = Client().get(article.url).content.decode()
    bones = [part(page, kind).count("href=") for kind in ("text", "media", "call_to_action")]
    assert {"links": bones, "followable": followable(address)} == {"links": [0, 0, 0], "followable": ""}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//zlo.example.cz/"])
def test_editor_loses_a_hostile_link_and_keeps_its_words(desk, address):
    page = Client().get(sent(desk, "Hlína", answer=content("odkaz", link=address)).url).content.decode()
    assert re.findall(r"<a[^>]*>odkaz</a>", part(page, "question")) == ["<a>odkaz</a>"]


@pytest.mark.parametrize("address", ["https://example.cz/?a=1&b=2#c", "mailto:a@example.cz", "/katalog/", "#h-pec"])
def test_good_address_stays_a_link(address):
    assert (followable(address), harmless(f'<a href="{escape(address)}">x</a>')) == (
        address,
        f'<a href="{escape(address)}">x</a>',
    )


SAMPLES = {
    "Word": (hostile.WORD, hostile.WORD_CLEAN),
    "LibreOffice": (hostile.LIBRE_OFFICE, hostile.LIBRE_OFFICE_CLEAN),
    "Google Docs": (hostile.GOOGLE_DOCS, hostile.GOOGLE_DOCS_CLEAN),
}


@pytest.mark.parametrize(("pasted", "clean"), SAMPLES.values(), ids=SAMPLES)
def test_text_of_a_word_processor_comes_out_clean(pasted, clean):
    assert harmless(storable(pasted)) == clean


def test_text_of_a_word_processor_is_stored_clean_by_the_back_office(desk):
    article = sent(desk, "Hlína", answer=hostile.WORD)
    stored = next(one["value"]["answer"] for one in article.body.get_prep_value() if one["type"] == "question")
    assert KEY.sub("", stored) == (
        '<p>Pec</p><p><b>Hlína</b> se pálí.</p><p></p><p><a href="https://example.cz/">Dílna</a></p>'
    )


@pytest.mark.parametrize("payload", hostile.HTML)
def test_cleaning_twice_changes_nothing(payload):
    assert (storable(storable(payload)), harmless(harmless(payload))) == (storable(payload), harmless(payload))


def test_import_is_stored_harmless_in_the_page_and_its_revision():
    hostile_text = '<p onclick="x">a<script>b</script></p>'
    body = [("question", {"question": "?", "answer": hostile_text}), ("text", hostile_text)]
    raw = [
        {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-00000000000{at}"}
        for at, (kind, value) in enumerate(body)
    ]
    article = an_article(body=json.dumps(raw))
    stored = [one["value"] for one in ArticlePage.objects.get(pk=article.pk).body.raw_data]
    revised = json.loads(article.get_latest_revision().content["body"])
    assert stored == [{"question": "?", "answer": "<p>a</p>"}, "<p>a</p>"]
    assert [one["value"] for one in revised] == stored


def test_article_written_in_the_editor_has_anchors(desk):
    """Wagtail puts keys on headings; contents and anchors must be made all the same."""
    html = '<h2 data-block-key="a1b2c">Pec</h2><p data-block-key="d3e4f">Hoří.</p>'
    page = Client().get(an_article(body=json.dumps([{"type": "text", "value": html}])).url).content.decode()
    assert '<h2 id="h-pec">Pec</h2><p>Hoří.</p>' in page
