"""Templates: each is used, none carries style, script or untranslated words of its own."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

from scripts.console import ROOT
from scripts.extraction import bare_words
from scripts.prepare import ROOMS
from tests.guards.words import ALLOWED_WORDS

FOLDER = ROOT / "templates"
TEMPLATES = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt", ".xml"})
PAGES = [path for path in TEMPLATES if path.relative_to(FOLDER).parts[0] != "email"]
FOR_PEOPLE = [path for path in TEMPLATES if path.name != "robots.txt"]  # that one is read by machines
BY_CONVENTION = {"403.html", "404.html", "500.html", "400.html", "429.html", "maintenance.html", "robots.txt"}
DATA_SCRIPT = re.compile(r"""<script\b[^>]*\b(src=|type=["'](application/(ld\+)?json)["'])""")
INLINE = re.compile(r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|\shx-on|href\s*=\s*["']javascript:""", re.IGNORECASE)
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    assert get_template(name_of(path)).template.name == name_of(path)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_has_no_inline_style_or_script(path):
    text = COMMENTS.sub("", path.read_text(encoding="utf-8"))
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if not DATA_SCRIPT.search(tag)]
    assert INLINE.findall(text) + scripts == []


@pytest.mark.parametrize("path", FOR_PEOPLE, ids=name_of)
def test_template_says_nothing_untranslated(path):
    assert bare_words(path.read_text(encoding="utf-8"), ALLOWED_WORDS) == []


@pytest.mark.parametrize("path", [path for path in PAGES if "components" in path.parts], ids=name_of)
def test_component_begins_with_what_it_takes(path):
    assert path.read_text(encoding="utf-8").lstrip().startswith(("{#", "{% comment"))


def test_every_template_is_used():
    text = sources()
    unused = [name for name in map(name_of, TEMPLATES) if not is_used(name, text)]
    assert unused == []


def sources() -> str:
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*code, *TEMPLATES])


def is_used(name: str, text: str) -> bool:
    """Named in code or in a template, a page of Wagtail by its model's name, or in place of a library's own."""
    if name in BY_CONVENTION or re.search(rf"""["']{re.escape(name)}(#[\w-]+)?["']""", text):
        return True
    if name.startswith("email/"):
        return f'"{name.split("/")[1]}"' in text or name.count("/") == 1
    return is_page(name) or stands_in_for_a_librarys(name)


def is_page(name: str) -> bool:
    pages = {re.sub(r"(?<!^)(?=[A-Z])", "_", each.__name__).lower(): each for each in apps.get_models()}
    label, _slash, rest = name.partition("/")
    return rest.removesuffix(".html") in pages and pages[rest.removesuffix(".html")]._meta.app_label == label


def stands_in_for_a_librarys(name: str) -> bool:
    folders = [Path(config.path) / "templates" for config in apps.get_app_configs()]
    return any((folder / name).exists() for folder in folders if ROOT / "tests" not in folder.parents)
