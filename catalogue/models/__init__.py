"""The catalogue's tables, one file for each noun."""

from catalogue.models.batch import CatalogueState, ImportBatch, ImportRow
from catalogue.models.needs import Need, Offer, PortfolioItem
from catalogue.models.profile import Membership, Profile, ProfileQuerySet
from catalogue.models.taxonomy import Discipline, NeedGroup, NeedKind, Sector

__all__ = [
    "CatalogueState",
    "Discipline",
    "ImportBatch",
    "ImportRow",
    "Membership",
    "Need",
    "NeedGroup",
    "NeedKind",
    "Offer",
    "PortfolioItem",
    "Profile",
    "ProfileQuerySet",
    "Sector",
]
