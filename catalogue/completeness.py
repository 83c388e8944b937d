"""How complete a profile is: a share in percent, and what is missing, where it is written and why it helps.

The weights say how much a part helps a visitor to choose somebody: what is read first (the one-line summary)
and what shows the work weigh most; facts that few ask for weigh least. Name, place and main discipline are
there from the first save, so nobody starts from nothing. They add up to 100, which a test holds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Availability, Step
from catalogue.models import Profile

TELLING_TEXT = 80  # signs from which a text tells something

Content = Mapping[str, Any]


class Part(NamedTuple):
    """A part of a profile. ``page`` is the name of the address where it is written."""

    key: str
    weight: int
    page: str
    label: str | Promise
    why: str | Promise
    is_there: Callable[[Content], bool]


@dataclass(frozen=True)
class Completeness:
    """``percent`` from 0 to 100; ``missing`` the heaviest first."""

    percent: int
    missing: list[Part]

    def missing_in(self, step: str) -> list[Part]:
        """Return what is missing on the page of a step."""
        return [part for part in self.missing if part.page == page_of(step)]


def page_of(step: str) -> str:
    """Return the name of the address of a step."""
    return f"catalogue:step_{step}"


def _filled(*names: str) -> Callable[[Content], bool]:
    """One of the fields is not empty."""
    return lambda content: any(content.get(name) not in (None, "", [], False) for name in names)


def _all_filled(*names: str) -> Callable[[Content], bool]:
    return lambda content: all(content.get(name) not in (None, "", []) for name in names)


PARTS = (
    Part(
        "core", 20, page_of(Step.WHO), _("Name, place and main discipline"),
        _("Without them nobody finds you."),
        _all_filled("name", "municipality", "main_discipline"),
    ),
    Part(
        "summary", 18, page_of(Step.WHAT), _("One-line summary"),
        _("It is the first thing people read of you, in the list and on the map."),
        _filled("summary_cs"),
    ),
    Part(
        "text", 14, page_of(Step.WHAT), _("A few sentences about your work"),
        _("Whoever stops at your profile wants to know how you work and for whom."),
        lambda content: len((content.get("text_cs") or "").strip()) >= TELLING_TEXT,
    ),
    Part(
        "portfolio", 12, "catalogue:portfolio", _("A piece of work"),
        _("A picture says more than a paragraph."),
        _filled("portfolio"),
    ),
    Part(
        "services", 8, page_of(Step.WHAT), _("Services"),
        _("People look for what they need done, not only for a trade."),
        _filled("services_cs"),
    ),
    Part(
        "web", 7, page_of(Step.CONTACT), _("A page elsewhere"),
        _("Who likes your profile wants to see more."),
        _filled("web", "gallery_url"),
    ),
    Part(
        "openness", 7, page_of(Step.OPENNESS), _("What you are open to"),
        _("People tick it when they look for somebody to work with."),
        _filled(*Availability.values),
    ),
    Part(
        "translation", 5, page_of(Step.LANGUAGES), _("A summary in English or German"),
        _("Saxony is round the corner."),
        _filled("summary_en", "summary_de"),
    ),
    Part(
        "disciplines", 3, page_of(Step.WHAT), _("Further disciplines"),
        _("You come up in more searches."),
        _filled("disciplines"),
    ),
    Part(
        "reach", 2, page_of(Step.WHERE), _("How far you work"),
        _("So that people from farther away know whether to write."),
        _filled("reach"),
    ),
    Part(
        "languages", 2, page_of(Step.WHERE), _("Languages you speak"),
        _("Guests from abroad see that they can write to you."),
        _filled("languages"),
    ),
    Part(
        "size", 2, page_of(Step.WHO), _("When it began, or how many you are"),
        _("It tells how big a job you can take."),
        _filled("founded", "size"),
    ),
)  # fmt: skip


def content_of(row: Profile) -> dict[str, Any]:
    """Return the newest edit of a profile, with what is never part of an edit; give rows with ``latest_revision``."""
    newest = row.latest_revision
    content = newest.content if newest is not None else row.serializable_data()
    return {**content, **{name: getattr(row, name) for name in Availability.values}}


def completeness(content: Content) -> Completeness:
    """Return how complete a profile is; ``content`` gives its fields by name, as a revision keeps them."""
    missing = [part for part in PARTS if not part.is_there(content)]
    return Completeness(
        percent=100 - sum(part.weight for part in missing),
        missing=sorted(missing, key=lambda part: -part.weight),
    )
