"""The catalogue's tables, one file for each noun."""

from catalogue.models.batch import CatalogueState, ImportBatch, ImportKey, ImportRow
from catalogue.models.contact import ContactBlock, ContactMessage
from catalogue.models.duplicates import DistinctPair
from catalogue.models.interviews import (
    ONCE_IN_A_WAVE,
    WITH_OPTIONS,
    Answer,
    Interview,
    InterviewQuerySet,
    Question,
    Wave,
)
from catalogue.models.keeping import Claim, Invitation, OldAddress, ProfileLink
from catalogue.models.needs import Match, Need, Offer
from catalogue.models.outputs import Output, OutputUse, ProjectTip
from catalogue.models.portfolio import PortfolioItem
from catalogue.models.profile import PERSONAL_FIELDS, Membership, Profile, ProfileQuerySet
from catalogue.models.projects import Partner, Project, ProjectQuerySet, ProjectResult
from catalogue.models.taxonomy import Discipline, NeedGroup, NeedKind, Sector

__all__ = [
    "ONCE_IN_A_WAVE",
    "PERSONAL_FIELDS",
    "WITH_OPTIONS",
    "Answer",
    "CatalogueState",
    "Claim",
    "ContactBlock",
    "ContactMessage",
    "Discipline",
    "DistinctPair",
    "ImportBatch",
    "ImportKey",
    "ImportRow",
    "Interview",
    "InterviewQuerySet",
    "Invitation",
    "Match",
    "Membership",
    "Need",
    "NeedGroup",
    "NeedKind",
    "Offer",
    "OldAddress",
    "Output",
    "OutputUse",
    "Partner",
    "PortfolioItem",
    "Profile",
    "ProfileLink",
    "ProfileQuerySet",
    "Project",
    "ProjectQuerySet",
    "ProjectResult",
    "ProjectTip",
    "Question",
    "Sector",
    "Wave",
]
