"""Two curators at the same two profiles: one merges, the other is told."""

import pytest

from catalogue.actions.duplicates import merge_profiles
from catalogue.models import OldAddress, Profile
from kko.audit.models import Entry
from kko.moderation.actions import TakenAlready, approve_record, submit_record, take_thing
from kko.moderation.models import Assignment
from tests.factories.accounts import a_curator
from tests.factories.desk import twins
from tests.factories.moderation import edited
from tests.kko.moderation.test_concurrency import at_once, refusals

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,  # rows are locked; SQLite has one writer at a time
]


def test_of_two_who_take_a_thing_the_first_has_it_and_the_other_is_told(curator):
    second = a_curator()
    outcomes = at_once(
        lambda: take_thing(thing="catalogue.profile:1", by=curator),
        lambda: take_thing(thing="catalogue.profile:1", by=second),
    )
    assert len(refusals(outcomes)) == 1
    assert isinstance(next(one for one in outcomes if isinstance(one, Exception)), TakenAlready)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("turned", [False, True])
def test_two_merges_of_the_same_two_are_one(curator, turned):
    one, other = twins()
    second = a_curator()
    again = (other, one) if turned else (one, other)
    outcomes = at_once(
        lambda: merge_profiles(keep=one, gone=other, fields={}, by=curator),
        lambda: merge_profiles(keep=again[0], gone=again[1], fields={}, by=second),
    )
    assert len(refusals(outcomes)) == 1
    assert (Profile.objects.count(), OldAddress.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="profile.merged").count() == 1


def test_merge_and_approval_at_once_leave_one_profile_or_refuse(curator, owner):
    one, other = twins()
    edited(other, summary_cs="Nová věta.").save_revision(user=owner)
    waiting = submit_record(record=other, by=owner)
    revision = waiting.waiting_revision.pk
    second = a_curator()
    outcomes = at_once(
        lambda: merge_profiles(keep=one, gone=other, fields={}, by=curator),
        lambda: approve_record(record=waiting, revision_id=revision, by=second),
    )
    merged = not isinstance(outcomes[0], Exception)
    assert not isinstance(outcomes[1], Exception)
    assert Profile.objects.count() == (1 if merged else 2)
