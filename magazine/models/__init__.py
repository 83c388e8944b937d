"""Pages of the magazine."""

from magazine.models.articles import ArticlePage
from magazine.models.content import ContentPage, SiteWords
from magazine.models.front import MagazinePage
from magazine.models.guides import GuidePage
from magazine.models.home import HomePage
from magazine.models.knowledge import (
    CaseStudyPage,
    KnowledgePage,
    KnowledgeTheme,
    StudyCitation,
    StudyMoney,
    StudyTalk,
)
from magazine.models.links import OutsideLink, PageLink
from magazine.models.listing import everybodys, pictures_for
from magazine.models.mentions import Mention
from magazine.models.multilingual import Multilingual
from magazine.models.newsletter import Issue, Subscriber
from magazine.models.references import Reference
from magazine.models.topics import AuthorPage, SeriesPage, TopicPage

__all__ = [
    "ArticlePage",
    "AuthorPage",
    "CaseStudyPage",
    "ContentPage",
    "GuidePage",
    "HomePage",
    "Issue",
    "KnowledgePage",
    "KnowledgeTheme",
    "MagazinePage",
    "Mention",
    "Multilingual",
    "OutsideLink",
    "PageLink",
    "Reference",
    "SeriesPage",
    "SiteWords",
    "StudyCitation",
    "StudyMoney",
    "StudyTalk",
    "Subscriber",
    "TopicPage",
    "everybodys",
    "pictures_for",
]
