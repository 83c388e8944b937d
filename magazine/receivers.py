"""What the magazine does when Wagtail publishes or unpublishes an article."""

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from kko.media.actions import draw_shown
from kko.pages import drop_pages
from magazine.actions import forget_articles, reindex_articles
from magazine.models import ArticlePage


def reindex(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Make the search say what the page says now."""
    reindex_articles(ids=[instance.pk])


def forget(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Take the page out of the search. Wagtail says this before it deletes a page too, while its row is still live."""
    forget_articles(ids=[instance.pk])


def draw_ahead(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Let the pictures of the page be drawn, so that its first reader does not wait for them."""
    first = getattr(instance, "picture_id", None)
    draw_shown(page=instance, names=["article"], first=first, first_names=["hero", "lead", "card"])


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    for signal in (page_published, page_unpublished, published, unpublished, post_page_move, page_slug_changed):
        signal.connect(drop_pages, dispatch_uid="pages-changed")
    post_delete.connect(drop_pages, sender=Page, dispatch_uid="pages-deleted")
    page_published.connect(reindex, sender=ArticlePage, dispatch_uid="magazine-published")
    page_published.connect(draw_ahead, dispatch_uid="magazine-pictures")
    page_unpublished.connect(forget, sender=ArticlePage, dispatch_uid="magazine-unpublished")
