"""Pages of the tree for anonymous readers: kept whole and compressed, and 304 for who has them already.

A kept page is good until something is published or unpublished anywhere (the stamp), and for
``KKO_PAGE_SECONDS`` at most, since pages show what is counted elsewhere too. While one process draws a page
anew the others give out the old one, or wait for the first. Who is signed in, sends a query or gets a cookie
is always answered anew.
"""

import gzip
import time
import uuid
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.text import compress_string
from django.utils.translation import get_language

STAMP = "pages:stamp"
OLD_WHILE_ASKING = 600  # seconds; caches on the way may give out an old page while they fetch the new one
OLD_IS_KEPT = 3600
DRAWING_LASTS, LOOK_AGAIN = 10, 0.05  # seconds
VARY = "Accept-Encoding, Cookie"  # the language stands in the address
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
NOT_KEPT = ("Content-Length", "Content-Encoding", "Date")


@dataclass(frozen=True)
class Kept:
    """One page: its bytes (gzip), headers, the stamp it was drawn under, and two moments in seconds of the epoch."""

    body: bytes
    headers: dict[str, str]
    etag: str
    stamp: str
    changed: int
    drawn: float

    def is_good(self, stamp: str) -> bool:
        return self.stamp == stamp and time.time() - self.drawn < settings.KKO_PAGE_SECONDS

    def response(self, request: HttpRequest) -> HttpResponse:
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return HttpResponse(self.body, headers={**self.headers, "Content-Encoding": "gzip"})
        return HttpResponse(gzip.decompress(self.body), headers=self.headers)


@dataclass
class Task:
    """What the middleware remembers of a request: where its page is kept, under which stamp, and what was found."""

    key: str
    stamp: str
    kept: Kept | None
    draws: bool = False
    found: bool = False


def drop_pages(**_of_signal: object) -> None:
    """Let no kept page be given out any more, once the transaction is through. A receiver as well."""
    transaction.on_commit(lambda: cache.set(STAMP, uuid.uuid4().hex, None), robust=True)


class PublicPagesMiddleware:
    """Stands inside ``GZipMiddleware`` and outside of everything that could set a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        task: Task | None = getattr(request, "kko_page", None)
        try:
            if not _is_page(request):
                return response
            if not is_anonymous(request):
                patch_cache_control(response, private=True, no_cache=True)
                return response
            return self.finished(request, response, task) if is_public(response) else response
        finally:
            if task is not None and task.draws:
                cache.delete(f"{task.key}:drawing")

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Give out what is kept; after the view was found, so that nothing else costs a look into the cache."""
        is_asked = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")
        if not (settings.KKO_PAGE_SECONDS and is_asked and _is_page(request) and is_anonymous(request)):
            return None
        task = request.kko_page = _task(request)
        if task.kept is None or not task.kept.is_good(task.stamp):
            task.draws = cache.add(f"{task.key}:drawing", 1, DRAWING_LASTS)
            if not task.draws and task.kept is None:
                task.kept = _waited(task)
            if task.draws or task.kept is None:
                return None
        task.found = True
        return task.kept.response(request)

    def finished(self, request: HttpRequest, response: HttpResponse, task: Task | None) -> HttpResponse:
        """Return the answer with what caches need to know, or 304 without the page."""
        if task is not None and task.found and task.kept is not None:
            kept = task.kept
        else:
            kept = _drawn(response, task)
            if task is not None and task.draws and request.method == "GET":
                cache.set(task.key, kept, OLD_IS_KEPT)
                response = kept.response(request)
        for name, value in _caching(kept, is_found=task is not None and task.found).items():
            response.headers[name] = value
        changed = kept.changed if settings.KKO_PAGE_SECONDS else None
        return get_conditional_response(request, etag=kept.etag, last_modified=changed, response=response) or response


def is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing about the request is personal."""
    return not any(name in request.COOKIES for name in PERSONAL_COOKIES)


def is_public(response: HttpResponse) -> bool:
    """Whether an answer to an anonymous reader is for everybody: a whole page without a cookie."""
    is_whole = response.status_code == 200 and not response.streaming
    return is_whole and not response.cookies and not response.has_header("Cache-Control")


def key_of(scheme: str, host: str, path: str, code: str) -> str:
    """Return under what key the cache keeps a page."""
    return f"page:{sha256(f'{scheme} {host} {path} {code}'.encode()).hexdigest()[:40]}"


def _is_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "wagtail_serve"


def _task(request: HttpRequest) -> Task:
    key = key_of(request.scheme, request.get_host(), request.path, get_language() or settings.LANGUAGE_CODE)
    found = cache.get_many([STAMP, key])
    if STAMP not in found:
        found[STAMP] = cache.get_or_set(STAMP, uuid.uuid4().hex, None)
    return Task(key, found[STAMP], found.get(key))


def _waited(task: Task) -> Kept | None:
    """Return the page once the process that draws it is ready; nothing when that takes too long."""
    until = time.monotonic() + DRAWING_LASTS / 2
    while time.monotonic() < until:
        time.sleep(LOOK_AGAIN)
        if (kept := cache.get(task.key)) is not None:
            return kept
        if cache.get(f"{task.key}:drawing") is None:  # it turned out not to be for everybody
            return None
    return None


def _drawn(response: HttpResponse, task: Task | None) -> Kept:
    """Return a page just drawn as it is kept; one that came out the same has not changed."""
    etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
    now = time.time()
    before = task.kept if task is not None else None
    if before is not None and before.etag == etag:
        return replace(before, stamp=task.stamp, drawn=now)
    body = compress_string(response.content) if task is not None and task.draws else b""
    headers = {name: value for name, value in response.headers.items() if name not in NOT_KEPT}
    return Kept(body, headers, etag, task.stamp if task is not None else "", int(now), now)


def _caching(kept: Kept, *, is_found: bool) -> dict[str, str]:
    age = f"public, max-age={settings.KKO_PAGE_SECONDS}, stale-while-revalidate={OLD_WHILE_ASKING}"
    headers = {"Cache-Control": age, "Vary": VARY, "ETag": kept.etag, "X-Page": "kept" if is_found else "drawn"}
    if settings.KKO_PAGE_SECONDS:
        headers["Last-Modified"] = http_date(kept.changed)
    return headers
