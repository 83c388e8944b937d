"""What search engines are told of the catalogue."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import PortfolioItem, Profile, Project
from kko.media.pictures import SPECS
from kko.media.presets import drawn_as, drawn_images
from kko.sitemaps import Sitemap, SitemapEntry
from kko.territory.models import Municipality

ROOMS = (
    *("catalogue:list", "catalogue:map", "catalogue:municipalities", "catalogue:municipality_index"),
    *("catalogue:radar", "catalogue:projects", "catalogue:outputs", "opendata:list"),
)
MOST_PICTURES = 5


def rooms_sitemap() -> Sitemap:
    """The pages of the catalogue that are about no single profile, and the open data."""
    return Sitemap(
        key="katalog",
        count=lambda: len(ROOMS),
        entries=lambda start, stop: [SitemapEntry(_addresses(name)) for name in ROOMS[start:stop]],
    )


def profiles_sitemap() -> Sitemap:
    """Every public profile, in the three languages of its page, with the pictures of its portfolio."""
    return Sitemap(key="profily", count=Profile.objects.published().count, entries=_profiles)


def projects_sitemap() -> Sitemap:
    """Every public project."""
    published = Project.objects.published()
    return Sitemap(key="projekty", count=published.count, entries=_projects)


def municipalities_sitemap() -> Sitemap:
    """Every municipality of the region."""
    return Sitemap(key="obce", count=Municipality.objects.count, entries=_municipalities)


def _projects(start: int, stop: int) -> Iterable[SitemapEntry]:
    patterns = _addresses("catalogue:project", "x-x")
    for slug, changed in (
        Project.objects.published().order_by("pk").values_list("slug", "last_published_at")[start:stop]
    ):
        yield SitemapEntry({code: path.replace("x-x", slug) for code, path in patterns.items()}, changed)


def _municipalities(start: int, stop: int) -> Iterable[SitemapEntry]:
    patterns = _addresses("catalogue:municipality", "x-x")
    for slug in Municipality.objects.order_by("pk").values_list("slug", flat=True)[start:stop]:
        yield SitemapEntry({code: path.replace("x-x", slug) for code, path in patterns.items()})


def _profiles(start: int, stop: int) -> Iterable[SitemapEntry]:
    patterns = _addresses("catalogue:profile", "x-x")
    pieces = PortfolioItem.objects.exclude(image=None).order_by("sort_order").only("profile_id", "image_id")
    profiles = Profile.objects.published().order_by("pk").only("slug", "last_published_at")
    shown = profiles.prefetch_related(
        Prefetch("portfolio", pieces), Prefetch("portfolio__image", drawn_images("gallery"))
    )
    for profile in shown[start:stop]:
        pieces_shown = list(profile.portfolio.all())[:MOST_PICTURES]
        drawn = (drawn_as(piece.image, SPECS[-1]) for piece in pieces_shown)
        yield SitemapEntry(
            addresses={code: path.replace("x-x", profile.slug) for code, path in patterns.items()},
            changed=profile.last_published_at,
            images=tuple(one.url for one in drawn if one),
        )


def _addresses(name: str, *arguments: str) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = reverse(name, args=arguments)
    return found
