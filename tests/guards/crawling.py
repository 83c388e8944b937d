"""A walk through the site by its own links."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

import html5lib
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

NOT_FOLLOWED = ("/static/", "/media/", "/admin/", "/documents/")
LEAVES = ("logout", "odhlas", "abmeld")
MOST_PAGES = 1500
# Every profile, project or municipality has one of each of these; a few in each language stand for all.
SATELLITES = {
    f"catalogue:{name}" for name in ("claim", "contact", "qr", "share_card", "shortlist_add", "visiting_card")
} | {"moderation:report", "catalogue:municipality", "catalogue:project_addition", "catalogue:output_use"}
A_FEW = 3


@dataclass(frozen=True)
class Page:
    """One answer: where, from where a link led there, and what came."""

    url: str
    found_on: str
    status: int
    content_type: str
    content: bytes

    @property
    def is_document(self) -> bool:
        return self.content_type.startswith("text/html") and b"<html" in self.content[:600].lower()


def crawl(client: Client, starts: tuple[str, ...]) -> Iterator[Page]:
    """Yield every page that links lead to. Of addresses that differ in values of a query only, one of each kind.

    Fails when the site is larger than ``MOST_PAGES``: a walk that stops on its way proves nothing.
    """
    waiting, seen = deque((start, "") for start in starts), {kind_of(start) for start in starts}
    followed: Counter = Counter()
    for _count in range(MOST_PAGES):
        if not waiting:
            return
        url, origin = waiting.popleft()
        page = fetch(client, url, origin)
        yield page
        for link in links(page) if page.is_document or page.status in {301, 302} else []:
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                if not is_enough(link, followed):
                    waiting.append((link, url))
    raise AssertionError(f"More than {MOST_PAGES} pages, {len(waiting)} of them not walked.")


def is_enough(link: str, followed: Counter) -> bool:
    """Whether the few that stand for all addresses of this view are followed already."""
    view = view_of(link.split("?")[0])
    followed[view] += 1
    return view[0] in SATELLITES and followed[view] > A_FEW


def view_of(path: str) -> tuple[str, str]:
    """Return the name of the view behind a path and the language of the path."""
    language = get_language_from_path(path) or "cs"
    with override(language):
        try:
            return resolve(path).view_name, language
        except Resolver404:
            return "", language


def kind_of(url: str) -> tuple:
    parts = urlsplit(url)
    return parts.path, tuple(sorted({name for name, _value in parse_qsl(parts.query)}))


def fetch(client: Client, url: str, origin: str) -> Page:
    response = client.get(url)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code in {301, 302}:
        content = response.headers["Location"].encode()
    return Page(url, origin, response.status_code, response.headers.get("Content-Type", ""), content)


def links(page: Page) -> list[str]:
    """Return the addresses of this site that a page leads to, without fragments."""
    if page.status in {301, 302}:
        found = [page.content.decode()]
    else:
        tree = html5lib.parse(page.content, namespaceHTMLElements=False)
        found = hrefs(tree)
    absolute = [urlsplit(urljoin(f"http://testserver{page.url}", href)) for href in found]
    inner = [each for each in absolute if each.scheme in {"http", "https"} and each.netloc == "testserver"]
    paths = [each.path + (f"?{each.query}" if each.query else "") for each in inner]
    return [path for path in paths if is_followed(path)]


def hrefs(tree) -> list[str]:
    """Addresses of links, and of forms that only ask."""
    anchors = [each.get("href") for name in ("a", "area", "link") for each in tree.iter(name)]
    forms = [each.get("action") for each in tree.iter("form") if (each.get("method") or "get").lower() == "get"]
    return [href for href in [*anchors, *forms] if href]


def is_followed(path: str) -> bool:
    return not path.startswith(NOT_FOLLOWED) and not any(word in path for word in LEAVES)
