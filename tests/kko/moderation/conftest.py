"""A workflow, an owner and a curator."""

import pytest

from catalogue.listing import _Holder
from kko.accounts.reference import load_roles
from kko.moderation.reference import load_workflow
from tests.factories.accounts import a_curator, a_user


@pytest.fixture(autouse=True)
def fresh_listing(monkeypatch):
    """The listing of this process knows nothing of earlier tests."""
    monkeypatch.setattr(_Holder, "listing", None)


@pytest.fixture
def workflow(db):
    load_roles()
    load_workflow()


@pytest.fixture
def owner(workflow):
    return a_user(name="Hlína Džbánková")


@pytest.fixture
def curator(workflow):
    return a_curator(name="Kryštof Kurátor")
