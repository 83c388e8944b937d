"""Sample case studies with their sources: facts that were read in a source only, marked, gone with one command."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from magazine.knowledge.actions import forget, reindex
from magazine.knowledge.search import REFERENCE, STUDY
from magazine.knowledge_choices import Confidence, ReferenceKind
from magazine.models import CaseStudyPage, KnowledgePage, KnowledgeTheme, Mention, Reference, StudyCitation, StudyMoney

DATA = Path(__file__).resolve().parent.parent / "data"
VERIFIED = "VERIFIED"
COUNTRIES = {"UK": "GB"}  # the file writes it as people do, ISO 3166-1 otherwise
PROSE = ("worked", "wrong", "lesson")


@transaction.atomic
def load_library() -> str:
    """Make the sample case studies that are not there yet, in three languages; says how many there are."""
    facts = json.loads((DATA / "case_studies.json").read_text(encoding="utf-8"))
    read_on = date.fromisoformat(facts["meta"]["as_of"])
    cases = {case["slug"]: case for case in facts["cases"] if case["confidence"] == VERIFIED}
    entries = json.loads((DATA / "library_studies.json").read_text(encoding="utf-8"))
    for entry in entries:
        _load(entry, cases[entry["slug"]], read_on)
    reindex(kind=STUDY, ids=CaseStudyPage.objects.filter(is_sample=True).values_list("pk", flat=True))
    reindex(kind=REFERENCE, ids=Reference.objects.filter(is_sample=True).values_list("pk", flat=True))
    return f"{len(entries)} sample case studies"


def _load(entry: dict[str, Any], case: dict[str, Any], read_on: date) -> None:
    sources = [_source(url, entry["languages"]["cs"]["title"], read_on) for url in case["sources"]]
    key = None
    for code, words in entry["languages"].items():
        front = KnowledgePage.objects.get(locale__language_code=code)
        study = CaseStudyPage.objects.child_of(front).filter(slug=entry["slug"]).first()
        if study is None:
            study = _study(entry, case, words, read_on)
            study.locale = Locale.objects.get(language_code=code)
            study.citations = [StudyCitation(reference=source) for source in sources]
            if key is not None:
                study.translation_key = key
            front.add_child(instance=study)  # a revision of each would triple the time; the first edit makes one
        key = study.translation_key


def _study(entry: dict[str, Any], case: dict[str, Any], words: dict[str, Any], read_on: date) -> CaseStudyPage:
    facts = {name: entry.get(name) for name in ("year_from", "year_to", "size_m2", "cost")}
    notes, words = words.get("notes", {}), {name: text for name, text in words.items() if name != "notes"}
    texts = {name: f"<p>{text}</p>" if name in PROSE and text else text for name, text in words.items()}
    study = CaseStudyPage(
        **texts, **facts, slug=entry["slug"], building=entry["building"], currency=entry.get("currency", ""),
        country=COUNTRIES.get(case["country"], case["country"]), latitude=case["lat"], longitude=case["lon"],
        first_published_at=timezone.now(), last_published_at=timezone.now(),
        facts_year=read_on.year, confidence=Confidence.VERIFIED, is_sample=True,
    )  # fmt: skip
    study.money = [StudyMoney(source=source, note=notes.get(note, note)) for source, note in entry["money"]]
    study.themes = list(KnowledgeTheme.objects.filter(slug__in=entry["themes"]))
    return study


def _source(url: str, about: str, read_on: date) -> Reference:
    """Return the entry of a source. Its title is ours, in brackets, as the norm has it where none is known."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    reference = Reference.objects.filter(url=url).first()
    return reference or Reference.objects.create(
        kind=ReferenceKind.WEB, title=f"[{about}]", container=host, url=url, accessed_on=read_on, is_sample=True
    )


@transaction.atomic
def remove_library() -> str:
    """Delete the sample case studies, and their sources unless somebody else cites them; says how many pages went."""
    pages = list(CaseStudyPage.objects.filter(is_sample=True))
    forget(kind=STUDY, ids=[page.pk for page in pages])
    for page in pages:
        page.delete()
    loose = list(Reference.objects.filter(is_sample=True, study_citations=None).values_list("pk", flat=True))
    gone = [pk for pk in loose if not Mention.objects.of_references([pk]).exists()]
    forget(kind=REFERENCE, ids=gone)
    Reference.objects.filter(pk__in=gone).delete()
    return f"{len(pages)} sample case studies"
