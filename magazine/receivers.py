"""What the magazine does when Wagtail publishes, unpublishes, submits, returns or approves a page."""

from django.db.models.signals import post_delete
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
)

from kko.accounts.models import User
from kko.media.actions import draw_shown
from kko.pages import drop_pages
from magazine.actions import forget_articles, forget_pages, note_mentions, reindex_articles, reindex_pages
from magazine.actions.links import WATCHED, note_links
from magazine.actions.reviews import tell_approved, tell_returned, tell_reviewers
from magazine.models import ArticlePage, AuthorPage, ContentPage


def reindex(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Make the search say what the page says now."""
    reindex_articles(ids=[instance.pk])


def forget(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Take the page out of the search. Wagtail says this before it deletes a page too, while its row is still live."""
    forget_articles(ids=[instance.pk])


def reindex_page(sender: type[ContentPage], instance: ContentPage, **kwargs: object) -> None:
    """Make the search say what the plain page says now."""
    reindex_pages(ids=[instance.pk])


def forget_page(sender: type[ContentPage], instance: ContentPage, **kwargs: object) -> None:
    """Take the plain page out of the search."""
    forget_pages(ids=[instance.pk])


def tie_author(sender: type[AuthorPage], instance: AuthorPage, **kwargs: object) -> None:
    """An author who has said which profile is theirs brings their articles to its page."""
    note_mentions(ids=list(instance.articles.values_list("pk", flat=True)))


def note_its_links(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Let the report of broken links know where the page leads now."""
    if isinstance(instance, WATCHED):
        note_links(page=instance)


def draw_ahead(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Let the pictures of the page be drawn, so that its first reader does not wait for them."""
    first = getattr(instance, "picture_id", None)
    draw_shown(page=instance, names=["article"], first=first, first_names=["hero", "lead", "card"])


def submitted(sender: type[TaskState], instance: TaskState, user: User | None, **kwargs: object) -> None:
    """Let the editors know that a page waits."""
    tell_reviewers(review=instance, by=user)


def returned(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **kwargs: object) -> None:
    """Let the author know what has to change."""
    tell_returned(state=instance, by=user)


def approved(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **kwargs: object) -> None:
    """Let the author know that the page is public, or when it will be. Wagtail says this after it has published."""
    tell_approved(state=instance, by=user)


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    for signal in (page_published, page_unpublished, published, unpublished, post_page_move, page_slug_changed):
        signal.connect(drop_pages, dispatch_uid="pages-changed")
    post_delete.connect(drop_pages, sender=Page, dispatch_uid="pages-deleted")
    page_published.connect(reindex, sender=ArticlePage, dispatch_uid="magazine-published")
    page_published.connect(note_its_links, dispatch_uid="magazine-links")
    page_published.connect(draw_ahead, dispatch_uid="magazine-pictures")
    page_unpublished.connect(forget, sender=ArticlePage, dispatch_uid="magazine-unpublished")
    page_published.connect(reindex_page, sender=ContentPage, dispatch_uid="magazine-plain-published")
    page_unpublished.connect(forget_page, sender=ContentPage, dispatch_uid="magazine-plain-unpublished")
    page_published.connect(tie_author, sender=AuthorPage, dispatch_uid="magazine-author-published")
    task_submitted.connect(submitted, dispatch_uid="magazine-review-submitted")
    workflow_rejected.connect(returned, dispatch_uid="magazine-review-returned")
    workflow_approved.connect(approved, dispatch_uid="magazine-review-approved")
