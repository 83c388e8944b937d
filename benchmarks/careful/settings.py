"""As ``benchmarks.settings``, with the careful page and the bare view at their addresses."""

from benchmarks.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.careful.urls"
