"""Case studies and guides as machines read them: schema.org in JSON-LD, with nothing that the page does not show."""

import json
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from catalogue.structured import ESCAPES
from magazine.knowledge.citing import citation_text
from magazine.models import CaseStudyPage, GuidePage


def structured_study(study: CaseStudyPage, url: str, image: str) -> SafeString:
    """Return a case study as an ``Article`` about a ``Place``; addresses are absolute."""
    place: dict[str, Any] = {
        "@type": "Place",
        "name": study.title,
        "address": {"@type": "PostalAddress", "addressLocality": study.place, "addressCountry": study.country},
    }
    if study.latitude is not None and study.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": study.latitude, "longitude": study.longitude}
    citations = [citation_text(cited.reference) for cited in study.citations.all()]
    return _script(_page("Article", study, url, image) | {"about": place, "citation": citations})


def structured_guide(guide: GuidePage, url: str, image: str) -> SafeString:
    """Return a guide as a ``HowTo`` with its steps."""
    steps = [
        {"@type": "HowToStep", "name": block.value["title"], "text": strip_tags(block.value["text"].source)}
        for block in guide.steps
        if block.block_type == "step"
    ]
    checked = {"step": steps, "dateModified": guide.checked_on.isoformat()}
    return _script(_page("HowTo", guide, url, image) | checked)


def _page(kind: str, page: CaseStudyPage | GuidePage, url: str, image: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": kind, "@id": url, "url": url, "image": image,
        "description": page.summary, "inLanguage": page.locale.language_code,
        "headline" if kind == "Article" else "name": page.title,
    }  # fmt: skip
    if kind == "Article" and page.last_published_at:
        found["dateModified"] = page.last_published_at.isoformat()
    return found


def _script(found: dict[str, Any]) -> SafeString:
    text = json.dumps(found, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # nothing that is markup is left in it
