"""Many writers at once, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from kko.audit.actions import record
from kko.audit.chain import verify_chain
from kko.audit.models import Entry, Salt

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]

WRITERS, DEEDS = 8, 20


@pytest.fixture
def thing():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory has one writer and no waiting; give the test database a file.")
    return ContentType.objects.create(app_label="toy", model="thing")


def _write(thing: ContentType, writer: int, *, fail_every: int) -> None:
    try:
        for number in range(DEEDS):
            with transaction.atomic():
                record(verb="changed", by=None, on=thing, facts={"writer": writer}, personal={"name": writer})
                if fail_every and number % fail_every == 0:
                    transaction.set_rollback(True)
    finally:
        connection.close()


def _write_at_once(thing: ContentType, *, fail_every: int = 0) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        for future in [pool.submit(_write, thing, writer, fail_every=fail_every) for writer in range(WRITERS)]:
            future.result(timeout=60)


def test_eight_writers_make_one_line(thing):
    _write_at_once(thing)
    verdict = verify_chain()
    assert (verdict.ok, verdict.count) == (True, WRITERS * DEEDS)
    assert Entry.objects.count() == WRITERS * DEEDS
    assert Salt.objects.count() == 1


def test_line_holds_when_every_fourth_deed_is_rolled_back(thing):
    _write_at_once(thing, fail_every=4)
    verdict = verify_chain()
    assert (verdict.ok, verdict.count) == (True, WRITERS * DEEDS * 3 // 4)
