"""Several people joining at once under one name."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from catalogue.models import Profile
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft
from tests.factories.territory import municipality

PEOPLE = 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_namesakes_who_join_at_once_all_get_an_address():
    people = [a_user() for _ in range(PEOPLE)]
    place, discipline = municipality(), a_discipline()
    start = Barrier(PEOPLE)

    def join(person):
        try:
            start.wait()
            return a_draft(by=person, name="Stejné Jméno", municipality=place, main_discipline=discipline).slug
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        slugs = sorted(pool.map(join, people))
    assert slugs == ["stejne-jmeno", "stejne-jmeno-2", "stejne-jmeno-3", "stejne-jmeno-4"]
    assert Profile.objects.filter(name="Stejné Jméno").count() == PEOPLE
