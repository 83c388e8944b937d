"""Noting where public pages lead, so that the report of broken links knows."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.db import transaction
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from magazine.models import ArticlePage, CaseStudyPage, ContentPage, GuidePage, OutsideLink, PageLink

WATCHED = (ArticlePage, GuidePage, CaseStudyPage, ContentPage)
OUTSIDE = re.compile(r"""<a\b[^>]*?\bhref=["'](https?://[^"'\s]+)["']""", re.IGNORECASE)
WHOLE = re.compile(r"https?://[^\s<>\"']+\Z", re.IGNORECASE)
ANCHOR = re.compile(r"<a\b[^>]*>")
PAGE_ID = re.compile(r'\bid="(\d{1,18})"')
LONGEST = 500

Leads = tuple[set[str], set[int]]


def note_all_links() -> str:
    """Note the links of all public pages anew; says how many pages changed theirs."""
    changed = sum(note_links(page=page) for model in WATCHED for page in model.objects.live().iterator(100))
    OutsideLink.objects.filter(uses=None).delete()
    return f"{changed} pages with new links" if changed else ""


@transaction.atomic
def note_links(*, page: Page) -> bool:
    """Note where ``page`` leads; returns whether that changed. Writes only differences."""
    urls, ids = leads_of(page)
    known = PageLink.objects.filter(page_id=page.pk)
    had = set(known.values_list("outside__url", "target_id"))
    want = {(url, None) for url in urls} | {(None, pk) for pk in ids}
    if had == want:
        return False
    known.exclude(outside__url__in=urls).exclude(target_id__in=ids).delete()
    OutsideLink.objects.bulk_create([OutsideLink(url=url) for url in urls], ignore_conflicts=True)
    outside = OutsideLink.objects.filter(url__in=urls)
    rows = [PageLink(page_id=page.pk, outside=link) for link in outside]
    rows += [PageLink(page_id=page.pk, target_id=pk) for pk in ids]
    PageLink.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def leads_of(page: Page) -> Leads:
    """Return the addresses of other sites and the numbers of our pages to which the texts of ``page`` lead."""
    urls: set[str] = set()
    ids: set[int] = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            texts = list(_texts(list(value.raw_data)))
            ids |= {int(one) for one in _chosen(list(value.raw_data))}
        elif isinstance(field, RichTextField):
            texts = [getattr(page, field.name) or ""]
        else:
            continue
        for text in texts:
            urls |= {unescape(url) for url in ([text] if WHOLE.match(text) else OUTSIDE.findall(text))}
            anchors = [tag for tag in ANCHOR.findall(text) if 'linktype="page"' in tag]
            ids |= {int(one) for tag in anchors for one in PAGE_ID.findall(tag)}
    return {url for url in urls if len(url) <= LONGEST}, ids


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw.strip()
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from _texts(value)
    elif isinstance(raw, Iterable):
        for value in raw:
            yield from _texts(value)


def _chosen(raw: Any) -> Iterator[int]:
    """Yield the pages that buttons of calls to action lead to."""
    for block in raw:
        value = block.get("value")
        if block.get("type") == "call_to_action" and isinstance(value, dict) and value.get("page"):
            yield value["page"]
