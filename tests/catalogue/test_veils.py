"""What left the public pages for a while comes back, whoever has joined meanwhile."""

import pytest

from catalogue.actions.erasure import erase_profiles
from catalogue.actions.keeping import accept_invitation, grant_claim
from catalogue.choices import Form
from catalogue.models import Profile
from kko.accounts.actions import agree, ask_erasure, cancel_erasure, withdraw_consent
from kko.accounts.reference import load_consents
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.keeping import a_claim, an_editor, an_invitation

pytestmark = [pytest.mark.django_db]


def test_profile_that_somebody_joined_meanwhile_is_public_again(db):
    user, friend = a_user(), a_user()
    profile = a_profile(owner=user)
    invitation = an_invitation(profile, by=user)
    erasure = ask_erasure(by=user)
    assert list(Profile.objects.published()) == []
    accept_invitation(invitation=invitation, by=friend)
    assert list(Profile.objects.published()) == [profile]
    cancel_erasure(erasure=erasure, by=user)
    assert list(Profile.objects.published()) == [profile]


@pytest.mark.parametrize("end", ["cancelled", "erased", "agreed anew"])
def test_whatever_way_somebody_joined_the_profile_does_not_stay_hidden(end):
    load_consents()
    user, friend = a_user(), a_user()
    agree(user=user, kind="terms")
    profile = a_profile(owner=user)
    erasure = withdraw_consent(user=user, kind="terms") if end == "agreed anew" else ask_erasure(by=user)
    an_editor(profile, friend)
    assert list(Profile.objects.published()) == []
    if end == "cancelled":
        cancel_erasure(erasure=erasure, by=user)
    elif end == "erased":
        erase_profiles(user)
    else:
        agree(user=user, kind="terms")
    assert list(Profile.objects.published()) == [profile]


def test_mapped_profile_that_was_handed_over_meanwhile_is_public_again(curator):
    user, claimant = a_user(), a_user()
    profile = a_profile(form=Form.PERSON, email=user.email)
    claim = a_claim(profile, by=claimant)
    ask_erasure(by=user)
    assert list(Profile.objects.published()) == []
    grant_claim(claim=claim, by=curator)
    assert list(Profile.objects.published()) == [profile]
