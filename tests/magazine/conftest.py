"""The listing as a fresh process finds it."""

import pytest

from catalogue.listing import _Holder


@pytest.fixture(autouse=True)
def fresh_listing(monkeypatch):
    """The listing of this process knows nothing of earlier tests."""
    monkeypatch.setattr(_Holder, "listing", None)
