"""The card that networks show when somebody shares a profile."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_card_is_a_picture_of_the_size_that_networks_want(client):
    profile = a_profile(name="Dílna Pod Komínem")
    response = client.get(reverse("catalogue:share_card", args=[profile.slug]))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_draft_has_no_card(client):
    draft = a_draft(by=a_user())
    assert client.get(reverse("catalogue:share_card", args=[draft.slug])).status_code == 404


def test_profile_page_names_its_card(client):
    profile = a_profile()
    page = client.get(profile.get_absolute_url()).content.decode()
    assert reverse("catalogue:share_card", args=[profile.slug]) in page
