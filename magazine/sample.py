"""Sample articles, marked, gone with one command."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from magazine.actions import reindex_articles
from magazine.models import ArticlePage, MagazinePage

DATA = Path(__file__).resolve().parent / "data" / "sample_articles.json"


@transaction.atomic
def load_articles() -> str:
    """Make the sample articles that are not there yet, in the languages they have; says how many there are."""
    entries = json.loads(DATA.read_text(encoding="utf-8"))
    for entry in entries:
        key = None
        for code, words in entry["languages"].items():
            front = MagazinePage.objects.get(locale__language_code=code)
            present = ArticlePage.objects.child_of(front).filter(slug=words["slug"]).first()
            article = present or _make(entry, words, code, front, key)
            key = article.translation_key
    return f"{len(entries)} sample articles"


def _make(entry: dict, words: dict, code: str, front: MagazinePage, key) -> ArticlePage:
    article = ArticlePage(
        title=words["title"], slug=words["slug"], summary=words["summary"], byline=words["byline"],
        published_on=date.fromisoformat(entry["published_on"]), locale=Locale.objects.get(language_code=code),
        body=[(block["type"], block["value"]) for block in words["body"]], is_sample=True,
    )  # fmt: skip
    if key is not None:
        article.translation_key = key
    front.add_child(instance=article)
    article.save_revision(clean=False).publish()
    return article


@transaction.atomic
def remove_articles() -> str:
    """Delete the sample articles; says how many pages went."""
    pages = list(ArticlePage.objects.filter(is_sample=True))
    for page in pages:
        page.delete()
    reindex_articles(ids=[page.pk for page in pages if page.pk])
    return f"{len(pages)} sample articles"
