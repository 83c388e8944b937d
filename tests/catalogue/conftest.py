"""The listing as a fresh process finds it, and the reference data loaded once for a module."""

import pytest
from django.db import transaction

from catalogue.listing import _Holder
from catalogue.reference import load_needs, load_sectors
from kko.accounts.reference import load_roles
from kko.moderation.reference import load_workflow
from kko.territory.slots import territory_reference
from tests.factories.accounts import a_curator, a_user


@pytest.fixture(autouse=True)
def fresh_listing(monkeypatch):
    """The listing of this process knows nothing of earlier tests."""
    monkeypatch.setattr(_Holder, "listing", None)


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """Territory, taxonomy, roles and workflow, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for load in (territory_reference, load_roles, load_sectors, load_needs, load_workflow):
            load()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def roles(db):
    load_roles()
    load_workflow()


@pytest.fixture
def owner(db):
    return a_user(name="Hlína Džbánková")


@pytest.fixture
def curator(roles):
    return a_curator(name="Kryštof Kurátor")
