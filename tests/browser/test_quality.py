"""Every kind of page: no violation of WCAG 2.2 AA, nothing sideways, nothing cut off, a silent console."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.choices import Step
from catalogue.models import Discipline, ImportBatch, Profile
from kko.accounts.actions import agree
from kko.accounts.choices import ConsentKind
from kko.accounts.models import User
from kko.moderation.actions import approve_record, decline_record, return_record, submit_record
from kko.territory.models import Municipality
from magazine.models import ArticlePage
from tests.browser.judging import faults, overflow
from tests.browser.steps import CURATOR
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_batch, a_draft

pytestmark = pytest.mark.browser
OWNER = "stavy@example.cz"
STATES = ("draft", "submitted", "published", "returned", "declined", "edited")

STILL = {"reduced_motion": "reduce"}  # a colour on its way to another has a poor contrast

PUBLIC = {
    "home": "/",
    "home in English": "/en/",
    "home in German": "/de/",
    "catalogue": "/katalog/",
    "catalogue with filters": "/katalog/?odvetvi=remesla&okres=teplice&q=hrnky",
    "catalogue with nothing found": "/katalog/?q=keramyka",
    "catalogue, second page": "/katalog/?strana=2",
    "catalogue in German": "/de/katalog/?odvetvi=remesla",
    "municipalities": "/katalog/obce/",
    "search": "/hledat/",
    "search with results": "/hledat/?q=keramika",
    "search with nothing found": "/hledat/?q=keramyka",
    "open data": "/data/",
    "radar of needs": "/potreby/",
    "shortlist": "/vyber/",
    "to the shortlist": "/vyber/pridat/dilna-pod-kominem/",
    "message to a profile": "/katalog/dilna-pod-kominem/napsat/",
    "report about a profile": "/nefunguje/?odkud=/katalog/dilna-pod-kominem/&co=profil",
    "magazine": "/magazin/",
    "section of the magazine": "/magazin/zahranici/",
    "topic": "/magazin/prazdne-domy/",
    "author": "/magazin/apolena-strucna/",
    "series": "/magazin/domy-ktere-cekaji/",
    "article with every block": "/magazin/hrnek-si-pamatuje/",
    "article with bars and sources": "/magazin/kraj-sedmnacti-mest/",
    "article only in Czech": "/en/magazine/mapa-z-354-plosek/",
    "newsletter": "/magazin/odber/",
    "newsletter asked for": "/magazin/odber/posta/",
    "link of a newsletter cut off": "/magazin/odber/konec/x/",
    "sign in": "/ucet/login/",
    "sign in by code": "/ucet/login/code/",
    "join": "/ucet/signup/",
    "forgotten password": "/ucet/password/reset/",
    "not found": "/katalog/neni-tu/",
}
ACCOUNT = {
    "overview in all states": "/muj/",
    "new profile": "/muj/profil/novy/",
    "e-mail": "/ucet/email/",
    "password": "/ucet/password/change/",
    "passkeys": "/ucet/2fa/",
    "list of passkeys": "/ucet/2fa/webauthn/",
    "is it you": "/ucet/reauthenticate/",
    "sign out": "/ucet/logout/",
    "my data": "/muj/udaje/",
    "deletion": "/muj/smazani/",
    "consent": "/muj/souhlas/",
}
KEEPING = ("needs", "need_kinds", "offer_kinds", "links", "portfolio", "portfolio_new", "people", "messages")


@pytest.fixture(scope="module")
def profiles(site: str) -> dict[str, Profile]:
    """One profile of the same owner in each state, by the name of the state; "edited" is public and has a draft."""
    owner, curator = a_user(email=OWNER, name="Stáňa Stavová"), User.objects.get(email=CURATOR)
    agree(user=owner, kind=ConsentKind.TERMS)  # or every page of theirs would be the one that asks
    common = {
        "by": owner,
        "municipality": Municipality.objects.get(name="Dubí"),
        "main_discipline": Discipline.objects.get(slug="keramika"),
        "summary_cs": "Točené hrnky z dubské hlíny.",
        "text_cs": "Dílna je v podkroví.",
        "email": OWNER,
    }
    made = {state: a_draft(name=f"Dílna {state}", **common) for state in STATES}
    for state in STATES[1:]:
        submit_record(record=made[state], by=owner)
    decisions = {"published": approve_record, "returned": return_record, "declined": decline_record}
    for state, decide in (decisions | {"edited": approve_record}).items():
        waiting = Profile.objects.get(pk=made[state].pk).waiting_revision
        decide(record=made[state], revision_id=waiting.pk, by=curator, note="Doplňte prosím obor.")
    edit = Profile.objects.get(pk=made["edited"].pk)
    edit.summary_cs = "Točené hrnky a vázy."
    edit.save_revision(user=owner)
    submit_record(record=edit, by=owner)
    return made


def expect_no_faults(page: Page) -> None:
    found = {"axe": faults(page), "sideways at 320": overflow(page, width=320)}
    assert found == {"axe": [], "sideways at 320": []}


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC.keys())
def test_public_pages(window, path):
    page = window(**STILL)
    page.goto(path)
    expect_no_faults(page)


@pytest.mark.parametrize("kind", [Profile, ArticlePage])
def test_pages_of_profiles_and_articles(window, kind):
    page = window(**STILL)
    shown = kind.objects.filter(live=True, is_sample=True).first()
    page.goto(shown.get_absolute_url() if kind is Profile else shown.get_url())
    expect_no_faults(page)


@pytest.mark.parametrize("path", ACCOUNT.values(), ids=ACCOUNT.keys())
def test_pages_of_the_account(window, profiles, path):
    page = window(OWNER, **STILL)
    page.goto(path)
    expect_no_faults(page)


@pytest.mark.parametrize("state", STATES)
def test_form_in_each_state(window, profiles, state):
    page = window(OWNER, **STILL)
    page.goto(reverse("catalogue:edit", args=[profiles[state].pk]))
    expect_no_faults(page)


@pytest.mark.parametrize("state", ["draft", "submitted", "published"])
def test_preview_with_each_set_of_buttons(window, profiles, state):
    page = window(OWNER, **STILL)
    page.goto(reverse("catalogue:preview", args=[profiles[state].pk]))
    expect_no_faults(page)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_each_step(window, profiles, state, step):
    page = window(OWNER, **STILL)
    page.goto(reverse(f"catalogue:step_{step}", args=[profiles[state].pk]))
    page.wait_for_load_state("networkidle")
    expect_no_faults(page)


@pytest.mark.parametrize("name", KEEPING)
def test_pages_where_a_profile_is_kept(window, profiles, name):
    page = window(OWNER, **STILL)
    page.goto(reverse(f"catalogue:{name}", args=[profiles["draft"].pk]))
    expect_no_faults(page)


def test_interviews_of_a_fieldworker(window):
    page = window("teren@example.cz", **STILL)
    page.goto("/muj/mapovani/")
    expect_no_faults(page)


def test_form_with_errors(window, profiles):
    page = window(OWNER, **STILL)
    page.goto(reverse("catalogue:step_contact", args=[profiles["draft"].pk]))
    page.fill("input[name=web]", "to není adresa")
    page.fill("input[name=phone]", "to není číslo")
    page.click("main form .btn-primary")
    expect(page.locator(".error-summary")).to_be_focused()
    expect_no_faults(page)


def test_code_page_with_an_error(window):
    page = window(**STILL)
    page.goto("/ucet/signup/")
    page.fill("input[name=email]", "nova@example.cz")
    page.click(".entrance form .btn-primary")
    page.wait_for_url("**/confirm-email/")
    expect_no_faults(page)
    page.fill("input[name=code]", "000000")
    page.click(".entrance form .btn-primary")
    expect(page.locator(".error-summary")).to_be_visible()
    expect_no_faults(page)


def review_of(profile: Profile) -> str:
    return reverse("desk_review", args=["catalogue.profile", profile.pk])


def an_import(profiles: dict[str, Profile]) -> str:
    sheet = Path(settings.BASE_DIR, "catalogue", "data", "actors_sample.csv").read_text(encoding="utf-8")
    batch = ImportBatch.objects.first() or a_batch(sheet, by=User.objects.get(email=CURATOR))
    return reverse("import_batch", args=[batch.pk])


BACK_OFFICE: dict[str, Callable[[dict[str, Profile]], str]] = {
    "desk": lambda profiles: reverse("desk"),
    "review": lambda profiles: review_of(profiles["submitted"]),
    "review of an edit": lambda profiles: review_of(profiles["edited"]),
    "imports": lambda profiles: reverse("import_batches"),
    "import": an_import,
    "columns of a sheet": lambda profiles: reverse("import_columns"),
    "radar of needs": lambda profiles: reverse("needs_radar"),
    "coverage": lambda profiles: reverse("coverage"),
}


@pytest.mark.parametrize("name", list(BACK_OFFICE))
def test_our_pages_of_the_back_office(window, profiles, name):
    """The content is judged; the frame around it is Wagtail's."""
    page = window(CURATOR, **STILL)
    page.goto(BACK_OFFICE[name](profiles))
    found = faults(page, within="main", widths=(1440,))
    assert found == []
