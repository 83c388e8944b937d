"""What the magazine does when Wagtail publishes or unpublishes an article."""

from wagtail.signals import page_published, page_unpublished

from magazine.actions import forget_articles, reindex_articles
from magazine.models import ArticlePage


def reindex(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Make the search say what the page says now."""
    reindex_articles(ids=[instance.pk])


def forget(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Take the page out of the search. Wagtail says this before it deletes a page too, while its row is still live."""
    forget_articles(ids=[instance.pk])


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    page_published.connect(reindex, sender=ArticlePage, dispatch_uid="magazine-published")
    page_unpublished.connect(forget, sender=ArticlePage, dispatch_uid="magazine-unpublished")
