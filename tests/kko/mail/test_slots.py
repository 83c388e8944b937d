from datetime import UTC, datetime

import pytest

from kko.mail.slots import DigestItem, DigestSection, gather_sections

pytestmark = pytest.mark.embedded

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
HERE = "tests.kko.mail.test_slots"


def articles(user, since):
    return DigestSection("articles", "Magazine", [DigestItem(f"For {user}", "/magazin/1/", f"{since:%d.%m.}")])


def nothing(user, since):
    return None


def empty(user, since):
    return DigestSection("empty", "Nothing new")


def test_sections_come_in_the_order_of_the_setting_and_without_the_empty(settings):
    settings.KKO_DIGEST_SECTIONS = [f"{HERE}.{name}" for name in ("empty", "articles", "nothing")]
    [section] = gather_sections("Bára", SINCE)
    assert section == DigestSection("articles", "Magazine", [DigestItem("For Bára", "/magazin/1/", "01.11.")])


def test_naive_time_is_refused():
    with pytest.raises(ValueError, match="aware"):
        gather_sections("Bára", datetime(2026, 11, 1))
