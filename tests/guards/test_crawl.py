"""The sample site, walked by its own links: nothing is missing, nothing breaks, every page is valid HTML."""

from collections import Counter

import html5lib
import pytest
from django.test import Client

from catalogue.models import Membership
from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant
from tests.guards.crawling import Page, crawl, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]
STARTS = ("/", "/en/", "/de/")
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")


def visitor(role: str) -> Client:
    """Return a client of the sample's creative or curator, or of a stranger."""
    client = Client(raise_request_exception=False)
    if role == "creative":
        client.force_login(Membership.objects.order_by("pk").first().user)
    if role == "curator":
        client.force_login(RoleGrant.objects.filter(role=Role.CURATOR, user__is_sample=True).first().user)
    return client


@pytest.mark.parametrize("role", [pytest.param("stranger", marks=pytest.mark.embedded), "creative", "curator"])
def test_no_link_of_the_sample_site_is_dead_and_pages_are_valid(role):
    """Every page answers; of each view in each language two are judged as HTML."""
    dead, faults, judged = [], {}, Counter()
    pages = list(crawl(visitor(role), STARTS))
    for page in pages:
        if page.status >= 400:
            dead.append(f"{page.status} {page.url} (from {page.found_on})")
        elif page.is_document and is_one_of_two(page, judged) and (found := faults_of(page)):
            faults[page.url] = found
    assert (dead, faults) == ([], {})
    assert len(pages) > 30


def is_one_of_two(page: Page, judged: Counter) -> bool:
    kind = view_of(page.url.split("?")[0])
    judged[kind] += 1
    return judged[kind] <= 2


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
