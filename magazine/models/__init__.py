"""Pages of the magazine."""

from magazine.models.articles import ArticlePage
from magazine.models.content import ContentPage, SiteWords
from magazine.models.front import MagazinePage
from magazine.models.home import HomePage
from magazine.models.listing import everybodys, pictures_for
from magazine.models.mentions import Mention
from magazine.models.multilingual import Multilingual
from magazine.models.topics import AuthorPage, SeriesPage, TopicPage

__all__ = [
    "ArticlePage",
    "AuthorPage",
    "ContentPage",
    "HomePage",
    "MagazinePage",
    "Mention",
    "Multilingual",
    "SeriesPage",
    "SiteWords",
    "TopicPage",
    "everybodys",
    "pictures_for",
]
