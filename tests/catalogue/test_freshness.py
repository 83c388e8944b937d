"""Listing and search follow whatever changes what is public, and nothing else."""

import pytest
from django.urls import reverse

from catalogue.actions import delete_profiles, relist_profiles
from catalogue.facets import FACETS
from catalogue.listing import _Holder, current_listing, label_of
from catalogue.models import Discipline, Profile
from kko.audit.models import Entry
from kko.moderation.actions import archive_record
from kko.search.models import SearchEntry, VocabularyWord
from kko.search.retrieval import find, matching_ids
from tests.factories.catalogue import a_discipline, a_draft, a_profile, a_sector
from tests.factories.moderation import an_approved_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def listed() -> list[int]:
    return current_listing().facets.ids


def found(word: str) -> list[int]:
    return matching_ids(word, "profile")


@pytest.fixture
def office(client, curator):
    client.force_login(curator)
    return client


def snippet(model, name: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def test_unchanged_catalogue_is_read_once(django_assert_num_queries):
    a_profile()
    listing = current_listing()
    with django_assert_num_queries(1):
        assert current_listing() is listing


def test_another_process_notices_by_the_stamp(monkeypatch):
    a_profile()
    before = current_listing()
    monkeypatch.setattr(_Holder, "listing", None)
    here = current_listing()
    assert (here.facets.stamp, here.facets.ids) == (before.facets.stamp, before.facets.ids)
    a_profile()
    assert current_listing().facets.stamp != before.facets.stamp


def test_approved_profile_is_listed_and_found(owner, curator):
    assert (listed(), found("hrnčírna")) == ([], [])
    profile = an_approved_profile(by=owner, curator=curator, name="Hrnčírna")
    assert (listed(), found("hrnčírna")) == ([profile.pk], [profile.pk])


def test_archived_profile_leaves(owner, curator):
    profile = an_approved_profile(by=owner, curator=curator, name="Hrnčírna")
    archive_record(record=profile, by=curator)
    assert (listed(), found("hrnčírna")) == ([], [])


def test_profile_unpublished_in_the_back_office_leaves(office):
    profile = a_profile(name="Hrnčírna")
    office.post(snippet(Profile, "unpublish", profile.pk))
    profile.refresh_from_db()
    assert (profile.live, listed(), found("hrnčírna")) == (False, [], [])


def test_profile_edited_and_published_in_the_back_office_is_found_by_its_new_words(office):
    profile = a_profile(name="Hrnčírna")
    draft = profile.get_latest_revision_as_object()
    draft.name = "Sklárna"
    draft.save_revision().publish()
    assert (found("hrnčírna"), found("sklárna")) == ([], [profile.pk])


def test_profile_deleted_in_the_back_office_leaves(office):
    profile = a_profile(name="Hrnčírna")
    assert office.get(snippet(Profile, "delete", profile.pk)).status_code == 200
    office.post(snippet(Profile, "delete", profile.pk))
    assert (Profile.objects.count(), listed(), found("hrnčírna")) == (0, [], [])
    assert not VocabularyWord.objects.filter(word="hrnčírna").exists()
    assert list(Entry.objects.values_list("verb", flat=True)).count("profile.deleted") == 1


def test_profiles_deleted_together_leave(office):
    profiles = [a_profile(name=name) for name in ("Hrnčírna", "Sklárna", "Huť")]
    address = reverse("wagtail_bulk_action", args=["catalogue", "profile", "delete"])
    office.post(f"{address}?id={profiles[0].pk}&id={profiles[1].pk}")
    assert (listed(), found("hrnčírna"), found("huť")) == ([profiles[2].pk], [], [profiles[2].pk])


def test_deleting_says_how_many_went(owner):
    profiles = [a_profile().pk, a_draft(by=owner).pk]
    assert delete_profiles(ids=profiles, by=owner) == 2
    assert delete_profiles(ids=profiles, by=owner) == 0
    assert delete_profiles(ids=[], by=None) == 0


def test_relisting_indexes_the_public_ones_only(owner):
    public, draft = a_profile(name="Hrnčírna"), a_draft(by=owner, name="Sklárna")
    assert relist_profiles(ids=[public.pk, draft.pk, 999_999]) == 1
    assert (found("hrnčírna"), found("sklárna")) == ([public.pk], [])


def names_of(one, **changed) -> dict[str, str]:
    fields = ("name_cs", "name_en", "name_de", "slug", "position")
    return {name: getattr(one, name) for name in fields} | changed


def discipline_form(one: Discipline, **changed) -> dict:
    more = ("aliases", "voucher_area", "nace_rev2", "nace_rev21")
    return names_of(one) | {name: getattr(one, name) for name in more} | {"sector": one.sector_id} | changed


def test_renamed_discipline_is_seen_at_once(office):
    discipline = a_discipline(slug="keramika")
    profile, further = a_profile(main_discipline=discipline), a_profile(further=[discipline])
    assert label_of(current_listing(), "discipline", "keramika") == "Keramika"
    answer = office.post(
        snippet(Discipline, "edit", discipline.pk),
        discipline_form(discipline, name_cs="Hrnčířství", aliases="točení\nkruh"),
    )
    assert answer.status_code == 302
    assert label_of(current_listing(), "discipline", "keramika") == "Hrnčířství"
    assert set(found("hrnčířství")) == set(found("točení")) == {profile.pk, further.pk}


def test_new_discipline_is_offered_at_once(office):
    sector = a_sector(slug="remesla")
    listing = current_listing()
    form = discipline_form(Discipline(name_cs="Sklo", name_en="Glass", name_de="Glas", slug="sklo", sector=sector))
    assert office.post(snippet(Discipline, "add"), form).status_code == 302
    assert "sklo" not in listing.labels["discipline"]
    assert current_listing().labels["discipline"]["sklo"].above == "remesla"


def test_renamed_sector_is_seen_at_once(office):
    sector = a_sector(slug="remesla")
    current_listing()
    more = dict.fromkeys(("tri_sector", "idu_sector", "unesco_fcs", "de_teilmarkt"), "")
    answer = office.post(snippet(type(sector), "edit", sector.pk), names_of(sector, name_cs="Ruční práce") | more)
    assert answer.status_code == 302
    assert label_of(current_listing(), "sector", "remesla") == "Ruční práce"


def test_deleted_discipline_is_not_offered_any_more(office):
    discipline = a_discipline(slug="sklo", name_cs="Sklo")
    profile = a_profile(further=[discipline])
    current_listing()
    assert office.post(snippet(Discipline, "delete", discipline.pk)).status_code == 302
    listing = current_listing()
    assert "sklo" not in listing.labels["discipline"]
    assert (listing.facets.ids, listing.facets.select({}).counts["discipline"].get("sklo")) == ([profile.pk], None)
    assert found("sklo") == []


def test_edit_that_names_a_deleted_discipline_can_still_be_opened(office, client, owner):
    further, main = a_discipline(), a_discipline()
    profile = a_profile(owner=owner, further=[further])
    draft = profile.get_latest_revision_as_object()
    draft.main_discipline = main
    draft.save_revision(user=owner)
    for discipline in (further, main):
        office.post(snippet(Discipline, "delete", discipline.pk))
    client.force_login(owner)
    assert client.get(reverse("catalogue:edit", args=[profile.pk])).status_code == 200


def test_facets_hold_main_and_further_disciplines_with_their_sectors():
    main, other = (
        a_discipline(slug="keramika", sector=a_sector(slug="remesla")),
        a_discipline(slug="film", sector=a_sector(slug="obraz")),
    )
    profile = a_profile(main_discipline=main, further=[other], form="festival", teaching=True, mentoring=True)
    counts = current_listing().facets.select({}).counts
    assert {facet: {value: count for value, count in counts[facet].items() if count} for facet in FACETS} == {
        "sector": {"remesla": 1, "obraz": 1},
        "discipline": {"keramika": 1, "film": 1},
        "district": {profile.municipality.district.slug: 1},
        "municipality": {profile.municipality.slug: 1},
        "form": {"festival": 1},
        "availability": {"teaching": 1, "mentoring": 1},
    }


def test_search_has_one_entry_for_each_public_profile():
    profile = a_profile(name="Hrnčírna", summary_en="Mugs", text_de="Töpferei am Fluss")
    relist_profiles(ids=[profile.pk])
    assert SearchEntry.objects.filter(kind="profile").count() == 1
    assert [bool(find(word)) for word in ("hrnčírnu", "hrncirna", "mugs", "Töpferei", "Dubí", "keramiku")] == [True] * 6
