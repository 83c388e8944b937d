"""The slot of "Můj přehled": what a member's overview shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from kko.slots import fillings


@dataclass(frozen=True)
class OverviewItem:
    """A section of a member's overview: ``template`` is included with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def overview_items(request: HttpRequest) -> Sequence[OverviewItem]:
    """Return what ``KKO_OVERVIEW_ITEMS`` has for the signed-in user of this request, in the setting's order.

    Each path is a callable ``(request) -> OverviewItem | None``.
    """
    found = (fill(request) for fill in fillings("KKO_OVERVIEW_ITEMS"))
    return [item for item in found if item is not None]
