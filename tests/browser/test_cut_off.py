"""Pages of the back office with long words: whatever the window, all of it can be seen or scrolled to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.actions.contact import report_message
from catalogue.models import ImportBatch, Profile, ProfileLink, Wave
from kko.accounts.actions import agree
from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import User
from kko.search.models import SearchCount
from tests.browser.judging import AT_REST, out_of_reach, violations
from tests.browser.steps import CURATOR
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_batch
from tests.factories.contact import a_message
from tests.factories.desk import a_report, a_silent_profile
from tests.factories.keeping import a_claim
from tests.factories.moderation import a_submitted_profile
from tests.factories.needs import a_need

pytestmark = pytest.mark.browser
ADMINISTRATOR = "admin@example.cz"
LONG = "neobhospodařovávatelnými" * 4
ADDRESS = f"{'hospodarime' * 5}@example.cz"
WIDTHS = (360, 768, 1440)


@pytest.fixture(scope="module")
def long_words(site: str) -> dict[str, str]:
    """Return the pages of the back office that are to be judged, after long words have come to stand on them."""
    profile = a_long_profile()
    silent = a_silent_profile(name=LONG, municipality=profile.municipality, main_discipline=profile.main_discipline)
    batch = an_import()
    message = a_message(silent, text=LONG, name=LONG)
    report_message(message=message, by=None)
    a_holder(Role.EDITOR, email=f"x{ADDRESS}")
    SearchCount.objects.create(day=timezone.localdate(), phrase=LONG[:60], searches=9, empty=9)
    return addresses(profile, silent, batch) | {
        "claim": reverse("claim_settlement", args=[a_claim(silent, by=a_user(), reason=LONG).pk]),
        "report": reverse("desk_report", args=[a_report(text=LONG, address=silent.get_absolute_url()).pk]),
        "message": reverse("desk_message", args=[message.pk]),
    }


def a_long_profile() -> Profile:
    """A profile that waits for approval, with a need and a link beside its edit."""
    owner = a_user(name=LONG)
    agree(user=owner, kind=ConsentKind.TERMS)
    profile = a_submitted_profile(by=owner, name=LONG, summary_cs=LONG, text_cs=LONG, email=ADDRESS)
    a_need(profile, note_cs=LONG)
    ProfileLink.objects.create(profile=profile, url=f"https://example.cz/{LONG}")
    return profile


def an_import() -> ImportBatch:
    """A dry run of rows of which each lacks something."""
    sheet = f"název;obec;obor;popis\n{LONG};{LONG};keramika;{LONG}\nDílna;Děčín;{LONG};{LONG}\n"
    return a_batch(sheet, by=User.objects.get(email=CURATOR), file_name=f"{LONG}.csv")


def addresses(profile: Profile, silent: Profile, batch: ImportBatch) -> dict[str, str]:
    of_record = ["catalogue.profile", profile.pk]
    return {
        "imports": reverse("import_batches"),
        "import": reverse("import_batch", args=[batch.pk]),
        "columns of an import": f"{reverse('import_batch', args=[batch.pk])}?columns=1",
        "what columns mean": reverse("import_columns"),
        "roles": reverse("roles"),
        "radar of needs": reverse("needs_radar"),
        "coverage": reverse("coverage"),
        "sum of a wave": reverse("wave_sum", args=[Wave.objects.filter(interviews__isnull=False).first().pk]),
        "desk": reverse("desk"),
        "review": reverse("desk_review", args=of_record),
        "history": reverse("desk_history", args=of_record),
        "silent profile": reverse("desk_stale", args=[silent.pk]),
        "searches": reverse("searches"),
        "newsletter": reverse("newsletter_numbers"),
        "broken links": reverse("broken_links"),
        "plan": reverse("magazine_plan"),
    }


def test_nothing_is_cut_off_that_cannot_be_scrolled_to(window, long_words):
    page = window(ADMINISTRATOR, reduced_motion="reduce")
    found = {}
    for name, address in long_words.items():
        assert page.goto(address).status == 200, name
        page.add_style_tag(content=AT_REST)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found |= {f"{name} at {width}": cut for cut in [out_of_reach(page)] if cut}
            bad = violations(page, within="main", rules=["scrollable-region-focusable"])
            found |= {f"{name} at {width}, by keyboard": bad} if bad else {}
    assert found == {}


def test_what_is_cut_off_is_found(window, long_words):
    page = window(ADMINISTRATOR, reduced_motion="reduce")
    page.goto(long_words["roles"])
    page.add_style_tag(content=".kko-scroll { overflow: visible !important; }")
    page.set_viewport_size({"width": 360, "height": 900})
    assert "button" in out_of_reach(page)
