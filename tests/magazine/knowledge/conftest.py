"""The library's tree, its themes, and a web of its own."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from kko.accounts.reference import load_roles
from magazine.knowledge.reference import load_library
from magazine.reference import load_site
from tests.factories.web import a_web


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The library as an empty installation has it, without guides; loaded once for a module and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_roles()
        load_site()
        load_library()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def web(settings):
    """A server on this machine, which tests alone may ask."""
    settings.KKO_FETCH_PRIVATE = True
    with a_web() as running:
        yield running
