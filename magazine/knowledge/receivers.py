"""What the library does when Wagtail publishes or unpublishes one of its pages."""

from wagtail.signals import page_published, page_unpublished

from magazine.knowledge.actions import forget, reindex
from magazine.knowledge.search import GUIDE, STUDY
from magazine.models import CaseStudyPage, GuidePage

KINDS: dict[type, str] = {CaseStudyPage: STUDY, GuidePage: GUIDE}


def publish(sender: type, instance: CaseStudyPage | GuidePage, **kwargs: object) -> None:
    """Make the search say what the page says now."""
    reindex(kind=KINDS[sender], ids=[instance.pk])


def unpublish(sender: type, instance: CaseStudyPage | GuidePage, **kwargs: object) -> None:
    """Take the page out of the search; Wagtail says this before it deletes a page too."""
    forget(kind=KINDS[sender], ids=[instance.pk])


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    for model in KINDS:
        page_published.connect(publish, sender=model, dispatch_uid=f"library-published-{model.__name__}")
        page_unpublished.connect(unpublish, sender=model, dispatch_uid=f"library-unpublished-{model.__name__}")
