"""A site of its own for the browser's journeys: a database with the sample, and a server beside it.

The sample is loaded once for the session; each module gets a copy of that database, so that what one
journey leaves behind never meets another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, Page

from kko.accounts.models import User
from tests.conftest import hashed_static

POLICY_BROKEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
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
    connection.creation.clone_test_db(suffix=suffix, verbosity=0)
    copy = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    use_database(copy)
    try:
        yield
    finally:
        use_database(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(copy)} WITH (FORCE)")


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


# --- Windows ------------------------------------------------------------------------------------


@dataclass
class Windows:
    """Opens windows of the browser and keeps what they complain about."""

    browser: Browser
    site: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, who: str = "", *, width: int = 1280, height: int = 900, **options) -> Page:
        """Return an empty page in a context of its own, signed in as ``who`` (an e-mail) if given."""
        defaults = {"locale": "cs-CZ", "timezone_id": "Europe/Prague", "base_url": self.site}
        window = {"viewport": {"width": width, "height": height}}
        context = self.browser.new_context(**defaults | window | options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if who:
            context.add_cookies([session_of(who, self.site)])
        if options.get("java_script_enabled", True):
            context.add_init_script(POLICY_BROKEN)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.heard(page, message))
        page.on("response", lambda answer: self.answered(answer))
        return page

    def heard(self, page: Page, message) -> None:
        # What failed to load is told by its answer, with the status and the address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{page.url}: {message.text}")

    def answered(self, answer) -> None:
        is_page = answer.request.is_navigation_request()
        if answer.status >= 500 or (answer.status >= 400 and not is_page):
            self.complaints.append(f"{answer.status} {answer.url}")


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Windows]:
    """Windows on the site; the test fails when a page had an error in the console or broke its policy."""
    windows = Windows(browser, site)
    yield windows
    for context in windows.contexts:
        context.close()
    assert windows.complaints == []


def session_of(email: str, site: str) -> dict:
    """Return the cookie of a fresh session."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
