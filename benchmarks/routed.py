"""The project's settings and addresses, and beside them a page that Wagtail routes and that shows nothing.

No page is kept: every answer is drawn.
"""

from benchmarks.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.routed_urls"
KKO_PAGE_SECONDS = 0
