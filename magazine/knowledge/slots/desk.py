"""What waits for the editors: guides to check, links that died."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kko.accounts.models import User
from kko.moderation.slots import MOST_SHOWN, Queue, Waiting
from magazine.knowledge.permissions import can_edit_library
from magazine.models import GuidePage, Reference


def stale_guides(user: User) -> Queue | None:
    """Public guides that nobody has checked for long, for the editors; they wait since the day the period was over."""
    if not can_edit_library(user):
        return None
    stale = GuidePage.objects.published().stale().select_related("keeper")
    found = list(stale[: MOST_SHOWN + 1])
    waiting = [
        Waiting(
            title=guide.title,
            url=reverse("guide_check", args=[guide.pk]),
            since=_over_at(guide),
            who=str(guide.keeper or guide.kept_by),
            note=_("last checked on %(day)s") % {"day": date_format(guide.checked_on, "DATE_FORMAT")},
            key=f"magazine.guidepage:{guide.pk}",
            todo=_("compare it with its sources"),
            deed=_("Checked today"),
            deed_url=reverse("guide_check", args=[guide.pk]),
        )
        for guide in found[:MOST_SHOWN]
    ]
    total = stale.count() if len(found) > MOST_SHOWN else None
    return Queue("guides", _("Guides to check"), waiting, _("All guides were checked lately."), total)


def dead_links(user: User) -> Queue | None:
    """Entries of the literature whose link is dead, for the editors."""
    if not can_edit_library(user):
        return None
    dead = Reference.objects.dead().order_by("link_checked_at", "pk")
    found = list(dead[: MOST_SHOWN + 1])
    waiting = [
        Waiting(
            title=str(reference),
            url=reverse(reference.snippet_viewset.get_url_name("edit"), args=[reference.pk]),
            since=reference.link_checked_at or timezone.now(),
            note=f"{reference.link} ({reference.link_note})",
            key=f"magazine.reference:{reference.pk}",
            todo=_("find where it stands now, or another source"),
        )
        for reference in found[:MOST_SHOWN]
    ]
    total = dead.count() if len(found) > MOST_SHOWN else None
    return Queue("links", _("Dead links in the literature"), waiting, _("All links answer."), total)


def _over_at(guide: GuidePage) -> datetime:
    day = guide.checked_on + timedelta(days=settings.KKO_GUIDE_DAYS)
    return timezone.make_aware(datetime.combine(day, time()))
