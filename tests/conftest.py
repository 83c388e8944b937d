"""What every test may ask for: a real browser, its judge of accessibility, and the sample site."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test.testcases import LiveServerThread, TestCase, _StaticFilesHandler
from django.utils import translation

from scripts import services

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say which tests cannot run here, and let transactional tests find the rows that migrations made."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        marker = item.get_closest_marker("django_db")
        transactional = marker is not None and marker.kwargs.get("transaction")
        if transactional or "transactional_db" in item.fixturenames:
            kept = {**(marker.kwargs if marker else {}), "transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**kept), append=False)
        if item.get_closest_marker("browser"):
            # Playwright's loop runs in the thread of the tests, which use the database synchronously.
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        if missing_for(item):
            item.add_marker(pytest.mark.skip(reason=missing_for(item)))


def missing_for(item: pytest.Item) -> str:
    missing = getattr(settings, "MISSING_SERVICES", [])
    return "" if item.get_closest_marker("embedded") else "; ".join(missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for sentence in getattr(settings, "MISSING_SERVICES", []):
        terminalreporter.write_line(f"NOT TESTED: {sentence}", red=True, bold=True)


@pytest.fixture(autouse=True)
def language_of_its_own() -> None:
    """A request leaves its language with the thread; the next test begins in the site's own."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_synonyms_of_others() -> None:
    """A process keeps the editors' synonyms for a while; the next test begins without those of the last."""
    from kko.search.asking import Thesaurus, keep_synonyms  # its models need the apps ready

    keep_synonyms(Thesaurus())


# --- The browser --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one browser tests are skipped, or fail where all is required."""
    try:
        return services.chromium()
    except services.Missing as problem:
        (pytest.fail if services.required() else pytest.skip)(str(problem))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, chromium: str) -> dict:
    return {**browser_type_launch_args, "executable_path": chromium, "args": BROWSER_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "cs-CZ", "timezone_id": "Europe/Prague"}


@pytest.fixture(scope="session")
def collected_static(tmp_path_factory) -> Path:
    """The static files as production names them, collected once."""
    folder = tmp_path_factory.mktemp("static")
    with hashed_static(folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@contextlib.contextmanager
def hashed_static(folder: Path) -> Iterator[None]:
    from django.test import override_settings  # configured only when a test asks

    backend = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=str(folder), STORAGES={**settings.STORAGES, "staticfiles": backend}):
        yield


@pytest.fixture
def live(transactional_db, collected_static: Path) -> Iterator[str]:
    """The address of a running site over this test's database, with its policy and hashed static files."""
    with hashed_static(collected_static):
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
            connections.close_all()


@pytest.fixture
def axe() -> Callable:
    """A function of a page: fails with a readable list when axe finds a violation of WCAG 2.2 AA."""

    def judge(page, without: tuple[str, ...] = ()) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        rules = {rule: {"enabled": False} for rule in without}
        options = {"runOnly": {"type": "tag", "values": tags}, "rules": rules, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        assert not found, f"{page.url}\n" + "\n".join(map(sentence, found))

    return judge


def sentence(violation: dict) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"  {violation['id']} ({violation['impact']}): {violation['help']} at {places}"


# --- The sample site ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_site(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Reference data and the sample, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("load_reference", verbosity=0)
            call_command("load_sample", verbosity=0)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def page_tree(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Roles and the tree of pages without any article, once for a module and rolled back after it."""
    from kko.accounts.reference import load_roles  # models are ready when a test asks
    from magazine.reference import load_site

    with django_db_blocker.unblock(), transaction.atomic():
        load_roles()
        load_site()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
