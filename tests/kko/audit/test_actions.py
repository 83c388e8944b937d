from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from kko.audit.actions import forget, record
from kko.audit.chain import FIRST_PREVIOUS_HASH, digest, salted_digest, verify_chain
from kko.audit.models import AppendOnlyError, Entry, Salt, subject_of

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def thing():
    """Something to write about: any saved row will do."""
    return ContentType.objects.create(app_label="toy", model="thing")


@pytest.fixture
def person():
    return get_user_model().objects.create_user("jana@example.cz")


def test_entry_says_who_did_what_when_to_what(thing, person):
    moment = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        record(verb="published", by=person, on=thing, facts={"count": 3})
    entry = Entry.objects.get()
    assert (entry.sequence, entry.at, entry.actor_key, entry.verb) == (1, moment, f"user:{person.pk}", "published")
    assert (entry.object_type, entry.object_id) == ("contenttypes.contenttype", str(thing.pk))
    assert (entry.facts, entry.digests, entry.previous_hash) == ({"count": 3}, {}, FIRST_PREVIOUS_HASH)


def test_actor_is_the_system_without_a_user_and_a_visitor_without_an_account(thing):
    assert record(verb="imported", by=None, on=thing).actor_key == "system"
    assert record(verb="reported", by=AnonymousUser(), on=thing).actor_key == "visitor"


def test_facts_come_back_as_they_were_hashed(thing):
    facts = {
        "on": date(2026, 11, 23),
        "amount_czk": Decimal("10.50"),
        "names": ["ž", {"b": 1, "a": None}],
        "big": 10**20,
    }
    record(verb="paid", by=None, on=thing, facts=facts)
    assert Entry.objects.get().facts == {
        "on": "2026-11-23",
        "amount_czk": "10.50",
        "names": ["ž", {"b": 1, "a": None}],
        "big": 10**20,
    }
    assert verify_chain().ok


@pytest.mark.parametrize("number", [1.5, float("nan")])
def test_floats_are_refused_as_facts(thing, number):
    with pytest.raises(TypeError, match="Decimal"):
        record(verb="measured", by=None, on=thing, facts={"value": number})


def test_unsaved_object_is_refused():
    with pytest.raises(ValueError, match="saved"):
        record(verb="published", by=None, on=ContentType(app_label="toy", model="unsaved"))


def test_personal_values_enter_only_as_digests_that_can_be_matched(thing):
    record(verb="changed", by=None, on=thing, personal={"email": "jana@example.cz", "phone": None})
    entry = Entry.objects.values().get()
    assert "jana@example.cz" not in str(entry)
    assert entry["digests"]["email"] == digest(subject_of(thing), "jana@example.cz")
    assert entry["digests"]["email"] != digest(subject_of(thing), "eva@example.cz")


def test_salt_is_one_for_a_subject_and_another_for_the_next(thing):
    other = ContentType.objects.create(app_label="toy", model="other")
    one, two = (record(verb="changed", by=None, on=thing, personal={"name": "Jana"}) for _ in range(2))
    three = record(verb="changed", by=None, on=other, personal={"name": "Jana"})
    assert one.digests == two.digests
    assert one.digests != three.digests
    assert Salt.objects.count() == 2


def test_no_salt_is_kept_without_personal_values(thing):
    record(verb="published", by=None, on=thing)
    assert Salt.objects.count() == 0


def test_forgetting_makes_digests_unmatchable_while_the_chain_verifies(thing):
    entry = record(verb="changed", by=None, on=thing, personal={"name": "Jana"})
    salt = bytes(Salt.objects.get().value)
    assert entry.digests["name"] == salted_digest(salt, "Jana")
    assert forget(subject=subject_of(thing)) is True
    assert digest(subject_of(thing), "Jana") is None
    again = record(verb="changed", by=None, on=thing, personal={"name": "Jana"})
    assert again.digests["name"] != entry.digests["name"]
    assert verify_chain().ok
    assert Entry.objects.count() == 2


def test_forgetting_what_was_never_known_says_so():
    assert forget(subject="toy.thing:1") is False


def test_about_and_since_narrow_the_trail(thing):
    other = ContentType.objects.create(app_label="toy", model="other")
    start = datetime(2026, 11, 23, 8, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for hours, obj in enumerate([thing, other, thing]):
            clock.move_to(start + timedelta(hours=hours))
            record(verb="changed", by=None, on=obj)
    assert [entry.sequence for entry in Entry.objects.about(thing)] == [1, 3]
    assert [entry.sequence for entry in Entry.objects.since(start + timedelta(hours=1))] == [2, 3]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(verb="x"),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.bulk_create([Entry(sequence=2)]),
        lambda entry: Entry.objects.update_or_create(sequence=1, defaults={"verb": "x"}),
    ],
)
def test_what_is_written_cannot_be_changed_or_deleted(thing, change):
    record(verb="published", by=None, on=thing)
    with pytest.raises(AppendOnlyError):
        change(Entry.objects.get())
    assert Entry.objects.get().verb == "published"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"previous_hash": FIRST_PREVIOUS_HASH}, "audit_chain_never_forks|previous_hash"),
        ({"verb": ""}, "audit_who_did_what_known"),
        ({"sequence": 0}, "audit_sequence_from_one"),
    ],
)
def test_database_refuses_forks_and_nameless_deeds(thing, values, constraint):
    first = record(verb="published", by=None, on=thing)
    fields = {"sequence": 2, "at": first.at, "actor_key": "system", "verb": "x", "object_type": "toy.thing"}
    entry = Entry(**fields | {"object_id": "1", "previous_hash": first.hash, "hash": "f" * 64} | values)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        entry.save()


def test_rolled_back_deed_leaves_no_gap(thing):
    record(verb="first", by=None, on=thing)
    with transaction.atomic():
        record(verb="lost", by=None, on=thing)
        transaction.set_rollback(True)
    record(verb="second", by=None, on=thing)
    assert list(Entry.objects.values_list("sequence", "verb")) == [(1, "first"), (2, "second")]
    assert verify_chain().ok
