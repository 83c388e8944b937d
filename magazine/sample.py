"""Sample articles with what stands around them, marked, gone with one command."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Locale, Page

from catalogue.models import Profile
from kko.accounts.models import User
from kko.covers.palettes import PALETTES
from kko.covers.png import cover_png
from kko.media.choices import Licence
from kko.media.models import KkoDocument, KkoImage
from magazine.actions import reindex_articles
from magazine.models import ArticlePage, AuthorPage, MagazinePage, Reference, SeriesPage, TopicPage
from magazine.reference import SAMPLE_FILES, files_collection

DATA = Path(__file__).resolve().parent / "data"
PICTURES = {
    "an image": ("Ukázka: cibulákový vzor", "porcelan"),
    "another image": ("Ukázka: ohnivý vzor", "vyhen"),
}
DOCUMENT = (
    "Ukázka: vzor zadání",
    "vzor-zadani.txt",
    "Co nás trápí:\nKoho se to týká:\nJak poznáme, že se to povedlo:\nKolik na to máme:\n",
)
WRITER = "autor@example.cz"
MORNING = time(8)  # of Prague, when what is planned goes out
MODELS = {"topics": TopicPage, "series": SeriesPage, "authors": AuthorPage}
Found = dict[str, Any]


@transaction.atomic
def load_articles() -> str:
    """Make the sample articles that are not there yet, in the languages they have; says how many there are."""
    frame = json.loads((DATA / "sample_frame.json").read_text(encoding="utf-8"))
    entries = json.loads((DATA / "sample_articles.json").read_text(encoding="utf-8"))
    fronts = {front.locale.language_code: front for front in MagazinePage.objects.select_related("locale")}
    around = {name: _frame(name, frame[name], fronts) for name in MODELS}
    files = _files()
    for entry in entries:
        key = None
        for code, words in entry["languages"].items():
            present = ArticlePage.objects.child_of(fronts[code]).filter(slug=words["slug"]).first()
            article = present or _make(entry, words, fronts[code], key, around, files)
            key = article.translation_key
    return f"{len(entries)} sample articles"


@transaction.atomic
def load_editors_desk() -> str:
    """Give the editors something to read and something in the plan, if the sample's author is here; says how many."""
    frame = json.loads((DATA / "sample_frame.json").read_text(encoding="utf-8"))
    entries = json.loads((DATA / "sample_desk.json").read_text(encoding="utf-8"))
    writer = User.objects.filter(email=WRITER, is_sample=True).first()
    if writer is None:
        return "nothing on the editors' desk without the sample logins"
    fronts = {front.locale.language_code: front for front in MagazinePage.objects.select_related("locale")}
    around = {name: _frame(name, frame[name], fronts) for name in MODELS}
    for entry in entries:
        words = entry["languages"]["cs"]
        if ArticlePage.objects.child_of(fronts["cs"]).filter(slug=words["slug"]).exists():
            continue
        article = _draft(entry, words, fronts["cs"], None, around, {})
        article.owner = writer
        if "days" in entry:
            article.published_on = timezone.localdate() + timedelta(days=entry["days"])
            article.go_live_at = timezone.make_aware(datetime.combine(article.published_on, MORNING))
        article.save(clean=False)
        revision = article.save_revision(user=writer, clean=False)
        if article.go_live_at:
            revision.publish()
        else:
            article.get_workflow().start(article, writer)
    return f"{len(entries)} sample articles on the editors' desk"


def _frame(name: str, entries: dict[str, Any], fronts: dict[str, MagazinePage]) -> dict[str, dict[str, Page]]:
    """Make topics, series or authors that are missing; returns them by their key and language."""
    found: dict[str, dict[str, Page]] = {}
    for key, entry in entries.items():
        found[key] = {}
        for code, words in entry.get("languages", entry).items():
            present = MODELS[name].objects.child_of(fronts[code]).filter(slug=words["slug"]).first()
            page = present or MODELS[name](**words, locale=fronts[code].locale, is_sample=True)
            if present is None:
                if found[key]:
                    page.translation_key = next(iter(found[key].values())).translation_key
                if entry.get("profile"):
                    page.profile = _profile(entry["profile"])
                fronts[code].add_child(instance=page)
                page.save_revision(clean=False).publish()
            found[key][code] = page
    return found


def _profile(name: str) -> Profile | None:
    return Profile.objects.published().filter(name=name, is_sample=True).first()


def _files() -> Found:
    """Return ids of the sample's images and its document by their names in the stored articles."""
    found = Collection.objects.filter(name=SAMPLE_FILES).first()
    collection = found or files_collection().add_child(name=SAMPLE_FILES)
    found = {}
    for name, (title, palette) in PICTURES.items():
        image = KkoImage.objects.filter(title=title, collection=collection).first()
        if image is None:
            content = ContentFile(cover_png(title, PALETTES[palette], width=1200, height=900), f"ukazka-{palette}.png")
            image = KkoImage(title=title, file=content, collection=collection, credit="Kreativní Ústecko")
            image.licence = Licence.CC0
            image.save()
        found[name] = image.pk
    title, file_name, text = DOCUMENT
    document = KkoDocument.objects.filter(title=title, collection=collection).first()
    if document is None:
        document = KkoDocument(title=title, file=ContentFile(text.encode(), file_name), collection=collection)
        document.file_size = len(text.encode())
        document.save()
    return {**found, "a document": document.pk}


def _make(entry: dict, words: dict, front: MagazinePage, key: Any, around: Found, files: Found) -> ArticlePage:
    article = _draft(entry, words, front, key, around, files)
    article.save_revision(clean=False).publish()
    return article


def _draft(entry: dict, words: dict, front: MagazinePage, key: Any, around: Found, files: Found) -> ArticlePage:
    """Make an article that is not public yet."""
    code = front.locale.language_code
    corrections = [
        {"type": "correction", "value": {"on": day, "text": texts[code]}}
        for day, texts in entry.get("corrections", {}).items()
    ]
    article = ArticlePage(
        title=words["title"], slug=words["slug"], summary=words["summary"], byline=words["byline"],
        kind=entry["kind"], section=entry["section"],
        published_on=date.fromisoformat(entry["published_on"]) if "published_on" in entry else timezone.localdate(),
        live=False, locale=Locale.objects.get(language_code=code), is_sample=True,
        author=around["authors"][entry["author"]][code],
        series=around["series"][entry["series"]][code] if "series" in entry else None,
        topics=[around["topics"][topic][code] for topic in entry.get("topics", [])],
        body=json.dumps(list(_blocks(words["body"], files))),
        sources=json.dumps([_source(source) for source in entry.get("sources", [])]),
        corrections=json.dumps(corrections),
        places=json.dumps([{"type": "municipality", "value": place} for place in entry.get("places", [])]),
        subjects=json.dumps(list(_blocks([{"type": "profile", "value": n} for n in entry.get("subjects", [])], files))),
    )  # fmt: skip
    if key is not None:
        article.translation_key = key
    front.add_child(instance=article)
    return article


def _blocks(blocks: list[dict[str, Any]], files: Found) -> Iterator[dict[str, Any]]:
    """Yield the blocks with the ids of this installation; a card of a profile that is not here is left out."""
    for block in blocks:
        if block["type"] == "profile":
            profile = _profile(block["value"])
            if profile is not None:
                yield {"type": "profile", "value": profile.pk}
        else:
            yield {"type": block["type"], "value": _with_ids(block["value"], files)}


def _source(source: str | dict[str, str]) -> dict[str, Any]:
    """Return the block of a source: a citation where the literature has an entry with its address, else its words."""
    if isinstance(source, str):
        return {"type": "source", "value": source}
    reference = Reference.objects.filter(url=source["url"]).first()
    if reference is None:
        return {"type": "source", "value": source["text"]}
    return {"type": "citation", "value": {"reference": reference.pk, "where": ""}}


def _with_ids(raw: Any, files: Found) -> Any:
    if isinstance(raw, dict):
        return {name: _with_ids(value, files) for name, value in raw.items()}
    if isinstance(raw, list):
        return [_with_ids(value, files) for value in raw]
    return files.get(raw, raw) if isinstance(raw, str) else raw


@transaction.atomic
def remove_articles() -> str:
    """Delete the sample articles with their authors, topics, series and files; says how many articles went."""
    pages = list(ArticlePage.objects.filter(is_sample=True))
    for page in pages:
        page.delete()
    reindex_articles(ids=[page.pk for page in pages if page.pk])
    for model in MODELS.values():
        for page in model.objects.filter(is_sample=True):
            page.delete()
    for collection in Collection.objects.filter(name=SAMPLE_FILES):
        for file in (
            *KkoImage.objects.filter(collection=collection),
            *KkoDocument.objects.filter(collection=collection),
        ):
            file.delete()
        collection.delete()
    return f"{len(pages)} sample articles"
