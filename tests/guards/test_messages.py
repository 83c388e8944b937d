"""Every string stands translated in all three catalogues."""

from scripts import messages


def test_catalogues_are_complete():
    assert messages.check() == []
