"""The desk: what waits, since when, who has it and what to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from kko.accounts.models import User
from kko.accounts.permissions import can_open_desk
from kko.addresses import next_address
from kko.moderation import actions
from kko.moderation.models import Assignment
from kko.moderation.slots import Queue, Waiting, desk_queues

OVERVIEW_ROWS, PAGE_ROWS = 10, 50
MINE, NOBODYS = "moje", "nikoho"  # in addresses: ?kdo=moje
WHOSE = {
    "": pgettext_lazy("things of the desk", "All"),
    MINE: gettext_lazy("Mine"),
    NOBODYS: gettext_lazy("Nobody's"),
}
KEY = re.compile(r"[a-z_.]{1,60}:[0-9-]{1,39}", re.ASCII)
USER_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One thing as the desk shows it: who has it, and whether it waits for too long."""

    waiting: Waiting
    holder: User | None
    is_late: bool


@dataclass(frozen=True)
class Pile:
    """One queue as the desk shows it: ``rows`` is a page of it, ``count`` how many there are by the filter."""

    queue: Queue
    rows: Page
    count: int
    url: str

    @property
    def is_decided_together(self) -> bool:
        return any(row.waiting.chosen for row in self.rows)


def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, or one queue of it (``?fronta=``), by who has it (``?kdo=``)."""
    if not can_open_desk(request.user):
        raise PermissionDenied
    queues = desk_queues(request.user)
    holders = Assignment.objects.of(one.key for queue in queues for one in queue.waiting if one.key)
    whose = request.GET.get("kdo", "") if request.GET.get("kdo") in WHOSE else ""
    chosen = request.GET.get("fronta", "")
    page = request.GET.get("strana", "1") if chosen else "1"
    piles = [
        _pile(queue, holders, request.user, whose, PAGE_ROWS if chosen else OVERVIEW_ROWS, page) for queue in queues
    ]
    shown = [pile for pile in piles if pile.queue.key == chosen] or piles
    context = {
        "piles": shown,
        "tabs": piles,
        "chosen": shown[0].queue.key if len(shown) == 1 and chosen else "",
        "count": sum(pile.count for pile in piles),
        "whose": whose,
        "filters": [(value, label, _address(fronta=chosen, kdo=value)) for value, label in WHOSE.items()],
        "all_url": _address(kdo=whose),
    }
    return render(request, "moderation/desk.html", context)


def _pile(queue: Queue, holders: Mapping[str, Assignment], user: User, whose: str, size: int, page: str) -> Pile:
    rows = [_row(one, holders.get(one.key), queue) for one in queue.waiting]
    taken = sum(row.holder is not None for row in rows)
    count = queue.count
    if whose == MINE:
        rows = [row for row in rows if row.holder == user]
        count = len(rows)
    elif whose == NOBODYS:
        rows = [row for row in rows if row.holder is None]
        count -= taken
    return Pile(queue, Paginator(rows, size).get_page(page), count, _address(fronta=queue.key, kdo=whose))


def _row(one: Waiting, assignment: Assignment | None, queue: Queue) -> Row:
    is_late = queue.late_after is not None and one.age > queue.late_after
    return Row(one, assignment.user if assignment else None, is_late)


def _address(**parameters: str) -> str:
    given = {name: value for name, value in parameters.items() if value}
    return reverse("desk") + (f"?{urlencode(given)}" if given else "")


@require_POST
def assignment(request: HttpRequest) -> HttpResponse:
    """Take a thing (``take``), take it over from a colleague (``take_over``, key and id) or give it back."""
    if not can_open_desk(request.user):
        raise PermissionDenied
    _assign(request, request.POST.get("take", ""), request.POST.get("take_over", ""), request.POST.get("give_back", ""))
    return redirect(next_address(request, "desk"))


def _assign(request: HttpRequest, take: str, take_over: str, give_back: str) -> None:
    from_whom, _bar, over = take_over.partition("|")
    try:
        if KEY.fullmatch(take):
            actions.take_thing(thing=take, by=request.user)
            messages.success(request, _("It is yours."))
        elif KEY.fullmatch(over) and USER_ID.fullmatch(from_whom):
            actions.take_thing(thing=over, by=request.user, instead_of=int(from_whom))
            messages.success(request, _("It is yours now."))
        elif KEY.fullmatch(give_back) and actions.give_back_thing(thing=give_back, by=request.user):
            messages.success(request, _("Given back, others can take it."))
    except actions.TakenAlready as refusal:
        messages.warning(request, str(refusal))


def neighbours(queue: Queue | None, key: str) -> tuple[Waiting | None, Waiting | None]:
    """Return what stands before and after a thing in its queue."""
    waiting: Sequence[Waiting] = queue.waiting if queue else ()
    at = next((place for place, one in enumerate(waiting) if one.key == key), None)
    if at is None:
        return None, None
    return (waiting[at - 1] if at else None), (waiting[at + 1] if at + 1 < len(waiting) else None)
