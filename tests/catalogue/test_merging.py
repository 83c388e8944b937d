"""Two profiles made one: nothing gets lost, and the other's address leads to the kept one."""

import pytest
from wagtail.models import ModelLogEntry, Revision

from catalogue.actions import save_draft
from catalogue.actions.duplicates import mark_distinct, merge_profiles
from catalogue.choices import MembershipRole
from catalogue.duplicates import likely_pairs
from catalogue.listing import current_listing
from catalogue.merging import choosable, differences, preferred
from catalogue.models import (
    Claim,
    ContactMessage,
    DistinctPair,
    ImportBatch,
    ImportRow,
    Invitation,
    Match,
    Membership,
    Need,
    NeedGroup,
    NeedKind,
    Offer,
    OldAddress,
    PortfolioItem,
    Profile,
    ProfileLink,
)
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.actions import PublicationError, approve_record, submit_record, take_thing, withdraw_record
from kko.moderation.history import history_of
from kko.moderation.models import Assignment, Report, key_of
from kko.search.retrieval import matching_ids
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.desk import a_report, twins
from tests.factories.moderation import edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def pair():
    """The kept one and the one that goes, of one name in one municipality."""
    return twins(summary_cs="Keramika z Krušných hor.")


@pytest.fixture
def kind(db):
    group = NeedGroup.objects.create(slug="prostory", **named("Prostory"))
    return NeedKind.objects.create(group=group, slug="dilna", **named("Dílna"))


def named(word: str) -> dict[str, str]:
    return {f"name_{code}": word for code in ("cs", "en", "de")}


def merged(pair, by, **fields) -> Profile:
    keep, gone = pair
    return merge_profiles(keep=keep, gone=gone, fields=fields, by=by)


def of(model, profile) -> list:
    return list(model.objects.filter(profile=profile).order_by("pk"))


def test_one_stays_and_the_address_of_the_other_leads_to_it(pair, curator):
    keep, gone = pair
    kept = merged(pair, curator)
    assert list(Profile.objects.values_list("pk", flat=True)) == [keep.pk]
    assert list(OldAddress.objects.values_list("slug", "profile_id")) == [(gone.slug, keep.pk)]
    assert (kept.name, kept.slug, kept.live, kept.has_unpublished_changes) == (keep.name, keep.slug, True, False)


def test_chosen_values_stay_and_those_not_named_are_the_kept_ones(curator):
    old, new = a_discipline(), a_discipline()
    pair = (
        a_profile(name="Hruška", summary_cs="Stará.", languages=["cs"], further=[old], email="a@x.cz", mentoring=True),
        a_profile(
            name="Hruška", summary_cs="Nová.", text_cs="Text.", languages=["de", "cs"], further=[new],
            phone="+420 776 000 001", phone_visibility="public", teaching=True,
        ),
    )  # fmt: skip
    fields = {"summary_cs": "gone", "languages": "both", "disciplines": "both", "phone": "gone", "teaching": "gone"}
    kept = merged(pair, curator, **fields, name="both", nothing="gone")
    assert (kept.summary_cs, kept.text_cs, kept.languages) == ("Nová.", "", ["cs", "de"])
    assert set(kept.disciplines.all()) == {old, new}
    assert (kept.email, kept.phone, kept.phone_visibility) == ("a@x.cz", "+420 776 000 001", "public")
    assert (kept.mentoring, kept.teaching) == (True, True)


def test_place_is_taken_whole(curator):
    pair = a_profile(name="A", latitude=50.6, longitude=13.8, precision="exact"), a_profile(name="B")
    kept = merged(pair, curator, municipality="gone")
    assert (kept.municipality_id, kept.latitude, kept.longitude) == (pair[1].municipality_id, None, None)
    assert kept.precision == pair[1].precision


def test_main_discipline_is_never_a_further_one(curator):
    main = a_discipline()
    pair = a_profile(further=[main]), a_profile(main_discipline=main)
    kept = merged(pair, curator, main_discipline="gone")
    assert (kept.main_discipline, list(kept.disciplines.all())) == (main, [])


def test_people_of_both_look_after_it_and_an_owner_stays_an_owner(curator):
    both, theirs = a_user(), a_user()
    pair = a_profile(owner=both), a_profile(owner=both)
    Membership.objects.filter(profile=pair[0]).update(role=MembershipRole.EDITOR)
    Membership.objects.create(profile=pair[1], user=theirs, role=MembershipRole.EDITOR)
    kept = merged(pair, curator)
    assert {(one.user, one.role) for one in of(Membership, kept)} == {(both, "owner"), (theirs, "editor")}


def test_those_of_the_other_get_a_letter_in_their_language(pair, curator):
    german = a_user(language="de")
    Membership.objects.create(profile=pair[1], user=german)
    Membership.objects.create(profile=pair[0], user=a_user())
    kept = merged(pair, curator)
    [letter] = Message.objects.all()
    assert (letter.recipient, letter.language) == (german.email, "de")
    assert kept.slug in letter.body_text


def test_needs_and_offers_move_and_none_is_doubled(pair, curator, kind):
    keep, gone = pair
    other = NeedKind.objects.create(group=kind.group, slug="sklad", **named("Sklad"))
    need = Need.objects.create(profile=keep, kind=kind)
    double = Need.objects.create(profile=gone, kind=kind)
    moved = Need.objects.create(profile=gone, kind=other)
    Match.objects.create(need=double, answer_key="a:1", title="Hala", verdict="helped")
    offer = Offer.objects.create(profile=keep, kind=kind)
    Offer.objects.create(profile=gone, kind=kind)
    moved_offer = Offer.objects.create(profile=gone, kind=other)
    kept = merged(pair, curator)
    assert (of(Need, kept), of(Offer, kept)) == ([need, moved], [offer, moved_offer])
    assert Match.objects.get().need == need


def test_links_messages_claims_invitations_and_old_addresses_move(pair, curator):
    keep, gone = pair
    ProfileLink.objects.create(profile=keep, url="https://a.cz")
    ProfileLink.objects.create(profile=gone, url="https://a.cz")
    ProfileLink.objects.create(profile=gone, url="https://b.cz")
    message = ContactMessage.objects.create(profile=gone, name="Jan", email="j@x.cz", text="Dobrý den.")
    claim = Claim.objects.create(profile=gone, user=a_user(), reason="Jsem to já.")
    invitation = Invitation.objects.create(profile=gone, email="e@x.cz")
    OldAddress.objects.create(profile=gone, slug="davno")
    kept = merged(pair, curator)
    assert [one.url for one in of(ProfileLink, kept)] == ["https://a.cz", "https://b.cz"]
    assert [of(model, kept) for model in (ContactMessage, Claim, Invitation)] == [[message], [claim], [invitation]]
    assert {one.slug for one in of(OldAddress, kept)} == {"davno", gone.slug}


def test_rows_of_imports_move(pair, curator):
    batch = ImportBatch.objects.create(file_name="a.csv", digest="0" * 64)
    common = {"batch": batch, "raw": {}, "verdict": "new"}
    ImportRow.objects.create(**common, number=2, profile=pair[1])
    ImportRow.objects.create(**common, number=3, like=pair[1])
    merged(pair, curator)
    rows = ImportRow.objects.order_by("number").values_list("profile_id", "like_id")
    assert list(rows) == [(pair[0].pk, None), (None, pair[0].pk)]


def test_works_of_both_stay_and_the_same_one_once(curator):
    pair = a_profile(name="A"), a_profile(name="B")
    PortfolioItem.objects.create(profile=pair[0], title_cs="Váza", year=2024, sort_order=0)
    PortfolioItem.objects.create(profile=pair[1], title_cs="váza", year=2024, sort_order=0)
    PortfolioItem.objects.create(profile=pair[1], title_cs="Mísa", year=2025, sort_order=1)
    kept = merged(pair, curator)
    assert [item.title_cs for item in kept.portfolio.all()] == ["Váza", "Mísa"]
    assert [item.title_cs for item in kept.live_revision.as_object().portfolio.all()] == ["Váza", "Mísa"]


def test_revisions_and_history_of_the_other_stay_readable(pair, curator, owner):
    keep, gone = pair
    Membership.objects.create(profile=gone, user=owner)
    save_draft(profile=edited(gone, summary_cs="Jen rozepsané."), by=owner)
    written = gone.revisions.order_by("pk").last()
    kept = merged(pair, curator)
    revision = Revision.objects.get(pk=written.pk)
    assert revision.object_id == str(keep.pk)
    assert revision.as_object().summary_cs == "Jen rozepsané."
    assert kept.latest_revision_id == kept.live_revision_id == max(kept.revisions.values_list("pk", flat=True))
    assert not ModelLogEntry.objects.filter(object_id=str(gone.pk)).exists()
    told = [(event.who, event.other) for event in history_of(kept)]
    assert ("Hlína Džbánková", str(gone.pk)) in told
    assert {entry.verb for entry in Entry.objects.about(kept)} == {"profile.merged"}
    gone_entries = Entry.objects.filter(object_id=str(gone.pk)).values_list("verb", flat=True)
    assert set(gone_entries) == {"profile.edited", "profile.merged_into"}


def test_unsent_edit_of_the_owner_outlives_the_merge(curator, owner):
    pair = a_profile(owner=owner, name="Hruška", summary_cs="Stará."), a_profile(name="Hruška", web="https://b.cz")
    save_draft(profile=edited(pair[0], summary_cs="Rozepsaná."), by=owner)
    kept = merged(pair, curator, web="gone")
    assert (kept.summary_cs, kept.web, kept.has_unpublished_changes) == ("Stará.", "https://b.cz", True)
    draft = kept.get_latest_revision_as_object()
    assert (draft.summary_cs, draft.web, kept.latest_revision.user) == ("Rozepsaná.", "https://b.cz", owner)
    assert kept.has_unsent_edit()


def test_after_a_merge_an_approval_publishes_what_its_owner_sent(curator, owner):
    pair = a_profile(owner=owner, name="Hruška"), a_profile(name="Jiná")
    pair[1].save_revision(user=curator, clean=False)
    kept = merged(pair, curator)
    save_draft(profile=edited(kept, summary_cs="Nová věta."), by=owner)
    kept = submit_record(record=kept, by=owner)
    kept = approve_record(record=kept, revision_id=kept.waiting_revision.pk, by=curator)
    assert (kept.name, kept.summary_cs) == ("Hruška", "Nová věta.")


def test_listing_and_search_follow(curator):
    pair = a_profile(name="Ateliér Hruška"), a_profile(name="Papírna Jabloň", text_cs="Ruční papír.")
    kept = merged(pair, curator, text_cs="gone")
    assert matching_ids("papír", "profile") == [kept.pk]
    assert matching_ids("jabloň", "profile") == []
    assert current_listing().facets.ids == [kept.pk]


def test_pairs_found_distinct_hold_for_the_kept_one(pair, curator):
    third = a_profile(name="Ateliér Hruška", municipality=pair[0].municipality)
    mark_distinct(one=pair[1], other=third, by=curator)
    kept = merged(pair, curator)
    assert [(one.one_id, one.other_id) for one in DistinctPair.objects.all()] == [(kept.pk, third.pk)]
    assert likely_pairs() == []


def test_reports_move_and_the_desk_forgets_who_had_the_two(pair, curator):
    report = a_report(thing=key_of(pair[1]))
    take_thing(thing=f"duplicate:{pair[0].pk}-{pair[1].pk}", by=curator)
    merged(pair, curator)
    assert Report.objects.get(pk=report.pk).thing == key_of(pair[0])
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_profile_that_waits_for_approval_is_decided_about_first(pair, curator, owner, which):
    waiting = pair[which]
    Membership.objects.create(profile=waiting, user=owner)
    save_draft(profile=edited(waiting, summary_cs="Čeká."), by=owner)
    submit_record(record=waiting, by=owner)
    with pytest.raises(PublicationError):
        merged(pair, curator)
    assert Profile.objects.count() == 2
    withdraw_record(record=waiting, by=owner)
    assert merged(pair, curator)


def test_draft_is_merged_into_nothing(pair, curator, owner):
    with pytest.raises(PublicationError):
        merged((pair[0], a_draft(by=owner)), curator)
    with pytest.raises(PublicationError):
        merged((pair[0], pair[0]), curator)
    assert Profile.objects.count() == 3


def test_second_merge_of_the_same_two_is_told(pair, curator):
    merged(pair, curator)
    with pytest.raises(PublicationError):
        merged(pair, curator)
    with pytest.raises(PublicationError):
        merged(pair[::-1], curator)


def test_every_field_of_the_owners_form_can_be_chosen():
    names = {field.name for field in choosable()}
    assert {"name", "form", "municipality", "disciplines", "web", "ico", "email", "services_cs", "languages"} <= names
    assert not {"slug", "live", "is_sample", "closure", "latitude", "email_visibility", "source", "locked"} & names


def test_differences_say_in_words_what_each_has():
    one = a_profile(name="A", languages=["cs"], email="a@x.cz", mentoring=True)
    other = a_profile(name="B", municipality=one.municipality, main_discipline=one.main_discipline)
    told = {each.name: (each.values, each.differs) for each in differences(one, other)}
    assert told["name"] == (("A", "B"), True)
    assert told["email"][0][0].startswith("a@x.cz, ")
    assert told["email"][0][1] == ""
    assert told["municipality"][1] is False
    assert "phone" not in told


def test_one_with_people_is_better_kept(owner):
    lonely, kept = a_profile(), a_profile(owner=owner)
    assert preferred(lonely, kept) == preferred(kept, lonely) == kept
