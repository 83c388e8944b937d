"""Settings of the tests: the project's own, and one toy room that plugs into every seam.

Before the project's settings read the environment, the services that tests talk to are put there.
"""

import atexit
import os
import shutil
import tempfile

from scripts import messages, services

if "KKO_VAR_DIR" in os.environ and "DATABASE_URL" not in os.environ:
    # A folder named and no server: the embedded installation in that folder.
    os.environ.setdefault("KKO_TEST_DATABASE", "embedded")
if "KKO_VAR_DIR" not in os.environ:
    os.environ["KKO_VAR_DIR"] = tempfile.mkdtemp(prefix="kko-tests-")
    atexit.register(shutil.rmtree, os.environ["KKO_VAR_DIR"], ignore_errors=True)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and os.path.basename(os.environ["KKO_VAR_DIR"]) != WORKER:
    # A folder of its own for each worker: letters are counted by their files.
    os.environ["KKO_VAR_DIR"] = os.path.join(os.environ["KKO_VAR_DIR"], WORKER)
    os.makedirs(os.environ["KKO_VAR_DIR"], exist_ok=True)
os.environ["KKO_PRODUCTION"] = os.environ["KKO_DEBUG"] = "false"
MISSING_SERVICES = services.provide()
# Django reads the catalogue of the default language when it starts, so compile before it does.
messages.compile_all()

from kko.settings import *  # noqa: E402, F403 - the environment had to be complete first
from kko.settings import CACHES, DATABASES, INSTALLED_APPS, STORAGES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because the live server reads it from another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test{WORKER}.sqlite3")}
CACHES["default"]["KEY_PREFIX"] = f"test{WORKER}"
if WORKER and "redis" in CACHES["default"]["BACKEND"].lower():
    # A database of its own for each worker: clearing a cache of Redis clears its whole database.
    server, _slash, number = CACHES["default"]["LOCATION"].rpartition("/")
    if not number.isdigit():
        server, number = CACHES["default"]["LOCATION"].rstrip("/"), "0"
    CACHES["default"]["LOCATION"] = f"{server}/{(int(number) + 1 + int(WORKER.removeprefix('gw'))) % 16}"

(VAR_DIR / "static").mkdir(exist_ok=True)

# Editors' words of one test must not show in the next.
KKO_FOOTER_SECONDS = 0
KKO_SYNONYMS_SECONDS = 3600
KKO_PAGE_SECONDS = 0

# Argon2 is slow by intention; tests that are about it name it themselves.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Names without hashes, so that no test waits for collectstatic; the browser's tests take the real ones.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

INSTALLED_APPS = ["tests.toyroom", *INSTALLED_APPS]
