"""Writing onto the newest edit: own fields only, few revisions, and what is public at once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from catalogue.actions.drafts import set_availability, write_draft
from catalogue.models import Profile
from kko.audit.models import Entry
from kko.moderation.actions import PublicationError, approve_record, submit_record, withdraw_record
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def newest(profile: Profile) -> Profile:
    return Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()


def write(profile: Profile, by, **values) -> int:
    """Write and return how many revisions there are then."""
    write_draft(profile=profile, values=values, by=by)
    return profile.revisions.count()


def test_only_the_given_fields_are_written(owner):
    profile = a_draft(by=owner, name="Hrnčírna", summary_cs="Točíme hrnky.")
    other_tab = Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()
    write(profile, owner, summary_cs="Novější věta.")
    write(other_tab, owner, web="https://hrncirna.example.cz")
    found = newest(profile)
    assert (found.name, found.summary_cs, found.web) == ("Hrnčírna", "Novější věta.", "https://hrncirna.example.cz")


def test_own_edit_of_just_now_is_written_anew(owner):
    with time_machine.travel(MORNING, tick=False) as clock:
        profile = a_draft(by=owner)
        counts = []
        for number in range(3):
            clock.shift(timedelta(minutes=9))
            counts.append(write(profile, owner, summary_cs=f"Věta {number}."))
    assert (counts, newest(profile).summary_cs) == ([1, 1, 1], "Věta 2.")


def test_edit_older_than_ten_minutes_stays(owner):
    with time_machine.travel(MORNING, tick=False) as clock:
        profile = a_draft(by=owner)
        clock.shift(timedelta(minutes=11))
        assert write(profile, owner, summary_cs="Nová věta.") == 2


def test_edit_of_somebody_else_stays(owner):
    profile = a_draft(by=owner)
    assert write(profile, a_user(), summary_cs="Věta editorky.") == 2


def test_submitted_edit_stays_even_when_taken_back(owner, roles):
    profile = a_submitted_profile(by=owner, summary_cs="Odeslaná věta.")
    sent = profile.waiting_revision
    withdraw_record(record=profile, by=owner)
    assert write(profile, owner, summary_cs="Nová věta.") == 2
    sent.refresh_from_db()
    assert sent.content["summary_cs"] == "Odeslaná věta."


def test_published_edit_stays(owner, curator):
    profile = a_submitted_profile(by=owner, summary_cs="Veřejná věta.")
    approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert write(profile, owner, summary_cs="Nová věta.") == 2
    assert write(profile, owner, summary_cs="Ještě novější.") == 2
    assert Profile.objects.get(pk=profile.pk).summary_cs == "Veřejná věta."


def test_live_edit_that_no_desk_has_seen_stays(owner):
    profile = a_profile(owner=owner)
    assert write(profile, owner, summary_cs="Nová věta.") == 2


def test_what_is_there_already_makes_no_edit(owner):
    further = a_discipline()
    profile = a_profile(owner=owner, summary_cs="Věta.", further=[further])
    assert write(profile, owner, summary_cs="Věta.", disciplines=[further]) == 1
    assert Profile.objects.get(pk=profile.pk).has_unpublished_changes is False


def test_disciplines_are_written_with_the_edit(owner):
    profile, further = a_profile(owner=owner), a_discipline()
    write(profile, owner, disciplines=[further])
    assert list(newest(profile).disciplines.all()) == [further]
    assert list(Profile.objects.get(pk=profile.pk).disciplines.all()) == []


def test_waiting_edit_is_not_written_to(owner, roles):
    profile = a_submitted_profile(by=owner)
    with pytest.raises(PublicationError):
        write(profile, owner, summary_cs="Podstrčená věta.")


def test_values_that_the_model_refuses_are_refused(owner):
    with pytest.raises(ValidationError):
        write(a_draft(by=owner), owner, web="ftp://x.example.cz")


def test_rewriting_leaves_one_entry_in_the_audit(owner):
    profile = a_profile(owner=owner)
    for number in range(3):
        write(profile, owner, summary_cs=f"Věta {number}.")
    assert Entry.objects.about(profile).filter(verb="profile.edited").count() == 1


def test_availability_is_public_at_once_and_no_edit(owner):
    profile = a_profile(owner=owner)
    set_availability(profile=profile, values={"teaching": True, "mentoring": False}, by=owner)
    row = Profile.objects.get(pk=profile.pk)
    assert (row.teaching, row.has_unpublished_changes, row.revisions.count()) == (True, False, 1)
    assert Entry.objects.about(profile).get(verb="profile.availability_set").facts == {"teaching": True}


def test_availability_that_is_so_already_leaves_no_trace(owner):
    profile = a_profile(owner=owner, teaching=True)
    set_availability(profile=profile, values={"teaching": True}, by=owner)
    assert not Entry.objects.about(profile).filter(verb="profile.availability_set").exists()


def test_availability_survives_the_approval_of_an_older_edit(owner, curator):
    profile = a_submitted_profile(by=owner)
    set_availability(profile=profile, values={"teaching": True}, by=owner)
    approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert Profile.objects.get(pk=profile.pk).teaching is True


def test_submission_after_rewriting_sends_what_was_written_last(owner, curator):
    profile = a_draft(by=owner)
    write(profile, owner, summary_cs="Poslední věta.")
    sent = submit_record(record=profile, by=owner).waiting_revision
    approve_record(record=profile, revision_id=sent.pk, by=curator)
    assert Profile.objects.get(pk=profile.pk).summary_cs == "Poslední věta."
