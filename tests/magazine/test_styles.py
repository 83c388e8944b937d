"""The style gallery: who may open it, and that it leaves no component out."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kko.accounts.choices import Role
from kko.covers.motifs import MOTIFS
from kko.covers.palettes import PALETTES
from kko.moderation.choices import PublicationState
from magazine.blocks.body import ArticleBody, HomeBody
from magazine.knowledge.reference import load_library
from magazine.knowledge_blocks import GuideSteps
from scripts.console import ROOT
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_profile
from tests.factories.knowledge import a_guide, a_reference
from tests.factories.magazine import a_document, an_article, an_image
from tests.factories.projects import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]
TEMPLATES = ROOT / "templates"
CLASS = re.compile(r"(?<=\.)[a-z][a-z0-9-]*")


@pytest.fixture
def gallery(client):
    load_library()
    an_image(credit="Rút Fotografová", licence="CC0-1.0")
    a_document()
    a_profile(name="Hrnčírna")
    an_article()
    a_guide()
    a_project()
    a_reference()
    client.force_login(a_holder(Role.EDITOR))
    return client.get(reverse("magazine:styles"))


@pytest.mark.parametrize("role", [Role.CURATOR, Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.embedded
def test_whoever_works_in_the_back_office_opens_it(client, role):
    client.force_login(a_holder(role))
    assert client.get("/styl/").status_code == 200


def test_a_stranger_is_led_to_sign_in(client):
    assert client.get("/styl/").headers["Location"] == "/ucet/login/?next=/styl/"


@pytest.mark.parametrize("role", [None, Role.HUB_MANAGER])
def test_a_member_is_refused(client, role):
    client.force_login(a_holder(role) if role else a_user())
    assert client.get("/styl/").status_code == 403


def test_everybody_opens_it_in_debug(settings):
    settings.DEBUG = True
    assert Client().get("/styl/").status_code == 200


def test_search_engines_leave_it_alone(gallery):
    assert gallery.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in gallery.content.decode()


def test_every_component_is_shown(gallery):
    there = {f"components/{path.name}" for path in (ROOT / "templates" / "components").iterdir()}
    shown = {template.name for template in gallery.templates}
    assert there - shown == set()


def test_every_sheet_of_components_is_linked(gallery):
    there = {path.name for path in (ROOT / "static" / "css" / "components").iterdir()}
    linked = set(re.findall(r'css/components/([\w.-]+\.css)"', gallery.content.decode()))
    assert there - linked == set()


def test_every_block_is_shown_in_all_its_states(gallery):
    page = gallery.content.decode()
    shown = {name: page.count(f'<div class="block block-{name}">') for name in ArticleBody().child_blocks}
    assert shown == {name: len(block.raw_specimens()) for name, block in ArticleBody().child_blocks.items()}
    assert min(shown.values()) >= 1


def test_every_block_of_every_page_is_shown(gallery):
    """A block that joins any stream of ours without a specimen is missed."""
    page = gallery.content.decode()
    streams = (ArticleBody(), HomeBody(), GuideSteps())
    there = {name for stream in streams for name in stream.child_blocks}
    assert {name for name in there if f'<div class="block block-{name}">' not in page} == set()


def test_every_template_of_blocks_and_shared_cards_is_shown(gallery):
    """Cards and boxes by their name: who adds one adds its specimen."""
    folders = ("magazine", "catalogue", "search")
    cards = {f"{folder}/{path.name}" for folder in folders for path in (TEMPLATES / folder).glob("_*card.html")}
    boxes = {f"{folder}/{path.name}" for folder in folders for path in (TEMPLATES / folder).glob("_*box.html")}
    knowledge = {f"magazine/knowledge/{path.name}" for path in (TEMPLATES / "magazine/knowledge").glob("_*card.html")}
    blocks = {f"magazine/blocks/{path.name}" for path in (TEMPLATES / "magazine/blocks").iterdir()}
    shown = {template.name for template in gallery.templates}
    assert (cards | boxes | knowledge | blocks | {"search/_result.html"}) - shown == set()


def test_every_class_of_the_components_has_a_specimen(gallery):
    """A component that is added to a sheet without a specimen is missed."""
    shown = set(" ".join(re.findall(r'class="([^"]*)"', gallery.content.decode())).split())
    hidden = {}
    for path in sorted((ROOT / "static" / "css" / "components").iterdir()):
        classes = classes_of(path.read_text(encoding="utf-8"))
        if missing := classes - shown - ELSEWHERE:
            hidden[path.name] = sorted(missing)
    assert hidden == {}


# Frames of the page, and what only a page's own arrangement uses.
ELSEWHERE = frozenset({"wrap", "form-page", "page-head", "filters", "has-poster", "poster-main", "messages"})
# The list of suggestions is made by a script while somebody types.
ELSEWHERE |= {"suggest"}
ELSEWHERE |= {"site-menu", "site-main", "site-footer", "is-lit", "table-scroll"}


def classes_of(sheet: str) -> set[str]:
    """Return the classes that the selectors of a sheet name."""
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", sheet, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", bare)
    return {name for selector in selectors for name in CLASS.findall(selector)}


def test_every_state_palette_and_motif_is_shown(gallery):
    page = gallery.content.decode()
    wanted = [f'class="state state-{state}"' for state in PublicationState.values]
    wanted += [f"<figcaption>{name}</figcaption>" for name in [*PALETTES, *(motif.name for motif in MOTIFS)]]
    assert [each for each in wanted if each not in page] == []
