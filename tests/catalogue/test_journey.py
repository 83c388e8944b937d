"""The whole way: a sheet is imported, a creative writes a profile, a curator approves it, a visitor finds it."""

import pytest
from django.urls import reverse

from catalogue.models import Discipline, Profile
from kko.territory.models import Municipality
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_batch
from tests.factories.steps import typed_new

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("region")]


def found(client, words: str) -> list[str]:
    client.logout()
    page = client.get(reverse("catalogue:list"), {"q": words})
    return [card.name for card in page.context["cards"]]


def test_from_sheet_and_form_to_the_visitor(client):
    owner, curator = a_user(), a_curator()
    batch = a_batch("název;obec;obory\nDům kultury Teplice;Teplice;koncerty\n", by=curator)
    client.force_login(curator)
    client.post(reverse("import_batch", args=[batch.pk]), {"row": ["2"]})
    assert found(client, "koncertu") == ["Dům kultury Teplice"]

    client.force_login(owner)
    place, trade = Municipality.objects.get(name="Dubí"), Discipline.objects.get(slug="keramika")
    new = typed_new(name="Dílna U Pece", municipality=place.pk, main_discipline=trade.pk)
    client.post(reverse("catalogue:create"), new)
    profile = Profile.objects.get(name="Dílna U Pece")
    client.post(reverse("catalogue:submission", args=[profile.pk]))
    assert found(client, "keramiku") == []

    client.force_login(curator)
    address = reverse("desk_review", args=["catalogue.profile", profile.pk])
    revision = client.get(address).context["waiting"].pk
    client.post(address, {"revision_id": revision, "verdict": "approve", "note": ""})
    for words in ("keramiku", "keramicka", "Dubi", "dilna u pece"):
        assert found(client, words) == ["Dílna U Pece"]
