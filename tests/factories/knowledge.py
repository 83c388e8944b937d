"""Case studies, guides and literature with good defaults; the tree of pages must stand."""

from datetime import date
from itertools import count

from django.utils import timezone

from magazine.models import (
    CaseStudyPage,
    GuidePage,
    KnowledgePage,
    KnowledgeTheme,
    Reference,
    StudyCitation,
    StudyMoney,
    StudyTalk,
)

_numbers = count(1)


def _publicity(publish: bool) -> dict:
    """A public page without a revision, or a draft: editors' publishing costs a hundred queries."""
    return {"live": publish, "first_published_at": timezone.now() if publish else None}


def a_reference(**fields) -> Reference:
    """Return a book of the literature."""
    number = next(_numbers)
    defaults = {"authors": "Nováková, Jana", "title": f"Kniha {number}", "year": 2020, "publisher": "Argo"}
    return Reference.objects.create(**defaults | fields)


def a_study(*, language: str = "cs", publish: bool = True, cites=(), money=(), themes=(), talks=(), **fields):
    """Return a case study; ``money`` are kinds, ``themes`` slugs, ``talks`` fields of people talked to."""
    number = next(_numbers)
    front = KnowledgePage.objects.get(locale__language_code=language)
    defaults = {
        "title": f"Továrna {number}", "slug": f"tovarna-{number}", "summary": "Z továrny jsou dílny.",
        "place": "Linec", "country": "AT", "building": "tovarna", "former": "továrna", "current": "dílny",
        "worked": "<p>Dočasné využití.</p>", "lesson": "<p>Jít po krocích.</p>", "facts_year": 2026,
        "latitude": 48.31, "longitude": 14.3,
    }  # fmt: skip
    study = CaseStudyPage(**defaults | _publicity(publish) | {"locale": front.locale} | fields)
    study.money = [StudyMoney(source=source) for source in money]
    study.themes = list(KnowledgeTheme.objects.filter(slug__in=themes))
    study.citations = [StudyCitation(reference=reference) for reference in cites]
    study.talks = [StudyTalk(**talk) for talk in talks]
    front.add_child(instance=study)
    return CaseStudyPage.objects.get(pk=study.pk)


def a_guide(*, language: str = "cs", publish: bool = True, steps=("Zavolejte",), **fields) -> GuidePage:
    """Return a guide, checked today unless told otherwise."""
    number = next(_numbers)
    front = KnowledgePage.objects.get(locale__language_code=language)
    defaults = {
        "title": f"Návod {number}", "slug": f"navod-{number}", "summary": "Jak na to.", "audience": "obce",
        "checked_on": date.today(), "kept_by": "Redakce",
    }  # fmt: skip
    guide = GuidePage(**defaults | _publicity(publish) | {"locale": front.locale} | fields)
    value = {"text": "<p>A&nbsp;ptejte se.</p>", "source_name": "Úřad", "source_url": "https://example.cz/"}
    raw = [{"type": "step", "value": {"title": title} | value} for title in steps]
    guide.steps = GuidePage.steps.field.stream_block.to_python(raw)
    front.add_child(instance=guide)
    return GuidePage.objects.get(pk=guide.pk)
