"""What is planned in the magazine, day by day."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import TextField
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState

from magazine.models import ArticlePage

KEPT = ("title", "go_live_at", "expire_at")
GOES_OUT, WISHED, EXPIRES, DATED, REVIEW = "goes-out", "wished", "expires", "dated", "review"
WORDS = {
    GOES_OUT: _("goes out"),
    WISHED: _("draft, not approved yet"),
    EXPIRES: _("is taken down"),
    DATED: _("day of the article"),
    REVIEW: _("in review"),
}


@dataclass(frozen=True)
class Plan:
    """One thing of the calendar: what happens to which page, and when. ``why_not`` says why it is late."""

    page_id: int
    title: str
    what: str
    at: datetime | date
    in_review: bool = False
    is_late: bool = False

    @property
    def words(self) -> str:
        return str(WORDS[self.what])

    @property
    def day(self) -> date:
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    @property
    def clock(self) -> datetime | None:
        """The time of the day, where there is one."""
        return timezone.localtime(self.at) if isinstance(self.at, datetime) else None

    @property
    def order(self) -> tuple[date, str, str]:
        return self.day, f"{self.clock:%H:%M}" if self.clock else "", self.title


@dataclass(frozen=True)
class Day:
    """One day of the calendar. ``is_outside`` says that it belongs to the month before or after."""

    on: date
    plans: list[Plan]
    is_outside: bool
    is_today: bool


def month_from(text: str) -> date:
    """Return the first day of the month written as ``2026-12``; of the present one where it is none."""
    try:
        found = parse_date(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        found = None
    return found if found and 2000 <= found.year <= 2100 else timezone.localdate().replace(day=1)


def days_of(first: date, plans: Iterable[Plan]) -> list[Day]:
    """Return the whole weeks of a month from Monday, with their plans."""
    by_day: dict[date, list[Plan]] = defaultdict(list)
    for plan in plans:
        by_day[plan.day].append(plan)
    today = timezone.localdate()
    return [
        Day(day, sorted(by_day[day], key=lambda plan: plan.order), day.month != first.month, day == today)
        for day in calendar.Calendar().itermonthdates(first.year, first.month)
    ]


def planned(reviewed: dict[int, datetime]) -> list[Plan]:
    """Return all that is planned, in three queries; ``reviewed`` are the pages in review."""
    return [*_scheduled(reviewed), *_wished(reviewed), *_public()]


def in_review() -> dict[int, datetime]:
    """Return the pages in review with the moment when they were sent."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return {int(pk): since for pk, since in states.values_list("object_id", "created_at")}


def reviews(reviewed: dict[int, datetime]) -> list[Plan]:
    """Return the pages in review, the longest waiting first."""
    titles = dict(Page.objects.filter(pk__in=reviewed).values_list("pk", "draft_title"))
    found = [Plan(pk, titles[pk], REVIEW, since) for pk, since in reviewed.items() if pk in titles]
    return sorted(found, key=lambda plan: plan.order)


def _scheduled(reviewed: dict[int, datetime]) -> Iterator[Plan]:
    """Approved, with a time; late where that time is over and the page was not ready."""
    now = timezone.now()
    rows = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    for pk, title, at in rows.values_list("object_id", "object_str", "approved_go_live_at"):
        yield Plan(int(pk), title, GOES_OUT, at, int(pk) in reviewed, at < now)


def _wished(reviewed: dict[int, datetime]) -> Iterator[Plan]:
    """Drafts whose author has put down a time, and nobody has approved it; the time stands in the revision."""
    drafts = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    keys = {f"its_{key}": KeyTextTransform(key, "content", output_field=TextField()) for key in KEPT}
    rows = Revision.page_revisions.filter(pk__in=drafts, approved_go_live_at=None).annotate(**keys)
    for row in rows.values_list("object_id", *keys):
        pk, title, at, end = row
        for text, what in ((at, WISHED), (end, EXPIRES)):
            if text and (when := parse_datetime(text)) and when > timezone.now():
                yield Plan(int(pk), title, what, when, int(pk) in reviewed)


def _public() -> Iterator[Plan]:
    """Public pages that will be taken down, and public articles that carry a day to come."""
    waiting = Page.objects.live().filter(has_unpublished_changes=False, expire_at__gt=timezone.now())
    for pk, title, at in waiting.values_list("pk", "title", "expire_at"):
        yield Plan(pk, title, EXPIRES, at)
    dated = ArticlePage.objects.live().filter(published_on__gt=timezone.localdate())
    for pk, title, on in dated.values_list("pk", "title", "published_on"):
        yield Plan(pk, title, DATED, on)
