"""Pages of the magazine."""

from magazine.models.articles import ArticlePage, MagazinePage
from magazine.models.content import ContentPage, SiteWords
from magazine.models.home import HomePage
from magazine.models.multilingual import Multilingual
from magazine.models.newsletter import Issue, Subscriber

__all__ = [
    "ArticlePage",
    "ContentPage",
    "HomePage",
    "Issue",
    "MagazinePage",
    "Multilingual",
    "SiteWords",
    "Subscriber",
]
