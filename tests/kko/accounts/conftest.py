"""Rate limits of earlier tests are forgotten."""

import pytest
from django.core.cache import cache

from catalogue.listing import _Holder
from kko.accounts.reference import load_roles
from kko.moderation.reference import load_workflow


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    """Neither the listing nor the limits of sign-in know anything of earlier tests."""
    monkeypatch.setattr(_Holder, "listing", None)


@pytest.fixture
def no_limits_reached(db):
    cache.clear()


@pytest.fixture
def workflow(db):
    load_roles()
    load_workflow()
