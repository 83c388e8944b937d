"""Words that never end: addresses, languages that join their words, a cat on the keyboard. No page is pushed aside."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from catalogue.actions import relist_profiles
from catalogue.choices import Step
from catalogue.models import NeedKind, Offer, Profile, ProfileLink
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from tests.browser.judging import OVERFLOWING
from tests.browser.steps import MEMBER

pytestmark = pytest.mark.browser

WORD = "nejneobhospodarovavatelnejsimi" * 4
WIDTHS = (360, 768, 1440)


@pytest.fixture(scope="module")
def wordy(site) -> Iterator[Profile]:
    """A public profile of the sample's member in which every text of people's own is one endless word."""
    profile = Profile.objects.get(slug="dilna-pod-kominem")
    texts = dict.fromkeys(("name", "summary_cs", "text_cs", "services_cs", "address"), WORD)
    texts |= {"web": f"https://{WORD[:60]}.example.cz/{WORD}", "address_visibility": Visibility.PUBLIC}
    for name, text in texts.items():
        setattr(profile, name, text[: profile._meta.get_field(name).max_length])
    profile.save_revision(user=User.objects.get(email=MEMBER), clean=False).publish()
    kind = NeedKind.objects.first()
    for model in (profile.needs, Offer.objects):
        model.create(profile=profile, kind=kind, note_cs=WORD)
    profile.needs.update(visibility=Visibility.PUBLIC)
    ProfileLink.objects.create(profile=profile, url=f"https://example.cz/{WORD}", label=WORD[:60])
    relist_profiles(ids=[profile.pk])
    return profile


def test_public_pages_hold_endless_words(window, wordy):
    page, found = window(), {}
    addresses = [
        wordy.get_absolute_url(),
        reverse("catalogue:contact", args=[wordy.slug]),
        reverse("catalogue:shortlist_add", args=[wordy.slug]),
        reverse("catalogue:municipality", args=[wordy.municipality.slug]),
        reverse("catalogue:radar"),
        f"/katalog/?q={WORD[:30]}",
        f"/hledat/?q={WORD[:30]}",
    ]
    for address in addresses:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if pushed := page.evaluate(OVERFLOWING):
                found[f"{address} {width}"] = pushed
    assert found == {}


def test_pages_of_the_keeper_hold_endless_words(window, wordy):
    page, found = window(MEMBER), {}
    names = ["edit", "preview", "portfolio", "needs", "links", "people", *(f"step_{step}" for step in Step)]
    addresses = [reverse("accounts:overview"), *(reverse(f"catalogue:{name}", args=[wordy.pk]) for name in names)]
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            if pushed := page.evaluate(OVERFLOWING):
                found[f"{address} {width}"] = pushed
    assert found == {}
