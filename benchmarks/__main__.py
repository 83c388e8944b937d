"""``make bench``: measure, print one table and write it to ``docs/benchmarks.md``."""

import sys

from benchmarks import ground

ground.set_environment()

import django  # noqa: E402
django.setup()
ground.prepare()
from benchmarks import population  # noqa: E402
population.populate()
