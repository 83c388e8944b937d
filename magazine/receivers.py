"""What the magazine does when Wagtail publishes or unpublishes an article or an author."""

from wagtail.signals import page_published, page_unpublished

from magazine.actions import forget_articles, note_mentions, reindex_articles
from magazine.models import ArticlePage, AuthorPage


def reindex(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Make the search say what the page says now."""
    reindex_articles(ids=[instance.pk])


def forget(sender: type[ArticlePage], instance: ArticlePage, **kwargs: object) -> None:
    """Take the page out of the search. Wagtail says this before it deletes a page too, while its row is still live."""
    forget_articles(ids=[instance.pk])


def tie_author(sender: type[AuthorPage], instance: AuthorPage, **kwargs: object) -> None:
    """An author who has said which profile is theirs brings their articles to its page."""
    note_mentions(ids=list(instance.articles.values_list("pk", flat=True)))


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    page_published.connect(reindex, sender=ArticlePage, dispatch_uid="magazine-published")
    page_unpublished.connect(forget, sender=ArticlePage, dispatch_uid="magazine-unpublished")
    page_published.connect(tie_author, sender=AuthorPage, dispatch_uid="magazine-author-published")
