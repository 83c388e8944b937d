"""Two clicks at once: one need, one offer, one reopened need."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from catalogue.actions.needs import NeedError, add_need, add_offer, reopen_need
from catalogue.models import Need, NeedKind, Offer, Profile
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.needs import a_kind, a_need

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def both(deed) -> list[str]:
    """Do it twice at the same moment; returns how each ended."""
    barrier = Barrier(2)

    def one(number: int) -> str:
        try:
            barrier.wait(timeout=10)
            deed(number)
        except NeedError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)))


def test_double_submit_enters_one_need():
    user = a_user()
    profile, kind = a_profile(owner=user).pk, a_kind().pk

    def enter(number: int) -> None:
        need = Need(profile=Profile.objects.get(pk=profile), kind=NeedKind.objects.get(pk=kind))
        add_need(need=need, by=user)

    assert both(enter) == ["done", "refused"]
    assert Need.objects.count() == 1


def test_double_submit_enters_one_offer():
    user = a_user()
    profile, kind = a_profile(owner=user).pk, a_kind().pk

    def enter(number: int) -> None:
        offer = Offer(profile=Profile.objects.get(pk=profile), kind=NeedKind.objects.get(pk=kind))
        add_offer(offer=offer, by=user)

    assert both(enter) == ["done", "refused"]
    assert Offer.objects.count() == 1


def test_of_two_closed_needs_of_a_kind_one_is_opened():
    user = a_user()
    profile, kind = a_profile(owner=user), a_kind()
    closed = [a_need(profile, kind=kind, closed_at=timezone.now()).pk for _ in range(2)]
    assert both(lambda number: reopen_need(need=Need.objects.get(pk=closed[number]), by=user)) == ["done", "refused"]
    assert Need.objects.open().count() == 1
