"""The sample site, walked by its own links: nothing is missing, nothing breaks, every page is valid HTML."""

from collections import Counter

import html5lib
import pytest
from django.test import Client
from django.urls import resolve

from catalogue.models import Membership
from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant
from tests.guards.crawling import Page, crawl

pytestmark = [pytest.mark.embedded, pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]
STARTS = {"cs": "/", "en": "/en/", "de": "/de/"}
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")


def visitor(role: str) -> Client:
    """Return a client of the sample's creative or curator, or of a stranger."""
    client = Client(raise_request_exception=False)
    if role == "creative":
        client.force_login(Membership.objects.order_by("pk").first().user)
    if role == "curator":
        client.force_login(RoleGrant.objects.filter(role=Role.CURATOR, user__is_sample=True).first().user)
    return client


@pytest.mark.parametrize("role", ["stranger", "creative", "curator"])
@pytest.mark.parametrize("language", STARTS)
def test_no_link_of_the_sample_site_is_dead(role, language):
    pages = list(crawl(visitor(role), (STARTS[language],)))
    assert [f"{page.status} {page.url} (from {page.found_on})" for page in pages if page.status >= 400] == []
    assert len(pages) > 10


@pytest.mark.parametrize("role", ["stranger", "creative"])
@pytest.mark.parametrize("language", STARTS)
def test_pages_are_valid_html_in_the_language_they_name(role, language):
    faults = {}
    for page in one_of_each_view(crawl(visitor(role), (STARTS[language],))):
        if found := faults_of(page):
            faults[page.url] = found
    assert faults == {}


def one_of_each_view(pages):
    """Yield three documents of each view: a full walk says whether they answer, a few whether they are valid."""
    seen: Counter = Counter()
    for page in pages:
        if page.is_document:
            match = resolve(page.url.split("?")[0])
            seen[match.view_name] += 1
            if seen[match.view_name] <= 3:
                yield page


def faults_of(page: Page) -> list[str]:
    """Return what html5lib's parser objects to, doubled ids, and references that lead nowhere."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page.content.decode())
    found = [f"{code} at line {line} {details}" for (line, _column), code, details in parser.errors]
    ids = Counter(each.get("id") for each in tree.iter() if each.get("id") is not None)
    found += [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for each in tree.iter():
        wanted = [(name, value) for name in REFERRING for value in (each.get(name) or "").split()]
        wanted += [("for", each.get("for"))] if each.tag in {"label", "output"} and each.get("for") else []
        found += [f"{name} of <{each.tag}> names no id: {value}" for name, value in wanted if value not in ids]
    if not tree.get("lang"):
        found.append("<html> has no lang")
    return found
