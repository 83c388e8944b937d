"""Blocks of the magazine's pages."""

from magazine.blocks.body import ArticleBody, Corrections, HomeBody, Places, Sources, Subjects
from magazine.blocks.fields import BlockField
from magazine.blocks.texts import FEATURES

__all__ = ["FEATURES", "ArticleBody", "BlockField", "Corrections", "HomeBody", "Places", "Sources", "Subjects"]
