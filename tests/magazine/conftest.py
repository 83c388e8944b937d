"""The tree of pages."""

import pytest

from catalogue.listing import _Holder
from kko.accounts.reference import load_roles
from magazine.reference import load_site


@pytest.fixture(autouse=True)
def fresh_listing(monkeypatch):
    """The listing of this process knows nothing of earlier tests."""
    monkeypatch.setattr(_Holder, "listing", None)


@pytest.fixture
def site(db):
    load_roles()
    load_site()
