"""Pages of the magazine."""

from magazine.models.articles import ArticlePage, MagazinePage
from magazine.models.content import ContentPage, SiteWords
from magazine.models.home import HomePage
from magazine.models.multilingual import Multilingual

__all__ = ["ArticlePage", "ContentPage", "HomePage", "MagazinePage", "Multilingual", "SiteWords"]
