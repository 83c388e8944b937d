"""Further pages of the back office, beside those of ``test_quality``: no violation of WCAG 2.2 AA in what is ours,
nothing sideways, a silent console."""

import pytest
from django.urls import reverse

from magazine.models import GuidePage
from tests.browser.judging import AT_REST, faults, overflow
from tests.browser.steps import CURATOR

pytestmark = pytest.mark.browser
EDITOR = "redakce@example.cz"
ADMINISTRATOR = "admin@example.cz"

OF_CURATORS = {
    "duplicates": "/admin/desk/?fronta=duplicates",
    "sum of a wave": "/admin/waves/2/sum/",
    "profiles": "/admin/snippets/catalogue/profile/",
    "projects": "/admin/snippets/catalogue/project/",
    "account": "/admin/account/",
}
OF_EDITORS = {
    "desk": "/admin/desk/",
    "plan": "/admin/plan/",
    "broken links": "/admin/reports/broken-links/",
    "searches": "/admin/searches/",
    "subscribers": "/admin/newsletter/",
    "literature": "/admin/snippets/magazine/reference/",
    "literature by DOI": "/admin/literatura/doi/",
}
OF_ADMINISTRATORS = {"users": "/admin/users/", "new user": "/admin/users/new/", "roles": "/admin/roles/"}
# Further pages have an address with a number: the first links of the desk to each.
FROM_THE_DESK = ("/duplicates/", "/claims/", "/tip/")


def judged(page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer.status == 200
    page.add_style_tag(content=AT_REST)
    # What stands around the content is Wagtail's.
    return [*faults(page, within="main"), *overflow(page, width=360)]


@pytest.mark.parametrize("address", OF_CURATORS.values(), ids=OF_CURATORS)
def test_pages_of_curators(window, address):
    assert judged(window(CURATOR, reduced_motion="reduce"), address) == []


@pytest.mark.parametrize("address", OF_EDITORS.values(), ids=OF_EDITORS)
def test_pages_of_editors(window, address):
    assert judged(window(EDITOR, reduced_motion="reduce"), address) == []


@pytest.mark.parametrize("address", OF_ADMINISTRATORS.values(), ids=OF_ADMINISTRATORS)
def test_pages_of_administrators(window, address):
    assert judged(window(ADMINISTRATOR, reduced_motion="reduce"), address) == []


def test_check_of_a_guide(window):
    guide = GuidePage.objects.live().order_by("pk").first()
    page = window(EDITOR, reduced_motion="reduce")
    assert judged(page, reverse("guide_check", args=[guide.pk])) == []


def test_pages_that_the_desk_leads_to(window):
    page = window(CURATOR, reduced_motion="reduce")
    page.goto("/admin/desk/")
    links = page.locator("main td a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    ways = {part: next((link for link in links if part in link), None) for part in FROM_THE_DESK}
    assert all(ways.values()), ways
    assert {part: judged(page, link) for part, link in ways.items()} == {part: [] for part in FROM_THE_DESK}
