"""Every string stands translated in all three catalogues."""

import pytest

from scripts import messages

pytestmark = pytest.mark.embedded


def test_catalogues_are_complete():
    assert messages.check() == []
