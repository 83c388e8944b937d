"""What search engines are told of: every public address in its languages with its pictures, and the news.

Rooms fill ``KKO_SITEMAPS`` with callables ``() -> Sitemap``. Protocol: sitemaps.org 0.9 (at most 50,000
addresses and 10 MB a file, the stricter of the limits in use), Google's extensions for images, news, hreflang.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from kko.slots import fillings

# So many things in a file, in up to three languages, in no more bytes each: 4,800 addresses and 9.6 MB at most.
PER_FILE, MOST_BYTES = 1_600, 2_000
MOST_NEWS, NEWS_LAST = 1_000, timedelta(days=2)
HOUR = 3600
QUOTE = {'"': "&quot;"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SPACES = (
    f'xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS_SPACES = f'xmlns="{SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True)
class SitemapEntry:
    """One public thing: its address in each language that it has, when it last changed, addresses of its pictures."""

    addresses: Mapping[str, str]
    changed: datetime | None = None
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewsEntry:
    """A piece of news: its address, language, title, and when it came out."""

    address: str
    language: str
    title: str
    published_at: datetime


@dataclass(frozen=True)
class Sitemap:
    """What a room is found by: ``entries(start, stop)`` in an order that stays, ``news(since)`` if it has news.

    ``key`` stands in the address: small letters.
    """

    key: str
    count: Callable[[], int]
    entries: Callable[[int, int], Iterable[SitemapEntry]]
    news: Callable[[datetime], Iterable[NewsEntry]] | None = None


def sitemaps() -> list[Sitemap]:
    """Return what ``KKO_SITEMAPS`` lists, in its order."""
    return [fill() for fill in fillings("KKO_SITEMAPS")]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index: all files of all rooms, and the news."""
    known = sitemaps()
    names = [
        f"sitemap-{sitemap.key}-{number}.xml"
        for sitemap in known
        for number in range(1, -(-sitemap.count() // PER_FILE) + 1)
    ]
    if any(sitemap.news for sitemap in known):
        names.append("sitemap-news.xml")
    rows = "".join(f"<sitemap><loc>{settings.BASE_URL}/{name}</loc></sitemap>\n" for name in names)
    return _answer(request, f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{rows}</sitemapindex>\n')


@require_safe
def part(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One file of a room, counted from 1."""
    sitemap = next((one for one in sitemaps() if one.key == key), None)
    if sitemap is None or number < 1:
        raise Http404
    start = (number - 1) * PER_FILE
    rows = [row for entry in sitemap.entries(start, start + PER_FILE) for row in urls_of(entry)]
    if not rows:
        raise Http404
    return _answer(request, f"{HEAD}<urlset {SPACES}>\n{''.join(rows)}</urlset>\n")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The news of the last two days, the newest first."""
    since = timezone.now() - NEWS_LAST
    found = [entry for sitemap in sitemaps() if sitemap.news for entry in sitemap.news(since)]
    found = [entry for entry in found if entry.published_at >= since]
    newest = sorted(found, key=lambda entry: entry.published_at, reverse=True)[:MOST_NEWS]
    rows = "".join(_news(entry) for entry in newest)
    return _answer(request, f"{HEAD}<urlset {NEWS_SPACES}>\n{rows}</urlset>\n")


def urls_of(entry: SitemapEntry) -> Iterator[str]:
    """Yield an ``url`` element for each language of a thing; each names all the others, as hreflang wants it."""
    addresses = {code: escape(absolute(address), QUOTE) for code, address in entry.addresses.items()}
    others = dict(addresses)
    if settings.LANGUAGE_CODE in addresses:
        others["x-default"] = addresses[settings.LANGUAGE_CODE]
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in others.items())
    changed = f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>" if entry.changed else ""
    for url in addresses.values():
        words = f"<loc>{url}</loc>{changed}{links if len(addresses) > 1 else ''}"
        yield f"<url>{words}{_images(entry.images, MOST_BYTES - len(words.encode()))}</url>\n"


def absolute(address: str) -> str:
    """Return the address with the site before it; files in a bucket have theirs already."""
    return address if "://" in address else f"{settings.BASE_URL}{address}"


def _images(images: Iterable[str], room: int) -> str:
    """Return as many pictures as fit into ``room`` bytes, so that no file grows too large."""
    rows = ""
    for image in images:
        row = f"<image:image><image:loc>{escape(absolute(image), QUOTE)}</image:loc></image:image>"
        if len((rows + row).encode()) > room:
            break
        rows += row
    return rows


def _news(entry: NewsEntry) -> str:
    publication = (
        f"<news:publication><news:name>{escape(settings.SITE_NAME)}</news:name>"
        f"<news:language>{entry.language}</news:language></news:publication>"
    )
    return (
        f"<url><loc>{escape(absolute(entry.address), QUOTE)}</loc><news:news>{publication}"
        f"<news:publication_date>{entry.published_at.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>\n"
    )


def _answer(request: HttpRequest, text: str) -> HttpResponse:
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=HOUR)
    return get_conditional_response(request, etag=etag, response=response) or response
