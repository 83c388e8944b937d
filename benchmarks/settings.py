"""The project's settings as production has them (the environment says so), and no cache of any kind."""

from kko.settings import *  # noqa: F403
from kko.settings import INSTALLED_APPS

CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.careful"]
