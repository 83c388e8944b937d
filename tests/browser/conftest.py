"""A site of its own for the browser's journeys: a database with the sample, and a server beside it.

The sample is loaded once for the session; each module gets a copy of that database, so that what one
journey leaves behind never meets another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test import override_settings
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import Browser

from tests.browser.people import People, Way
from tests.browser.windows import Windows
from tests.conftest import hashed_static

EML = "kko.mail.delivery.EmlBackend"


# --- The database -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def own_database(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Make the database of the tests where none of this run's tests asked for it."""
    creation, name = connection.creation, connection.settings_dict["NAME"]
    if name.startswith(TEST_DATABASE_PREFIX):
        yield
        return
    with django_db_blocker.unblock():
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        with django_db_blocker.block():
            yield
        creation.destroy_test_db(name, verbosity=0)


@pytest.fixture(scope="session")
def sample_database(own_database, django_db_blocker) -> Iterator[str]:
    """Return the name of a database with reference data and the sample, made when first asked for."""
    plain = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), copied_database("sample"):
        call_command("load_reference", verbosity=0)
        call_command("load_sample", verbosity=0)
        sample = connection.settings_dict["NAME"]
        use_database(plain)
        with django_db_blocker.block():
            yield sample


@contextmanager
def copied_database(suffix: str) -> Iterator[None]:
    """Copy the database at hand under a longer name and work on the copy."""
    name = connection.settings_dict["NAME"]
    leave_alone(name)
    connection.creation.clone_test_db(suffix=suffix, verbosity=0)
    copy = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    use_database(copy)
    try:
        yield
    finally:
        use_database(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(copy)} WITH (FORCE)")


def leave_alone(name: str) -> None:
    """End the sessions that servers of earlier tests left open: what is in use cannot be copied."""
    connections.close_all()
    if connection.vendor == "postgresql":
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with connection._nodb_cursor() as cursor:
            cursor.execute(others, [name])


def use_database(name: str) -> None:
    """All threads share these settings, so the server follows."""
    connections.close_all()
    connection.settings_dict["NAME"] = name


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the site from a thread, with letters in files, hashed static files and a cache of its own."""
    caches = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}}
    with override_settings(EMAIL_BACKEND=EML, CACHES=caches), hashed_static(folder):
        thread = LiveServerThread("localhost", _StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        try:
            yield f"http://localhost:{thread.port}"
        finally:
            thread.terminate()


@pytest.fixture(scope="module")
def site(sample_database: str, django_db_blocker, collected_static: Path) -> Iterator[str]:
    """Return the address of a running site with the sample, for all tests of a module."""
    plain = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        use_database(sample_database)
        with copied_database("site"), served(collected_static) as address:
            yield address
        use_database(plain)


# --- The windows ---------------------------------------------------------------------------------


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Windows]:
    """Windows on the site; the test fails when a page had an error in the console or broke its policy."""
    windows = Windows(browser, site)
    yield windows
    windows.close()
    assert windows.complaints == []


@pytest.fixture
def people(window: Windows, way: Way) -> People:
    """People who come to the site in the way of this test."""
    return People(window, way)
