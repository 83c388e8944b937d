import pytest

from kko.opendata.slots import datasets

pytestmark = pytest.mark.embedded


def test_datasets_come_in_the_order_of_the_setting(settings):
    settings.KKO_DATASETS = ["kko.territory.slots.municipalities_dataset", "tests.kko.opendata.toy.toy_dataset"]
    assert [dataset.slug for dataset in datasets()] == ["obce", "toy"]


def test_dataset_that_cannot_be_imported_is_named(settings):
    settings.KKO_DATASETS = ["kko.territory.slots.nothing_dataset"]
    with pytest.raises(ImportError, match="nothing_dataset"):
        datasets()
