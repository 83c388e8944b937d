"""The slot for datasets: each room gives its own, ``settings.KKO_DATASETS`` lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kko.slots import fillings


@dataclass(frozen=True)
class Column:
    """A column of a dataset: the name that stands in its head, and what it holds (with units)."""

    name: str
    description: str | Promise


@dataclass(frozen=True)
class Dataset:
    """A table that anybody may download and use again.

    ``rows`` takes a user and yields one tuple a row, in the order of ``columns``. It is asked with an
    anonymous user and must yield public values only, alike in every language. ``source`` is the
    attribution that whoever uses the data again has to show.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    licence: str
    source: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterable[tuple]]


def datasets() -> list[Dataset]:
    """Return the datasets of all rooms in the order of ``settings.KKO_DATASETS``."""
    return [filling() for filling in fillings("KKO_DATASETS")]
