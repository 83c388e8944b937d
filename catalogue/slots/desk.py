"""What the catalogue puts on the curators' desk."""

from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.duplicates import Pair, likeliest_pairs
from catalogue.models import Profile
from catalogue.models.profile import UNCONFIRMED_AFTER
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.audit.models import Entry
from kko.moderation.models import Publishable, key_of
from kko.moderation.slots import MOST_SHOWN, Queue, ReviewPanel, Waiting, submissions, waiting_submission

# Their ``last_known_at``, for the database; each side stands in for the other, since one empty value empties all.
LAST_KNOWN = Greatest(
    Coalesce("confirmed_at", "last_published_at", "created_at"),
    Coalesce("last_published_at", "confirmed_at", "created_at"),
)


def new_profiles(user: User) -> Queue | None:
    """Profiles that wait for approval and have never been public."""
    todo = _("read it, then approve, return or decline it")
    return _submitted(user, key="new-profiles", title=_("New profiles"), public=False, note=_("new profile"), todo=todo)


def changed_profiles(user: User) -> Queue | None:
    """Public profiles whose edit waits for approval."""
    return _submitted(
        user,
        key="changed-profiles",
        title=_("Changed profiles"),
        public=True,
        note=_("edit of a public profile"),
        todo=_("read what changes, then approve or return it"),
    )


def _submitted(user: User, *, key: str, title: str, public: bool, note: str, todo: str) -> Queue | None:
    if not can_use_desk(user):
        return None
    profiles = Profile.objects.filter(live=public).only("name", "live")
    waiting = [
        waiting_submission(profile, revision, queue=key, note=note, todo=todo)
        for profile, revision in submissions(profiles)
    ]
    return Queue(key=key, title=title, waiting=waiting, empty=_("Nothing waits here."))


def beside_the_edit(record: Publishable, user: User) -> ReviewPanel | None:
    """Open needs, offers and links of a profile: no part of an edit, they become public together with the profile."""
    if not isinstance(record, Profile):
        return None
    context = {
        "needs": list(record.needs.visible_to(user).open().select_related("kind")),
        "offers": list(record.offers.select_related("kind")),
        "links": list(record.links.all()),
        "is_public": record.live,
    }
    title = _("Needs, offers and links")
    return ReviewPanel(key="beside", title=title, template="catalogue/_beside_the_edit.html", context=context)


def possible_duplicates(user: User) -> Queue | None:
    """Profiles that look like one, those with the strongest reasons first."""
    if not can_use_desk(user):
        return None
    shown, total = likeliest_pairs(MOST_SHOWN)
    ids = {pk for pair in shown for pk in (pair.one, pair.other)}
    profiles = Profile.objects.select_related("municipality").only("name", "created_at", "municipality__name")
    found = profiles.in_bulk(ids)
    return Queue(
        key="duplicates",
        title=_("Possible duplicates"),
        waiting=[_as_waiting(pair, found[pair.one], found[pair.other]) for pair in shown],
        empty=_("No two profiles look alike."),
        total=total,
        late_after=None,
    )


def _as_waiting(pair: Pair, one: Profile, other: Profile) -> Waiting:
    places = ", ".join(dict.fromkeys([one.municipality.name, other.municipality.name]))
    return Waiting(
        title=f"{one.name} ≟ {other.name}",
        url=reverse("desk_duplicate", args=[pair.one, pair.other]),
        since=max(one.created_at, other.created_at),
        note=f"{'; '.join(str(reason.label) for reason in pair.reasons)} ({places})",
        key=pair.key,
        todo=_("compare them, then merge them or say that they are two"),
    )


def stale_profiles(user: User) -> Queue | None:
    """Public profiles of which nobody has said for thirteen months that they are true, the longest silent first."""
    if not can_use_desk(user):
        return None
    silent = Profile.objects.published().not_known_since(timezone.now() - UNCONFIRMED_AFTER)
    columns = ("name", "confirmed_at", "last_published_at", "created_at")
    profiles = list(silent.only(*columns).order_by(LAST_KNOWN, "pk")[:MOST_SHOWN])
    written = _written_to(profiles)
    waiting = [
        Waiting(
            title=profile.name,
            url=reverse("desk_stale", args=[profile.pk]),
            since=profile.last_known_at or profile.created_at,
            note=written.get(profile.pk, ""),
            key=key_of(profile),
            todo=_("write to the owner, check it yourself, or archive it"),
        )
        for profile in profiles
    ]
    total = silent.count() if len(profiles) == MOST_SHOWN else None
    empty = _("All profiles have been confirmed lately.")
    return Queue("stale", _("Long not confirmed"), waiting, empty, total=total, late_after=None)


def _written_to(profiles: list[Profile]) -> dict[int, str]:
    """Return by id when a curator wrote to the owners since the profile was last known to be true: one query."""
    known = {str(profile.pk): profile.last_known_at or profile.created_at for profile in profiles}
    letters = Entry.objects.filter(verb="profile.asked", object_type="catalogue.profile", object_id__in=known)
    return {
        int(entry.object_id): _("written to on %(day)s") % {"day": date_format(timezone.localtime(entry.at), "j. n. Y")}
        for entry in letters
        if entry.at > known[entry.object_id]
    }
