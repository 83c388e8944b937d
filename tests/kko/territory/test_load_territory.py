import time
from io import StringIO

import pytest
from django.core.management import call_command

from kko.territory.actions import Change, load_territory
from kko.territory.lookup import AmbiguousMunicipality, MunicipalityIndex
from kko.territory.models import District, Municipality, Orp
from kko.territory.place import EAST, NORTH, SOUTH, WEST

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def _run() -> str:
    output = StringIO()
    call_command("load_territory", stdout=output)
    return output.getvalue()


def _counted(line: str) -> str:
    rows = {"District": 7, "Orp": 16, "Municipality": 354}
    return "".join(f"{name}: {line.format(number)}\n" for name, number in rows.items())


def test_first_run_adds_all_quickly_and_second_changes_nothing():
    began = time.perf_counter()
    first = _run()
    assert time.perf_counter() - began < 2
    assert first == _counted("{} added, 0 altered, 0 unchanged")
    assert _run() == _counted("0 added, 0 altered, {} unchanged")


def test_rows_that_differ_are_put_right_and_others_left():
    load_territory()
    Municipality.objects.filter(code="562335").update(population=1, name="Tetschen")
    District.objects.filter(code="CZ0421").update(name="Jiný")
    assert load_territory() == {District: Change(0, 1, 6), Orp: Change(0, 0, 16), Municipality: Change(0, 1, 353)}
    decin = Municipality.objects.with_territory().get(code="562335")
    assert (decin.name, decin.name_folded, decin.district.name, decin.orp.code) == ("Děčín", "decin", "Děčín", "4202")


def test_municipalities_the_registers_do_not_know_stay():
    load_territory()
    decin = Municipality.objects.get(code="562335")
    decin.pk, decin.code, decin.slug, decin._state.adding = None, "999999", "zanikla", True
    decin.save()
    load_territory()
    assert Municipality.objects.count() == 355


def test_counts_by_district_equal_those_of_the_registers():
    load_territory()
    counts = {district.code: district.municipalities.count() for district in District.objects.order_by("code")}
    assert list(counts.items()) == [
        ("CZ0421", 52), ("CZ0422", 44), ("CZ0423", 105), ("CZ0424", 70), ("CZ0425", 26), ("CZ0426", 34), ("CZ0427", 23)
    ]  # fmt: skip


def test_every_municipality_lies_in_the_district_of_its_orp_and_near_the_region():
    load_territory()
    places = Municipality.objects.select_related("orp")
    assert [place for place in places if place.orp.district_id != place.district_id] == []
    inside = Municipality.objects.filter(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST))
    assert inside.count() == 354


def test_every_municipality_is_found_by_its_name_and_district():
    load_territory()
    index = MunicipalityIndex.load()
    ambiguous = set()
    for place in Municipality.objects.with_territory():
        assert index.named(place.name, district=place.district) == place
        try:
            index.named(place.name)
        except AmbiguousMunicipality:
            ambiguous.add(place.name)
    assert ambiguous == {"Vilémov", "Blatno", "Liběšice", "Staňkovice", "Malé Březno"}
