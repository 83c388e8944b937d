"""What the catalogue takes from rooms above it, and what it gives to the ground's slots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from catalogue.browsing import PARAMETERS
from catalogue.listing import current_listing
from catalogue.models import NeedKind, Profile
from catalogue.search import KIND, documents
from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.accounts.slots import OverviewItem
from kko.moderation.models import with_states
from kko.moderation.slots import Queue, Waiting
from kko.opendata.slots import Column, Dataset
from kko.search.slots import Result, SearchKind
from kko.slots import HomeBlock, fillings
from kko.territory.facet_map import picture
from kko.territory.place import Point

NEWEST_ON_HOME = 8


@dataclass(frozen=True)
class Panel:
    """A part of a profile's page that belongs to a room above: rendered with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedQuery:
    """A need that looks for answers. ``place`` is the published point, never a more exact one."""

    kind: NeedKind
    place: Point
    discipline_ids: frozenset[int]
    user: User | AnonymousUser


@dataclass(frozen=True)
class NeedAnswer:
    """Something that answers a need, with the reason in words; ``distance_km`` if it lies somewhere."""

    title: str
    url: str
    reason: str
    distance_km: float | None = None


def profile_panels(profile: Profile, user: User | AnonymousUser) -> list[Panel]:
    """Return what ``KKO_PROFILE_PANELS`` has for this profile and reader, in the setting's order.

    Each path is a callable ``(profile, user) -> Panel | None``.
    """
    found = (fill(profile, user) for fill in fillings("KKO_PROFILE_PANELS"))
    return [panel for panel in found if panel is not None]


def need_answers(query: NeedQuery) -> list[NeedAnswer]:
    """Return the answers of all rooms (``KKO_NEED_ANSWERS``), the nearest first, those without place last.

    Each path is a callable ``(NeedQuery) -> Iterable[NeedAnswer]``.
    """
    found: list[NeedAnswer] = [answer for fill in fillings("KKO_NEED_ANSWERS") for answer in fill(query)]
    return sorted(found, key=lambda answer: (answer.distance_km is None, answer.distance_km or 0.0))


def submitted_profiles(user: User) -> Queue | None:
    """The desk's queue of profiles that wait for approval, oldest first."""
    if not can_use_desk(user):
        return None
    waiting = []
    for profile in Profile.objects.submitted().select_related("latest_revision__user"):
        revision = profile.latest_revision
        waiting.append(
            Waiting(
                title=revision.object_str or profile.name,
                url=reverse("desk_review", args=[profile._meta.label_lower, profile.pk]),
                since=revision.created_at,
                who=str(revision.user or ""),
                note=_("edit of a public profile") if profile.live else _("new profile"),
            )
        )
    waiting.sort(key=lambda one: one.since)
    return Queue(key="profiles", title=_("Profiles to approve"), waiting=waiting, empty=_("Nothing waits here."))


def my_profiles(request: HttpRequest) -> OverviewItem:
    """The member's own profiles with their state, and the way to a new one."""
    profiles = Profile.objects.kept_by(request.user).select_related("latest_revision").order_by("pk")
    return OverviewItem(
        key="profiles",
        title=_("My profiles"),
        template="catalogue/_my_profiles.html",
        context={"profiles": with_states(profiles), "create_url": reverse("catalogue:create")},
    )


def profiles_kind() -> SearchKind:
    """Profiles as a kind of search result."""
    return SearchKind(
        key=KIND,
        label=gettext_lazy("People and organisations"),
        documents=documents,
        results=_results,
        more_url=lambda text: f"{reverse('catalogue:list')}?{urlencode({'q': text})}",
    )


def _results(ids: list[int], user: User | AnonymousUser) -> Sequence[Result]:
    found = Profile.objects.visible_to(user).published().filter(pk__in=ids).for_cards().in_bulk()
    results = []
    for pk in ids:
        if profile := found.get(pk):
            summary, language = profile.summary
            meta = f"{profile.main_discipline.name}, {profile.municipality.name}"
            results.append(
                Result(title=profile.name, url=profile.get_absolute_url(), summary=summary, meta=meta, lang=language)
            )
    return results


def home_sectors(request: HttpRequest) -> HomeBlock:
    """Search box and sectors with their counts, in the hero."""
    listing = current_listing()
    counts = listing.facets.select({}).counts["sector"]
    address = reverse("catalogue:list")
    sectors = [
        {"name": name, "count": counts.get(slug, 0), "url": f"{address}?{PARAMETERS['sector']}={slug}"}
        for slug, name in listing.names["sector"].items()
    ]
    context = {"sectors": sectors, "catalogue_url": address}
    return HomeBlock(key="sectors", template="catalogue/_home_sectors.html", context=context, opens=True)


def home_map(request: HttpRequest) -> HomeBlock:
    """The facet map with the numbers of profiles, and the table of districts beside it."""
    listing = current_listing()
    counts = listing.facets.select({}).counts
    address = reverse("catalogue:list")
    districts = [
        {"name": name, "count": counts["district"].get(slug, 0), "url": f"{address}?{PARAMETERS['district']}={slug}"}
        for slug, name in listing.names["district"].items()
    ]
    drawn = picture(
        counts["municipality"],
        url=lambda slug: f"{address}?{PARAMETERS['municipality']}={slug}",
        label=lambda number: ngettext("%(number)d profile", "%(number)d profiles", number) % {"number": number},
    )
    return HomeBlock(key="map", template="catalogue/_home_map.html", context={"picture": drawn, "districts": districts})


def home_newest(request: HttpRequest) -> HomeBlock | None:
    """The newest profiles as cards; nothing while the catalogue is empty."""
    newest = Profile.objects.published().for_cards().order_by("-first_published_at", "-pk")[:NEWEST_ON_HOME]
    profiles = list(newest)
    if not profiles:
        return None
    return HomeBlock(key="newest", template="catalogue/_home_newest.html", context={"profiles": profiles})


def profiles_dataset() -> Dataset:
    """The public profiles as open data: what their pages show to everybody."""
    return Dataset(
        slug="profily",
        title=gettext_lazy("Profiles of the catalogue"),
        description=gettext_lazy("Published people and organisations with their disciplines and municipality."),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=(
            Column("slug", gettext_lazy("address of the profile")),
            Column("nazev", gettext_lazy("name")),
            Column("forma", gettext_lazy("form")),
            Column("obory", gettext_lazy("disciplines, the main one first, separated by semicolons")),
            Column("obec", gettext_lazy("municipality")),
            Column("kod_obce", gettext_lazy("code of the municipality in RÚIAN")),
            Column("okres", gettext_lazy("district")),
            Column("popis", gettext_lazy("one-line summary in Czech")),
            Column("web", gettext_lazy("web")),
            Column("ukazka", gettext_lazy("1 for sample content")),
        ),
        rows=_dataset_rows,
    )


def _dataset_rows(user: User | AnonymousUser) -> Iterable[tuple]:
    profiles = Profile.objects.published().for_cards().prefetch_related("disciplines").order_by("sort_key", "pk")
    with override("cs"):
        for profile in profiles.iterator(chunk_size=1000):
            yield (
                profile.slug,
                profile.name,
                profile.get_form_display(),
                ";".join(one.slug for one in profile.all_disciplines()),
                profile.municipality.name,
                profile.municipality.code,
                profile.municipality.district.name,
                profile.summary_cs,
                profile.web,
                int(profile.is_sample),
            )
