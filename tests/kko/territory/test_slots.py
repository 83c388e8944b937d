import pytest
from django.contrib.auth.models import AnonymousUser

from kko.territory.actions import load_territory
from kko.territory.slots import municipalities_dataset

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def test_municipalities_are_given_in_one_query_as_their_columns_say(django_assert_num_queries):
    load_territory()
    dataset = municipalities_dataset()
    with django_assert_num_queries(1):
        rows = list(dataset.rows(AnonymousUser()))
    names = [column.name for column in dataset.columns]
    decin = next(row for row in (dict(zip(names, row, strict=True)) for row in rows) if row["code_zuj"] == "562335")
    assert len(rows) == 354
    assert (decin["name"], decin["district"], decin["orp_code"], decin["latitude"], decin["longitude"]) == (
        "Děčín",
        "Děčín",
        "4202",
        50.78215,
        14.21478,
    )
    assert dataset.source == "© ČÚZK (RÚIAN), ČSÚ, GeoNames – CC BY 4.0"
