"""Who cites an entry of the literature: public case studies, articles and guides."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from magazine.models import ArticlePage, CaseStudyPage, GuidePage, Mention, Reference, StudyCitation, everybodys
from magazine.shelf import wanted_by

Citing = dict[int, list[Page]]
CITING = (ArticlePage, CaseStudyPage, GuidePage)


def with_citing(ids: list[int], language: str) -> list[Reference]:
    """Return the entries in this order, each with the public pages that cite it as ``cited_in``.

    Six queries for any number of entries. What has no translation into this language stands in Czech.
    """
    known = Reference.objects.in_bulk(ids)
    found = [_studies(ids, language), _articles(ids, language), _guides(ids, language)]
    for pk, reference in known.items():
        reference.cited_in = [page for pages in found for page in pages[pk]]
    return [known[pk] for pk in ids]


def _studies(ids: Iterable[int], language: str) -> Citing:
    studies = CaseStudyPage.objects.readable(language, everybodys()).select_related("locale")
    pairs = StudyCitation.objects.filter(reference__in=ids).order_by("pk").values_list("reference", "study")
    return _sorted_out(pairs, studies)


def _articles(ids: Iterable[int], language: str) -> Citing:
    articles = ArticlePage.objects.readable(language, everybodys()).for_cards()
    mentions = Mention.objects.of_references(ids).order_by("article").values_list("record", "article")
    return _sorted_out(((int(record.partition(":")[2]), article) for record, article in mentions), articles)


def _guides(ids: Iterable[int], language: str) -> Citing:
    """Guides are a few dozen, and what is published of them is in the page alone: each is looked through."""
    cited, wanted = defaultdict(list), set(ids)
    guides = GuidePage.objects.readable(language, everybodys())
    for guide in guides.select_related("locale").order_by("title"):
        for pk in wanted & wanted_by(guide.steps)[Reference]:
            cited[pk].append(guide)
    return cited


def citing_pages(reference: Reference) -> list[Page]:
    """Return every page that cites the entry, public or not, as it stands or in the edit that is being written."""
    kinds = ContentType.objects.get_for_models(Reference, Page)
    standing = ReferenceIndex.objects.filter(
        to_content_type=kinds[Reference], to_object_id=str(reference.pk), base_content_type=kinds[Page]
    )
    ids = {int(pk) for pk in standing.values_list("object_id", flat=True)}
    for model in CITING:
        for page in model.objects.filter(has_unpublished_changes=True).exclude(pk__in=ids):
            if reference.pk in _cited_by(page.get_latest_revision_as_object()):
                ids.add(page.pk)
    return list(Page.objects.filter(pk__in=ids).select_related("locale", "content_type").order_by("draft_title", "pk"))


def _cited_by(page: Page) -> set[int]:
    if isinstance(page, CaseStudyPage):
        return {one.reference_id for one in page.citations.all()}
    streams = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return wanted_by(*(getattr(page, name) for name in streams))[Reference]


def _sorted_out(pairs: Iterable[tuple[int, int]], pages: object) -> Citing:
    """Return the pages by the entry they cite, each once; what is not among ``pages`` is not public."""
    known = list(dict.fromkeys(pairs))
    public = pages.in_bulk({page for _reference, page in known})  # type: ignore[attr-defined]
    cited = defaultdict(list)
    for reference, page in known:
        if page in public:
            cited[reference].append(public[page])
    return cited
