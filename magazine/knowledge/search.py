"""What of the library can be found."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.html import strip_tags

from kko.search.documents import Document
from magazine.knowledge.citing import citation_text
from magazine.models import CaseStudyPage, GuidePage, Reference
from magazine.search import twin_of

STUDY, GUIDE, REFERENCE = "study", "guide", "reference"


def study_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the public case studies (among ``ids``); people we talked to are no part of them."""
    studies = CaseStudyPage.objects.published()
    studies = studies if ids is None else studies.filter(pk__in=list(ids))
    for study in studies.select_related("locale").prefetch_related("themes").order_by("pk"):
        themes = " ".join(f"{theme.name_cs} {theme.name_en} {theme.name_de}" for theme in study.themes.all())
        prose = " ".join(map(strip_tags, (study.worked, study.wrong, study.lesson)))
        yield Document(
            kind=STUDY, object_id=study.pk, title=study.title, a=f"{study.title} {study.place}",
            b=f"{themes} {study.get_building_display()} {study.get_country_display()}",
            c=f"{study.summary} {study.former} {study.current}", d=f"{study.led_by} {prose}", **twin_of(study),
        )  # fmt: skip


def guide_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the public guides (among ``ids``)."""
    guides = GuidePage.objects.published()
    guides = guides if ids is None else guides.filter(pk__in=list(ids))
    for guide in guides.select_related("locale").order_by("pk"):
        steps = [block.value for block in guide.steps if block.block_type == "step"]
        yield Document(
            kind=GUIDE, object_id=guide.pk, title=guide.title, a=guide.title,
            b=" ".join(step["title"] for step in steps), c=guide.summary,
            d=" ".join(strip_tags(step["text"].source) for step in steps), **twin_of(guide),
        )  # fmt: skip


def reference_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the literature (among ``ids``)."""
    references = Reference.objects.all() if ids is None else Reference.objects.filter(pk__in=list(ids))
    for reference in references.order_by("pk"):
        yield Document(
            kind=REFERENCE, object_id=reference.pk, title=reference.title, a=reference.title,
            b=" ".join(reference.author_list), c=f"{reference.container} {reference.publisher} {reference.doi}",
            d=citation_text(reference),
        )  # fmt: skip


DOCUMENTS: dict[str, Callable[[Iterable[int] | None], Iterator[Document]]] = {
    STUDY: study_documents,
    GUIDE: guide_documents,
    REFERENCE: reference_documents,
}
