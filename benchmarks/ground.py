"""Where the benchmark runs: the environment as in production, without any cache, over a database of its own.

The database ``kko_bench`` and the folder ``var/bench`` stand until what they are made from changes.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from scripts import messages, services
from scripts.console import ROOT, step
from scripts.stamps import Stamps, digest

DATABASE = "kko_bench"
FOLDER = ROOT / "var" / "bench"

MIGRATIONS = sorted(ROOT.glob("*/migrations/0*.py")) + sorted(ROOT.glob("kko/*/migrations/0*.py"))
SAMPLE = [*sorted(ROOT.glob("catalogue/data/*_*.json")), *sorted(ROOT.glob("kko/territory/data/*.csv"))]
GENERATOR = [ROOT / "benchmarks" / "generator.py", ROOT / "benchmarks" / "wordlist.py"]
INDEX = [
    ROOT / "catalogue" / "search.py",
    *(ROOT / "kko" / "search" / f"{name}.py" for name in ("actions", "analysis", "folding", "lemmas", "documents")),
]


def set_environment() -> None:
    """Put into the environment what production has; children inherit it. Call it before settings are read."""
    address = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(address if address.startswith("postgres") else services.postgres())
    os.environ.update(
        DATABASE_URL=urlunsplit(parts._replace(path=f"/{DATABASE}")),
        REDIS_URL="",
        KKO_VAR_DIR=str(FOLDER),
        KKO_PRODUCTION="true",
        KKO_DEBUG="false",
        KKO_SSL_REDIRECT="false",
        KKO_SECRET_KEY="benchmark-" + "k" * 50,
        KKO_EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
    )
    FOLDER.mkdir(parents=True, exist_ok=True)


def prepare() -> None:
    """Make the database with reference data and the sample, unless it stands; collect the static files."""
    stamps, wanted = _stamps(), digest(os.environ["DATABASE_URL"], *MIGRATIONS, *SAMPLE)
    if not _exists() or not stamps.holds("ground", wanted):
        stamps.drop("ground", "profiles", "index", "careful")
        with step(f"Making the database {DATABASE}"):
            _make_database()
        stamps.set("ground", wanted)
    with step("Collecting static files and messages"):
        messages.compile_all()
        from django.core.management import call_command  # after the settings are chosen

        call_command("collectstatic", interactive=False, verbosity=0)


def unless_same(name: str, sources: list[Path], work: Callable[[], None]) -> bool:
    """Do ``work`` unless it was done on this database from just these sources; return whether it was done."""
    stamps = _stamps()
    if stamps.holds(name, digest(*sources)):
        return False
    work()
    stamps.set(name, digest(*sources))
    return True


def _stamps() -> Stamps:
    return Stamps(FOLDER / "state")


def _server():
    import psycopg

    return psycopg.connect(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres")), autocommit=True)


def _exists() -> bool:
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is not None


def _make_database() -> None:
    from django.core.management import call_command

    with _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_sample", verbosity=0)
