"""The newest articles as RSS 2.0 and Atom (RFC 4287): all of a language, or of one of its parts."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kko.media.presets import drawn_as, fetch_drawn
from magazine.addresses import absolute, address_of
from magazine.models import ArticlePage, MagazinePage
from magazine.parts import Articles, author_of, labels_of, part_of, public_articles, published_at

MOST = 30
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_AGE, OLD_WHILE_ASKING = 300, 3600  # seconds
KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
ENCLOSED = "format-jpeg|width-1200"


@require_safe
def feed(request: HttpRequest, kind: str, word: str = "") -> HttpResponse:
    """Give the newest articles of the language, or of the section or topic called ``word``; 304 where none is new."""
    code = get_language() or settings.LANGUAGE_CODE
    part = part_of(word, code) if word else (_("Magazine"), public_articles(code))
    if part is None:
        raise Http404
    title, articles = part[0], part[1][:MOST]
    etag, changed = state_of(articles, request.get_full_path())
    seconds = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        writer = feed_of(request, kind, f"{title} – {settings.SITE_NAME}", articles, changed)
        response = HttpResponse(writer.writeString("utf-8"), content_type=writer.content_type)
        response.headers["ETag"] = etag
        if changed:
            response.headers["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, max_age=MAX_AGE, stale_while_revalidate=OLD_WHILE_ASKING)
    return response


def state_of(articles: Articles, address: str) -> tuple[str, datetime | None]:
    """Return a tag that changes whenever the feed would, and when one of its articles was last published."""
    rows = list(articles.values_list("pk", "last_published_at"))
    digest = sha256(f"{address} {settings.BASE_URL} {rows}".encode()).hexdigest()[:32]
    return f'"{digest}"', max((at for _pk, at in rows if at), default=None)


def feed_of(
    request: HttpRequest, kind: str, title: str, articles: Articles, changed: datetime | None = None
) -> SyndicationFeed:
    """Return a feed of ``kind`` (rss, atom) with this title over these articles, ready to be written."""
    code = get_language() or settings.LANGUAGE_CODE
    front = MagazinePage.objects.live().filter(locale__language_code=code).select_related("locale").first()
    found = list(articles)
    fetch_drawn([article.picture for article in found], "article")
    writer = KINDS[kind](
        title=title,
        link=address_of(front, request) if front else absolute("/"),
        description=front.lede if front else "",
        subtitle=front.lede if front else "",
        language=code,
        author_name=settings.SITE_NAME,
        feed_url=absolute(request.path),
        feed_copyright=settings.SITE_NAME,
        ttl=str(MAX_AGE // 60),
    )
    writer.latest_post_date = lambda: changed or datetime(2026, 1, 1, tzinfo=UTC)  # type: ignore[method-assign]
    for article in found:
        _add(writer, article, request)
    return writer


def _add(writer: SyndicationFeed, article: ArticlePage, request: HttpRequest) -> None:
    address = address_of(article, request)
    writer.add_item(
        title=_plain(article.title),
        link=address,
        description=escape(_plain(article.summary)),  # readers take it for HTML
        unique_id=uuid5(article.translation_key, article.locale.language_code).urn,
        unique_id_is_permalink=False,
        author_name=_plain(author_of(article)) or None,
        pubdate=published_at(article),
        updateddate=article.last_published_at or published_at(article),
        categories=labels_of(article),
        enclosures=_enclosures(article),
    )


def _plain(text: str) -> str:
    """Return the text without signs that XML cannot hold; editors paste them from elsewhere."""
    return NOT_IN_XML.sub(" ", text)


def _enclosures(article: ArticlePage) -> list[Enclosure]:
    if article.picture is None:
        return []
    drawn = drawn_as(article.picture, ENCLOSED)
    try:
        return [Enclosure(absolute(drawn.url), str(drawn.file.size), "image/jpeg")] if drawn else []
    except OSError:  # the file is lost, the article is not
        return []
