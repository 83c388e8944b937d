"""What the library gives to the ground's slots."""

from magazine.knowledge.slots.data import literature_dataset, studies_dataset
from magazine.knowledge.slots.desk import dead_links, stale_guides
from magazine.knowledge.slots.finding import guides_kind, literature_kind, studies_kind
from magazine.knowledge.slots.home import home_studies
from magazine.knowledge.slots.mydata import talks_data, talks_plan

__all__ = [
    "dead_links",
    "guides_kind",
    "home_studies",
    "literature_dataset",
    "literature_kind",
    "stale_guides",
    "studies_dataset",
    "studies_kind",
    "talks_data",
    "talks_plan",
]
