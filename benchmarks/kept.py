"""The project's settings with pages kept, as in production, in the memory of each worker."""

from benchmarks.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
