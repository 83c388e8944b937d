"""Pages of the magazine."""

from magazine.models.articles import ArticlePage, MagazinePage
from magazine.models.content import ContentPage, SiteWords
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
from magazine.models.multilingual import Multilingual
from magazine.models.references import Reference

__all__ = [
    "ArticlePage",
    "CaseStudyPage",
    "ContentPage",
    "GuidePage",
    "HomePage",
    "KnowledgePage",
    "KnowledgeTheme",
    "MagazinePage",
    "Multilingual",
    "Reference",
    "SiteWords",
    "StudyCitation",
    "StudyMoney",
    "StudyTalk",
]
