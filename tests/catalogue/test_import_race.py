"""Two tabs, two curators, two files: no row is imported twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from catalogue.actions import apply_import, keep_dry_run, start_import, work_through
from catalogue.models import ImportBatch, Profile
from tests.factories.accounts import a_curator
from tests.factories.catalogue import a_discipline
from tests.factories.territory import municipality

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def content(db) -> bytes:
    place, discipline = municipality(), a_discipline()
    rows = "".join(f"Dílna {number};{place.name};{discipline.slug}\n" for number in range(600))
    return f"název;obec;obory\n{rows}".encode()


def at_once(*deeds):
    """Do all deeds at the same moment, each on a connection of its own."""
    barrier = Barrier(len(deeds))

    def do(deed):
        barrier.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_two_tabs_at_one_import_share_its_rows(content):
    by = a_curator()
    batch = keep_dry_run(file_name="a.csv", content=content, source="", publishes=True, by=by)
    start_import(batch=batch)

    def tab():
        return work_through(batch=ImportBatch.objects.get(pk=batch.pk), by=by)

    at_once(tab, tab)
    assert (Profile.objects.count(), batch.rows.made().count()) == (600, 600)


def test_two_imports_of_one_sheet_make_everybody_once(content):
    by = a_curator()
    sheets = [
        keep_dry_run(file_name=name, content=content, source="", publishes=True, by=by) for name in ("a.csv", "b.csv")
    ]
    made = at_once(*(lambda sheet=sheet: apply_import(batch=sheet, by=by) for sheet in sheets))
    assert (Profile.objects.count(), sum(made)) == (600, 600)
