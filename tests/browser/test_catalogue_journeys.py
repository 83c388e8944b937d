"""Whole journeys of visitors, members and curators, from end to end.

Each in Czech, in English, with the keyboard alone on a phone's window, and without scripts; the import of the
sample's sheet, which needs a catalogue without it, stands in ``test_journey``.
"""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from catalogue.models import Membership, Profile
from kko.accounts.models import User
from kko.moderation.choices import Provenance
from kko.slots import run_chores
from tests.browser.letters import code_for, letters_to, text_of
from tests.browser.people import MORE_THAN_A_ROBOT, WAYS, Person
from tests.browser.steps import CURATOR, MEMBER, SAVE, decide, fill_profile, join, send

pytestmark = pytest.mark.browser
SLUG, OTHER_SLUG = "dilna-pod-kominem", "hut-rozbreskova"  # the sample's member looks after the first
WISH = "Na hrnky do kavárny"
PROFILE = {"place": "Most", "discipline": "Arch", "summary": "Navrhuji vesnické domy.", "text": "Píšu z podkroví."}


# --- Visitors -----------------------------------------------------------------------------------


@WAYS
def test_a_visitor_writes_to_a_profile_and_the_address_stays_hidden(people, way):
    visitor, sender = people(), f"pani.psavcova.{way.name}@example.cz"
    before = len(letters_to(MEMBER))
    visitor.go("catalogue:profile", SLUG)
    visitor.press(f"a[href='{visitor.address('catalogue:contact', SLUG)}']")
    visitor.fill("input[name=name]", "Psavcová")
    visitor.fill("input[name=email]", sender)
    visitor.fill("textarea[name=text]", "Uděláte nám dvacet hrnků do kavárny?")
    with time_machine.travel(timezone.now() + timedelta(seconds=MORE_THAN_A_ROBOT), tick=True):
        visitor.press(SAVE)
        visitor.arrives("catalogue:contact_code", SLUG)
        visitor.fill("input[name=code]", code_for(sender))
        visitor.press(SAVE)
        visitor.arrives("catalogue:contact_sent", SLUG)
        to_owner, copy = letters_to(MEMBER)[before:], letters_to(sender)[-1]
    assert MEMBER not in visitor.page.content()
    assert [letter["Reply-To"] for letter in to_owner] == [sender]
    assert "dvacet hrnků" in text_of(to_owner[0])
    assert "dvacet hrnků" in text_of(copy)
    assert MEMBER not in copy.as_string()


@WAYS
def test_a_visitor_puts_profiles_aside_and_sends_the_list(people, way):
    visitor, own = people(), f"vyber.{way.name}@example.cz"
    names = [puts_aside(visitor, slug) for slug in (SLUG, OTHER_SLUG)]
    visitor.go("catalogue:shortlist")
    expect(visitor.page.locator("main h2 a")).to_have_text(names)
    visitor.fill("main li :is(textarea, input[type=text])", WISH)
    visitor.press("button[name=send]")
    visitor.arrives("catalogue:shortlist_send")
    visitor.fill("input[name=email]", own)
    visitor.press(SAVE)
    visitor.arrives("catalogue:shortlist_code")
    visitor.fill("input[name=code]", code_for(own))
    visitor.press(SAVE)
    expect(visitor.page.locator(".notice.is-success")).to_be_visible()
    letter = text_of(letters_to(own)[-1])
    assert [said for said in (*names, WISH) if said not in letter] == []


def puts_aside(visitor: Person, slug: str) -> str:
    """Add the profile from its own page; return its name."""
    visitor.go("catalogue:profile", slug)
    name = visitor.page.locator("main h1").inner_text()
    add = f"a[href='{visitor.address('catalogue:shortlist_add', slug)}']"
    visitor.press(add)
    if visitor.way.scripts:
        expect(visitor.page.locator(add)).to_have_count(0)
    else:
        visitor.press(SAVE)
    return name


# --- Members ------------------------------------------------------------------------------------


@WAYS
def test_the_subject_of_a_mapped_profile_claims_it(people, way):
    claimant = f"reditelka.{way.name}@example.cz"
    mapped = Profile.objects.published().filter(provenance=Provenance.MAPPING, memberships=None)
    profile = mapped.filter(claims=None).first()
    member, curator = people(), people(CURATOR)
    join(member, claimant)
    member.go("catalogue:profile", profile.slug)
    member.press(f"a[href='{member.address('catalogue:claim', profile.slug)}']")
    member.fill("textarea[name=reason]", "Jsem ředitelka a napíšu vám ze služebního e-mailu.")
    member.press(SAVE)
    expect(member.page.locator("textarea[name=reason]")).to_have_count(0)
    decide(curator, profile.name, "grant")
    assert Membership.objects.get(profile=profile).user.email == claimant
    member.go("accounts:overview")
    member.press("main a", profile.name)
    member.arrives("catalogue:edit", profile.pk)
    expect(member.page.locator("main h1")).to_contain_text(profile.name)
    assert profile.name in text_of(letters_to(claimant)[-1])


@WAYS
def test_a_creative_joins_is_published_takes_the_data_away_and_leaves_for_good(people, way):
    email, name = f"odchazejici.{way.name}@example.cz", f"Na odchodu {way.name}"
    member, curator, visitor = people(), people(CURATOR), people()
    join(member, email)
    is_told_what_a_profile_lacks(member)
    fill_profile(member, name=name, **PROFILE)
    send(member)
    expect(member.page.locator(".state-submitted")).to_be_visible()
    profile = Profile.objects.get(name=name)
    assert visitor.page.goto(visitor.address("catalogue:profile", profile.slug)).status == 404
    decide(curator, name, "approve")
    finds(visitor, name)
    held = takes_the_data_away(member)
    assert [said for said in (email, name, PROFILE["text"]) if said not in held] == []
    leaves(member)
    assert visitor.page.reload().status == 404
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=True):
        run_chores()
        letters_to(email)  # the farewell leaves before the account does
        run_chores()
    assert not User.objects.filter(email=email).exists()
    assert not Profile.objects.filter(pk=profile.pk).exists()
    member.page.goto(member.address("accounts:overview"))
    expect(member.page.locator("input[name=login]")).to_be_visible()


def is_told_what_a_profile_lacks(member: Person) -> None:
    member.go("catalogue:create")
    member.press(SAVE)
    expect(member.page.locator(".error-summary a")).to_have_count(3)


def finds(visitor: Person, name: str) -> None:
    """Search the catalogue by the name and open what it has found."""
    visitor.go("catalogue:list")
    visitor.fill("#catalogue-search", name)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**q=**")
    visitor.press(".card-title a", name)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(name)


def takes_the_data_away(member: Person) -> str:
    """Download what is held; return it as text."""
    member.go("accounts:data")
    with member.page.expect_download() as download:
        member.press(SAVE)
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        return json.dumps(json.loads(archive.read("udaje.json")), ensure_ascii=False)


def leaves(member: Person) -> None:
    member.press(f"main a[href='{member.address('accounts:erasure')}']")
    member.arrives("accounts:erasure")
    member.tick("main form input[type=checkbox]")
    member.press(SAVE)
    expect(member.page.locator("main form input[type=checkbox]")).to_have_count(0)


def test_who_changes_their_mind_within_fourteen_days_stays(window):
    email, name = "vahajici@example.cz", "Dílna Váhavá"
    member, curator = Person(window()), Person(window(CURATOR))
    join(member, email)
    fill_profile(member, name=name, **PROFILE)
    send(member)
    decide(curator, name, "approve")
    public = Profile.objects.get(name=name).get_absolute_url()
    member.go("accounts:data")
    leaves(member)
    assert curator.page.goto(public).status == 404
    link = re.search(r"https?://\S+/zpet/\S+", text_of(letters_to(email)[-1]))[0]
    visitor = Person(window())  # without signing in
    visitor.page.goto("/" + link.split("/", 3)[3])
    visitor.press(SAVE)
    assert curator.page.goto(public).status == 200
