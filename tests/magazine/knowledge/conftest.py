"""The library's tree, its themes, and a web of its own."""

import pytest

from kko.accounts.reference import load_roles
from magazine.knowledge.reference import load_library
from magazine.models import GuidePage
from magazine.reference import load_site
from tests.factories.web import a_web


@pytest.fixture
def library(db):
    """The library as an empty installation has it, without its first guides."""
    load_roles()
    load_site()
    load_library()
    for guide in GuidePage.objects.all():
        guide.delete()


@pytest.fixture
def web(settings):
    """A server on this machine, which tests alone may ask."""
    settings.KKO_FETCH_PRIVATE = True
    with a_web() as running:
        yield running
