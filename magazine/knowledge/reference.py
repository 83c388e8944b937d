"""The front of the library in three languages, its themes and its first guides, in every installation."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from kko.search.actions import index_documents
from magazine.knowledge.search import guide_documents
from magazine.models import GuidePage, HomePage, KnowledgePage, KnowledgeTheme

DATA = Path(__file__).resolve().parent.parent / "data"
THEMES, GUIDES = DATA / "library_themes.json", DATA / "library_guides.json"
FRONT = {
    "cs": (
        "Znalosti",
        "znalosti",
        "Co se jinde povedlo, co ne a\u00a0jak na to u\u00a0nás. Ať nikdo nezačíná od nuly.",
    ),
    "en": (
        "Knowledge",
        "knowledge",
        "What worked elsewhere, what did not, and how to do it here. Nobody has to start from nothing.",
    ),
    "de": (
        "Wissen",
        "wissen",
        "Was anderswo gelang, was nicht, und wie es bei uns geht. Niemand muss bei null anfangen.",
    ),
}


@transaction.atomic
def load_library() -> str:
    """Make what is missing; says how many themes there are. What editors wrote, changed or deleted stays so."""
    key = None
    for code, _name in settings.LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        home = HomePage.objects.get(locale=locale)
        page = KnowledgePage.objects.child_of(home).first() or _add(home, code, locale, key)
        key = page.translation_key
    if not KnowledgeTheme.objects.exists():
        entries = json.loads(THEMES.read_text(encoding="utf-8"))
        KnowledgeTheme.objects.bulk_create(KnowledgeTheme(**entry, position=at) for at, entry in enumerate(entries))
    return f"library in {len(settings.LANGUAGES)} languages, {KnowledgeTheme.objects.count()} themes"


@transaction.atomic
def load_guides() -> str:
    """Give the library of an empty installation its first guides; says how many pages there are.

    Once there is any, all is the editors': what they changed or deleted stays so.
    """
    if not GuidePage.objects.exists():
        for entry in json.loads(GUIDES.read_text(encoding="utf-8")):
            _add_guide(entry)
        index_documents(documents=guide_documents())
    return f"{GuidePage.objects.count()} pages of guides"


def _add(home: HomePage, code: str, locale: Locale, key: object) -> KnowledgePage:
    title, slug, lede = FRONT[code]
    page = KnowledgePage(title=title, slug=slug, lede=lede, show_in_menus=True, locale=locale)
    if key is not None:
        page.translation_key = key
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _add_guide(entry: dict[str, Any]) -> None:
    key = None
    for code, words in entry["languages"].items():
        steps = words.pop("steps")
        front = KnowledgePage.objects.get(locale__language_code=code)
        guide = GuidePage(**words, audience=entry["audience"], checked_on=date.fromisoformat(entry["checked_on"]))
        guide.locale = front.locale
        guide.steps = GuidePage.steps.field.stream_block.to_python(steps)
        if key is not None:
            guide.translation_key = key
        guide.first_published_at = guide.last_published_at = timezone.now()
        front.add_child(instance=guide)  # the first edit makes a revision
        key = guide.translation_key
