"""Blocks of an article: each shows on the page, none leaks or loads anything of others by itself."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from kko.accounts.choices import Role
from kko.moderation.actions import archive_record
from kko.slots import Card, CardKind
from kko.territory.models import Municipality
from magazine.blocks import ArticleBody
from magazine.blocks.cards import CardChooser
from magazine.models import ArticlePage, Mention
from magazine.slots import articles_about
from tests.factories.accounts import a_holder
from tests.factories.catalogue import a_profile
from tests.factories.magazine import a_document, an_article, an_image, every_block
from tests.factories.projects import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
BODY = ArticleBody()


@pytest.fixture
def blocks():
    """Every block of an article, stored."""
    return every_block(
        image=an_image(credit="Rút Fotografová", licence="CC-BY-4.0"),
        document=a_document(),
        profile=a_profile(name="Hrnčírna"),
        project=a_project(name_cs="Komín v pohybu"),
        page=Page.objects.get(slug="magazin", locale__language_code="cs"),
    )


def shown(client, blocks: list[dict], **fields) -> str:
    return client.get(an_article(body=json.dumps(blocks), **fields).url).content.decode()


def part(page: str, kind: str) -> str:
    return page.partition(f'<div class="block block-{kind}">')[2].partition('<div class="block ')[0]


def test_every_block_is_made_by_the_factory(blocks):
    assert [block["type"] for block in blocks] == list(BODY.child_blocks)


def test_every_block_shows_what_is_in_it(client, blocks):
    page = shown(client, blocks)
    wanted = {
        "text": ['<h2 id="h-kapitola">', 'href="/magazin/">odkaz'],
        "quote": ["Pálí se.", "<footer>Hlína"],
        "question": ["Proč?", "Proto."],
        "box": ["Stranou", "Vysvětlení."],
        "picture": ['alt="Pec"', "Pec zvenku", "Rút Fotografová", "https://creativecommons.org/licenses/by/4.0/"],
        "gallery": ["Dílna", 'alt="Pec"'],
        "media": ['href="https://vimeo.com/123456789"'],
        "numbers": ["<dt>obcí</dt><dd>354</dd>"],
        "chart": ["Sklo", "1\u00a0234"],
        "timeline": ["1898", "Stavba"],
        "places": ["Dubí", "dílna", "/obec/dubi/"],
        "downloads": ["Zadání", "TXT"],
        "call_to_action": ['href="/katalog/">Přidat se'],
        "profile": ["Hrnčírna", "/katalog/hrncirna/"],
    }
    missing = {kind: [one for one in words if one not in part(page, kind)] for kind, words in wanted.items()}
    assert {kind: words for kind, words in missing.items() if words} == {}


def test_nothing_of_others_is_loaded_before_a_click(client, blocks):
    article = an_article(body=json.dumps(blocks))
    answer = client.get(article.url)
    page = answer.content.decode()
    assert re.findall(r'(?:src|srcset)="https?://[^"]+', page) == []
    assert "<iframe" not in page
    assert 'data-kko-player="https://player.vimeo.com/video/123456789?dnt=1&amp;autoplay=1"' in page
    assert "frame-src https://player.vimeo.com" in answer.headers["Content-Security-Policy"]


def test_players_are_allowed_only_where_they_are(client):
    assert "frame-src" not in client.get(an_article().url).headers["Content-Security-Policy"]


def test_line_chart_has_a_drawing_and_a_table(client):
    chart = {"title": "Návštěvy", "shape": "line", "table": "Rok;A;B\n2021;1;2\n2022;1,5;", "unit": "", "source": ""}
    page = part(shown(client, [{"type": "chart", "value": chart}]), "chart")
    assert re.search(r'<svg class="chart-drawing"[^>]*role="img" aria-label="[^"]*Návštěvy', page)
    assert re.findall(r'<td class="is-number">([^<]*)</td>', page) == ["1", "2", "1,5", "–"]


def test_card_of_a_profile_goes_with_the_profile(client, blocks):
    profile = a_profile(name="Sklárna")
    article = an_article(body=json.dumps([{"type": "profile", "value": profile.pk}]))
    assert "Sklárna" in client.get(article.url).content.decode()
    archive_record(record=profile, by=a_holder(Role.CURATOR))
    assert "Sklárna" not in client.get(article.url).content.decode()
    profile.delete()
    assert client.get(article.url).status_code == 200


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//zle.example", "ftp://x.cz", "data:text/html,x", "/ x"])
def test_call_to_action_leads_nowhere_strange(address):
    block = BODY.child_blocks["call_to_action"]
    value = block.to_python({"title": "A", "text": "", "label": "B", "page": None, "url": address})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_call_to_action_needs_one_target():
    block = BODY.child_blocks["call_to_action"]
    neither = block.to_python({"title": "A", "text": "", "label": "B", "page": None, "url": ""})
    with override("en"), pytest.raises(StructBlockValidationError) as error:
        block.clean(neither)
    assert list(error.value.block_errors) == ["url"]


def test_wrong_table_is_said_at_the_table():
    block = BODY.child_blocks["chart"]
    value = block.to_python({"title": "A", "shape": "bar", "table": "a\tb\nx\ty", "unit": "", "source": ""})
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert list(error.value.block_errors) == ["table"]


def test_picture_needs_words_unless_it_is_decoration():
    block, image = BODY.child_blocks["picture"], an_image()
    bare = {"image": image.pk, "alt_text": "", "decorative": False, "caption": ""}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python(bare))
    assert list(error.value.block_errors) == ["alt_text"]
    assert block.clean(block.to_python(bare | {"decorative": True}))["image"] == image


def test_picture_of_earlier_articles_still_shows(client):
    image = an_image()
    page = shown(client, [{"type": "picture", "value": {"image": image.pk, "alt_text": "Komín", "decorative": False}}])
    assert 'alt="Komín"' in part(page, "picture")


def test_every_block_has_a_preview_that_shows(client, blocks):
    client.force_login(a_holder(Role.EDITOR))
    assert [name for name, block in BODY.child_blocks.items() if not block.is_previewable] == []
    body = ArticlePage._meta.get_field("body").stream_block
    for name, block in body.child_blocks.items():
        answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        page = answer.content.decode()
        assert answer.status_code == 200, name
        assert "css/components/blocks." in page, name
        shown = page.partition(f'class="block block-{name}">')[2].partition("</main>")[0]
        assert len(re.sub(r"<[^>]+>|\s", "", shown)) > 3 or "<img" in shown, name


def test_chooser_of_cards_offers_public_profiles_only(client):
    a_profile(name="Veřejná dílna")
    a_profile(name="Tajná dílna", live=False)
    client.force_login(a_holder(Role.EDITOR))
    page = client.get(reverse("article_profile_chooser:choose"), {"q": "dilna"}).json()["html"]
    assert ("Veřejná dílna" in page, "Tajná dílna" in page) == (True, False)


@pytest.mark.parametrize(("kind", "make"), [("profile", a_profile), ("project", a_project)])
def test_chooser_of_cards_names_nothing_hidden_by_its_number(client, kind, make):
    name = "name" if kind == "profile" else "name_cs"
    hidden, public = make(**{name: "Tajná dílna", "live": False}), make(**{name: "Veřejná dílna"})
    client.force_login(a_holder(Role.AUTHOR))
    chosen = [client.get(reverse(f"article_{kind}_chooser:chosen", args=[one.pk])) for one in (hidden, public)]
    assert [answer.status_code for answer in chosen] == [404, 200]
    both = client.get(reverse(f"article_{kind}_chooser:chosen_multiple"), {"id": [hidden.pk, public.pk]})
    assert [one["title"] for one in both.json()["result"]] == [str(public)]


def test_card_of_what_is_hidden_is_not_named_in_the_editor_nor_in_a_comparison(client):
    hidden, public = a_profile(name="Tajnost", live=False), a_profile(name="Verejnost")
    author = a_holder(Role.AUTHOR)
    article = an_article(publish=False, owner=author, body=[("profile", public)])
    first = article.get_latest_revision()
    article.body = [("profile", public), ("profile", hidden)]
    second = article.save_revision(user=author)
    client.force_login(author)
    editor = reverse("wagtailadmin_pages:edit", args=[article.pk])
    comparison = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])
    for address in (editor, comparison):
        page = client.get(address).content.decode()
        assert ("Verejnost" in page, "Tajnost" in page) == (True, False), address


def test_article_with_every_block_can_be_translated(client, blocks):
    article = an_article(body=json.dumps(blocks), sources=json.dumps([{"type": "source", "value": "<p>Zdroj</p>"}]))
    german = Locale.objects.get(language_code="de")
    source, _made = TranslationSource.get_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=german)
    translation.save_target(publish=True)
    twin = article.get_translation(german)
    assert [block.block_type for block in twin.body] == [block["type"] for block in blocks]
    assert client.get(twin.url).status_code == 200


def test_saved_body_comes_back_as_it_was(blocks):
    stored = ArticlePage.objects.get(pk=an_article(body=json.dumps(blocks)).pk)
    before = [(one["type"], one["value"]) for one in stored.body.get_prep_value()]
    stored.save_revision().publish()
    again = ArticlePage.objects.get(pk=stored.pk).body.get_prep_value()
    assert [(one["type"], one["value"]) for one in again] == before
    assert [kind for kind, _value in before] == [block["type"] for block in blocks]


def test_preview_of_a_draft_shows_its_blocks(blocks):
    article = an_article(publish=False, body=json.dumps(blocks), title="Rozepsaný")
    answer = article.get_latest_revision_as_object().make_preview_request()
    assert answer.status_code == 200
    assert "Hrnčírna" in answer.content.decode()


def test_a_room_of_the_future_gives_its_own_cards():
    """Nothing in the magazine names the kinds: a room says what can be chosen and what is shown of it."""
    kind = CardKind(
        key="toy",
        label="Hračka",
        icon="cog",
        model=Municipality,
        choosable=lambda words: Municipality.objects.none(),
        cards=lambda ids: {pk: Card(title=f"Koník {pk}", url=f"/hracky/{pk}/", meta="ze dřeva") for pk in ids},
    )
    block = CardChooser(kind)
    block.set_name("toy")
    html = block.bind(Municipality(pk=7)).render()
    assert all(part in html for part in ("Koník 7", 'href="/hracky/7/"', "ze dřeva"))
    article = an_article()
    Mention.objects.create(article=article, record="toy:7")
    assert (articles_about("toy", 7), articles_about("toy", 8)) == ([article], [])
