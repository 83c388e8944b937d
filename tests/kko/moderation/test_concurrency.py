"""Two curators at one record: one decides, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connections

from catalogue.models import Profile
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.actions import (
    PublicationError,
    approve_record,
    decline_record,
    return_record,
    submit_record,
    withdraw_record,
)
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_draft
from tests.factories.moderation import a_submitted_profile

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,  # rows are locked; SQLite has one writer at a time
]


def at_once(*calls):
    """Run the calls in threads of their own; return for each what it returned or the refusal it raised."""
    barrier = Barrier(len(calls), timeout=10)

    def run(call):
        close_old_connections()
        try:
            barrier.wait()
            return call()
        except PublicationError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(outcomes) -> list[str]:
    return [str(one) for one in outcomes if isinstance(one, PublicationError)]


@pytest.mark.parametrize("other", [approve_record, return_record, decline_record])
def test_of_two_curators_just_one_decides(owner, curator, other):
    profile = a_submitted_profile(by=owner)
    common = {"record": profile, "revision_id": profile.waiting_revision.pk, "note": "Proč?"}
    second = a_curator()
    outcomes = at_once(lambda: approve_record(**common, by=curator), lambda: other(**common, by=second))
    assert len(refusals(outcomes)) == 1
    assert refusals(outcomes)[0]
    assert Message.objects.addressed_to(owner.email).count() == 1
    assert Entry.objects.about(profile).exclude(verb__in=["profile.created", "publication.submitted"]).count() == 1


def test_withdrawal_and_approval_at_once(owner, curator):
    profile = a_submitted_profile(by=owner)
    revision = profile.waiting_revision.pk
    outcomes = at_once(
        lambda: withdraw_record(record=profile, by=owner),
        lambda: approve_record(record=profile, revision_id=revision, by=curator),
    )
    assert len(refusals(outcomes)) == 1
    assert Profile.objects.get(pk=profile.pk).live == isinstance(outcomes[0], PublicationError)


def test_two_clicks_submit_once(owner):
    profile = a_draft(by=owner)
    outcomes = at_once(*[lambda: submit_record(record=profile, by=owner)] * 2)
    assert len(refusals(outcomes)) == 1
    assert Profile.objects.get(pk=profile.pk).workflow_states.count() == 1
