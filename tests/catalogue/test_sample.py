"""Reference data and the sample: loaded once whatever the number of times, and gone with one command."""

import pytest
from django.urls import reverse

from catalogue.listing import current_listing
from catalogue.models import (
    ContactMessage,
    Discipline,
    ImportBatch,
    NeedGroup,
    NeedKind,
    PortfolioItem,
    Profile,
    Sector,
)
from catalogue.reference import load_needs, load_sectors
from catalogue.sample import load_desk, load_institutions, load_pictures, load_profiles, remove_profiles
from catalogue.sample.profiles import DOUBLE, PICTURED, PICTURES_BY, SILENT, TWIN, WRITTEN_TO
from catalogue.slots.contact import reported_messages
from catalogue.slots.desk import possible_duplicates, stale_profiles
from kko.accounts.models import User
from kko.accounts.sample import PEOPLE, load_people
from kko.mail.models import Message
from kko.media.models import KkoImage
from kko.moderation.choices import Provenance, PublicationState
from kko.search.models import SearchEntry, VocabularyWord
from kko.search.retrieval import matching_ids
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("region")]


@pytest.fixture
def sample():
    load_people()
    load_profiles()


def test_sample_has_sixty_public_profiles(sample):
    profiles = list(Profile.objects.sample())
    assert len(profiles) == 60
    assert {one.publication_state for one in profiles} == {PublicationState.PUBLISHED}
    assert len(current_listing().facets.ids) == SearchEntry.objects.filter(kind="profile").count() == 60
    assert {one.revisions.count() for one in profiles} == {1}


def test_sample_has_work_needs_and_offers_in_three_languages(sample):
    profiles = list(Profile.objects.sample().prefetch_related("portfolio", "needs", "offers"))
    assert {bool(one.text_cs and one.text_en and one.text_de) for one in profiles} == {True}
    assert {one.portfolio.count() > 1 for one in profiles} == {True}
    assert {one.needs.count() + one.offers.count() > 0 for one in profiles} == {True}


def test_institutions_come_through_the_real_import_once(sample):
    load_institutions()
    load_institutions()
    mapped = Profile.objects.filter(provenance=Provenance.MAPPING)
    assert (mapped.count(), mapped.sample().count(), ImportBatch.objects.count()) == (35, 35, 1)
    remove_profiles()
    assert (Profile.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_sample_stands_in_every_sector(sample):
    counts = current_listing().facets.select({}).counts["sector"]
    assert [sector.slug for sector in Sector.objects.all() if not counts.get(sector.slug)] == []


def test_sample_is_visibly_invented(sample):
    for profile in Profile.objects.sample():
        assert (profile.phone, "example." in profile.web or not profile.web) == ("", True)
        assert profile.email == "" or profile.email.endswith("example.cz")


def test_sample_creative_keeps_the_first_profile(sample):
    owner = User.objects.get(email=PEOPLE[0].email)
    assert [one.name for one in Profile.objects.kept_by(owner)] == ["Dílna Pod Komínem"]


def test_loading_twice_is_loading_once(sample):
    before = list(Profile.objects.values_list("pk", "slug", "live_revision"))
    load_people()
    load_profiles()
    assert list(Profile.objects.values_list("pk", "slug", "live_revision")) == before


def test_removed_sample_leaves_nothing_but_what_is_real(sample):
    real = a_profile(name="Skutečná dílna", main_discipline=Discipline.objects.first())
    words = set(VocabularyWord.objects.filter(kind="profile").values_list("word", flat=True))
    assert "komínem" in words
    remove_profiles()
    assert list(Profile.objects.all()) == [real]
    assert list(SearchEntry.objects.filter(kind="profile").values_list("object_id", flat=True)) == [real.pk]
    assert (current_listing().facets.ids, matching_ids("komínem", "profile")) == ([real.pk], [])
    assert not VocabularyWord.objects.filter(kind="profile", word="komínem").exists()
    assert remove_profiles().split()[0] == "0"


def test_sample_gives_the_desk_something_of_each_kind(sample, curator):
    for _ in range(2):
        load_desk()
    [silent] = stale_profiles(curator).waiting
    [pair] = possible_duplicates(curator).waiting
    [reported] = reported_messages(curator).waiting
    assert (silent.title, pair.title) == (SILENT, f"{TWIN} ≟ {DOUBLE}")
    messages = ContactMessage.objects.filter(profile__name=WRITTEN_TO)
    assert ([one.text[:7] for one in messages], messages.reported().count()) == (["Ukázka:"] * 2, 1)
    assert all(email.endswith(".example.cz") for email in messages.values_list("email", flat=True))
    assert (Message.objects.count(), Profile.objects.count(), Profile.objects.sample().count()) == (0, 61, 61)
    assert reported.url == reverse("desk_message", args=[messages.reported().get().pk])
    remove_profiles()
    assert (Profile.objects.count(), ContactMessage.objects.count()) == (0, 0)


def test_sample_pictures_say_on_what_terms_and_leave_with_their_files(
    sample, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = str(tmp_path)
    for _ in range(2):
        load_pictures()
    pieces = PortfolioItem.objects.exclude(image=None).select_related("image", "profile")
    assert {one.profile.name: one.image.licence for one in pieces} == PICTURED
    assert {(one.image.title[:7], one.alt[:7], one.image.credit) for one in pieces} == {
        ("Ukázka:", "Ukázka:", PICTURES_BY)
    }
    assert sum(file.stat().st_size for file in tmp_path.rglob("*.png")) < 200_000
    for one in pieces:
        profile = one.profile
        live = profile.live_revision.as_object()
        assert (profile.revisions.count(), profile.has_unpublished_changes) == (1, False)
        assert [piece.image_id for piece in live.portfolio.all() if piece.image_id] == [one.image_id]
    with django_capture_on_commit_callbacks(execute=True):
        remove_profiles()
    assert (KkoImage.objects.count(), list(tmp_path.rglob("*.png"))) == (0, [])


@pytest.mark.parametrize("word", ["keramiku", "keramicka", "Dubi", "keramička z Dubí"])
def test_sample_workshop_is_found_by_any_form(sample, word):
    names = {Profile.objects.get(pk=pk).name for pk in matching_ids(word, "profile", prefix=True)}
    assert "Dílna Pod Komínem" in names


def counts() -> list[int]:
    return [model.objects.count() for model in (Sector, Discipline, NeedGroup, NeedKind)]


def test_taxonomy_is_whole_and_loaded_once():
    assert counts() == [13, 81, 6, 25]
    load_sectors()
    load_needs()
    assert counts() == [13, 81, 6, 25]
    assert not Discipline.objects.filter(name_en="").exists()


def test_taxonomy_of_the_editors_stays_and_that_of_the_file_wins():
    sector = Sector.objects.first()
    Discipline.objects.create(sector=sector, slug="vlastni", name_cs="Vlastní", name_en="Own", name_de="Eigen")
    named = Discipline.objects.get(slug="keramika")
    Discipline.objects.filter(pk=named.pk).update(name_cs="Jinak")
    load_sectors()
    assert Discipline.objects.filter(slug="vlastni").exists()
    named.refresh_from_db()
    assert named.name_cs != "Jinak"


def test_reloaded_taxonomy_is_seen_at_once():
    current_listing()
    Discipline.objects.filter(slug="keramika").update(name_cs="Jinak")
    load_sectors()
    assert str(current_listing().labels["discipline"]["keramika"]) != "Jinak"
