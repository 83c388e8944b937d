"""What visitors and members do with profiles, from end to end: write, put aside, claim, take their data, leave.

Each in Czech and in English, with and without JavaScript.
"""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Page, expect

from catalogue.models import Membership, Profile
from kko.accounts.models import User
from kko.moderation.choices import Provenance
from kko.slots import run_chores
from tests.browser.letters import code_for, letters_to, text_of
from tests.browser.steps import CURATOR, MEMBER, decide, join, sign_in

pytestmark = pytest.mark.browser
SLUG = "dilna-pod-kominem"  # the sample's member looks after it
SECONDS_TO_TYPE = 2300  # in ms; what is sent sooner is taken for a robot's
WAYS = pytest.mark.parametrize(
    ("language", "scripts"), [("cs", True), ("en", True), ("cs", False)], ids=["cs", "en", "cs without scripts"]
)


def address(name: str, *args: object, language: str = "cs") -> str:
    with override(language):
        return reverse(name, args=args)


@WAYS
def test_a_visitor_writes_to_a_profile_and_the_address_stays_hidden(window, language, scripts):
    page, sender = window(java_script_enabled=scripts), f"pani.psavcova.{language}.{scripts}@example.cz".lower()
    before = len(letters_to(MEMBER))
    page.goto(address("catalogue:profile", SLUG, language=language))
    page.click(f"a[href='{address('catalogue:contact', SLUG, language=language)}']")
    page.fill("input[name=name]", "Psavcová")
    page.fill("input[name=email]", sender)
    page.fill("textarea[name=text]", "Dobrý den, uděláte nám dvacet hrnků do kavárny?")
    page.wait_for_timeout(SECONDS_TO_TYPE)
    page.click("main form .btn-primary")
    page.wait_for_url(f"**{address('catalogue:contact_code', SLUG, language=language)}")
    page.fill("input[name=code]", code_for(sender))
    page.click("main form .btn-primary")
    expect(page.locator("main h1")).to_be_visible()
    assert MEMBER not in page.content()
    to_owner = letters_to(MEMBER)[before:]
    assert [letter["Reply-To"] for letter in to_owner] == [sender]
    assert "dvacet hrnků" in text_of(to_owner[0])
    copy = letters_to(sender)[-1]
    assert "dvacet hrnků" in text_of(copy)
    assert MEMBER not in copy.as_string()


@WAYS
def test_a_visitor_puts_profiles_aside_and_sends_the_list(window, language, scripts):
    page, own = window(java_script_enabled=scripts), f"vyber.{language}.{scripts}@example.cz".lower()
    names = []
    for slug in (SLUG, "hut-rozbreskova"):
        page.goto(address("catalogue:profile", slug, language=language))
        names.append(page.locator("main h1").inner_text())
        add = address("catalogue:shortlist_add", slug, language=language)
        page.click(f"a[href='{add}']")
        if scripts:
            expect(page.locator(f"a[href='{add}']")).to_have_count(0)
        else:
            page.click("main form .btn-primary")
    page.goto(address("catalogue:shortlist", language=language))
    expect(page.locator("main h2 a")).to_have_text(names)
    page.locator("main li textarea, main li input[type=text]").first.fill("Na hrnky do kavárny")
    page.click("button[name=send]")
    page.wait_for_url(f"**{address('catalogue:shortlist_send', language=language)}")
    page.fill("input[name=email]", own)
    page.click("main form .btn-primary")
    page.fill("input[name=code]", code_for(own))
    page.click("main form .btn-primary")
    expect(page.locator(".notice.is-success")).to_be_visible()
    letter = text_of(letters_to(own)[-1])
    assert all(name in letter for name in names)
    assert "Na hrnky do kavárny" in letter


@WAYS
def test_the_subject_of_a_mapped_profile_claims_it(window, language, scripts):
    claimant = f"reditelka.{language}.{scripts}@example.cz".lower()
    mapped = Profile.objects.published().filter(provenance=Provenance.MAPPING, memberships=None)
    profile = mapped.filter(claims=None).first()
    member, curator = window(java_script_enabled=scripts), window()
    join(member, claimant)
    member.goto(address("catalogue:profile", profile.slug, language=language))
    member.click(f"a[href='{address('catalogue:claim', profile.slug, language=language)}']")
    member.fill("textarea[name=reason]", "Jsem ředitelka a napíšu vám ze služebního e-mailu.")
    member.click("main form .btn-primary")
    sign_in(curator, CURATOR)
    curator.goto("/admin/desk/")
    curator.locator("main").get_by_role("link", name=profile.name, exact=True).first.click()
    curator.click("button[name=verdict][value=grant]")
    curator.wait_for_url("**/admin/desk/**")
    assert Membership.objects.get(profile=profile).user.email == claimant
    member.goto(address("accounts:overview", language=language))
    expect(member.get_by_role("link", name=profile.name).first).to_be_visible()
    member.goto(address("catalogue:edit", profile.pk, language=language))
    expect(member.locator("main h1")).to_contain_text(profile.name)
    assert profile.name in text_of(letters_to(claimant)[-1])


def a_keeper(page: Page, email: str, name: str, language: str) -> Profile:
    """Join, make a profile in the fewest steps, and send it for approval."""
    join(page, email)
    page.goto(address("catalogue:create", language=language))
    page.fill("input[name=name]", name)
    page.select_option("select[name=municipality]", label="Dubí (Teplice)")
    page.locator("select[name=main_discipline]").select_option(index=1)
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/\d+/"))
    profile = Profile.objects.get(name=name)
    page.goto(address("catalogue:step_finish", profile.pk, language=language))
    page.click("main form .btn-primary")
    page.wait_for_url(f"**{address('accounts:overview', language=language)}")
    return profile


@WAYS
def test_a_member_takes_the_data_away_and_leaves_for_good(window, language, scripts):
    email = f"odchazejici.{language}.{scripts}@example.cz".lower()
    name = f"Dílna Na odchodu {language} {scripts}"
    page, curator = window(java_script_enabled=scripts), window()
    profile = a_keeper(page, email, name, language)
    sign_in(curator, CURATOR)
    decide(curator, name, "approve")
    page.goto(address("accounts:data", language=language))
    with page.expect_download() as download:
        page.click("main form .btn-primary")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        held = json.loads(archive.read("udaje.json"))
    assert email in json.dumps(held)
    assert name in json.dumps(held, ensure_ascii=False)
    page.goto(address("accounts:erasure", language=language))
    page.check("main form input[type=checkbox]")
    page.click("main form .btn-primary")
    public = address("catalogue:profile", profile.slug, language=language)
    assert curator.goto(public).status == 404
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=True):
        run_chores()
        letters_to(email)  # the farewell leaves before the account does
        run_chores()
    assert not User.objects.filter(email=email).exists()
    assert not Profile.objects.filter(pk=profile.pk).exists()
    page.goto(address("accounts:overview", language=language))
    expect(page.locator("input[name=login]")).to_be_visible()


def test_who_changes_their_mind_within_fourteen_days_stays(window):
    email, page, curator = "vahajici@example.cz", window(), window()
    profile = a_keeper(page, email, "Dílna Váhavá", "cs")
    sign_in(curator, CURATOR)
    decide(curator, "Dílna Váhavá", "approve")
    page.goto("/muj/smazani/")
    page.check("main form input[type=checkbox]")
    page.click("main form .btn-primary")
    assert curator.goto(profile.get_absolute_url()).status == 404
    link = re.search(r"https?://\S+/zpet/\S+", text_of(letters_to(email)[-1]))[0]
    visitor = window()  # without signing in
    visitor.goto("/" + link.split("/", 3)[3])
    visitor.click("main form .btn-primary")
    assert curator.goto(profile.get_absolute_url()).status == 200


def test_a_phone_gets_from_joining_to_sent_with_the_keyboard_alone(window):
    """Tab, letters and Enter are all that is used, in English, on a small window."""
    page = window(width=360, height=740, locale="en-GB")
    join(page, "keyboard.only@example.cz")
    page.goto(address("catalogue:create", language="en"))
    type_into(page, "input[name=name]", "Keyboard Kiln")
    type_into(page, "select[name=municipality]", "Most")
    type_into(page, "select[name=main_discipline]", "Cera")
    tab_to(page, "main form .btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\d+/"))
    profile = Profile.objects.get(name="Keyboard Kiln")
    assert profile.municipality.name == "Most"
    last = address("catalogue:step_finish", profile.pk, language="en")
    tab_to(page, f"main a[href='{last}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{last}")
    tab_to(page, "main form .btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address('accounts:overview', language='en')}")
    expect(page.locator(".state-submitted")).to_be_visible()


def type_into(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def tab_to(page: Page, selector: str) -> None:
    for _step in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")
