"""Two case studies side by side."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from magazine.models import CaseStudyPage, KnowledgePage


def comparison(request: HttpRequest) -> HttpResponse:
    """Show ``?a=`` beside ``?b=``, addresses of case studies in any language; whatever is missing is asked for."""
    language = (get_language() or "cs")[:2]
    studies = CaseStudyPage.objects.published().in_language(language).order_by("place", "title")
    choices = list(studies.values_list("slug", "title", "place", "translation_key"))
    asked = [request.GET.get(name, "")[:255] for name in ("a", "b")]
    slugs = [_slug_here(slug, choices) for slug in asked]
    chosen = {study.slug: study for study in studies.filter(slug__in=slugs).with_facts()}
    pair = [chosen.get(slug) for slug in slugs]
    context = {
        "choices": choices,
        "slugs": slugs,
        "pair": pair if all(pair) else [],
        "rows": list(_rows(*pair)) if all(pair) else [],
        "unknown": [slug for slug, study in zip(asked, pair, strict=True) if slug and study is None],
        "lacks": {"a", "b"} <= request.GET.keys() and not all(slugs),
        "is_same": all(pair) and slugs[0] == slugs[1],
        "front": KnowledgePage.objects.live().filter(locale__language_code=language).first(),
        "action": reverse("magazine:comparison"),
    }
    return render(request, "magazine/knowledge/comparison.html", context)


def _slug_here(slug: str, choices: list[tuple]) -> str:
    """Return the study's address in this language, also where another language's was given."""
    if not slug or any(slug == known for known, *_rest in choices):
        return slug
    key = CaseStudyPage.objects.published().filter(slug=slug).values_list("translation_key", flat=True).first()
    return next((known for known, _title, _place, own in choices if own == key), "")


def _rows(one: CaseStudyPage, other: CaseStudyPage) -> Iterator[dict[str, Any]]:
    """Yield a heading, its two values, and whether they are the editors' rich text; both empty: left out."""
    for title, name, is_rich in (
        (_("Place"), "where", False),
        (_("What it was"), "former", False),
        (_("What it became"), "current", False),
        (_("Years"), "years", False),
        (_("Size"), "size", False),
        (_("Who led it"), "led_by", False),
        (_("Cost"), "price", False),
        (_("Sources of money"), "money_text", False),
        (_("What worked"), "worked", True),
        (_("What went wrong"), "wrong", True),
        (_("What we take from it"), "lesson", True),
        (_("Year of the data"), "facts_year", False),
    ):
        values = (getattr(one, name), getattr(other, name))
        if any(values):
            yield {"title": title, "values": values, "is_rich": is_rich}
