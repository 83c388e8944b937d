"""A small dataset with every kind of value that needs care."""

from decimal import Decimal

from kko.opendata.slots import Column, Dataset

ASKED_BY = []
ROWS = [
    ("=1+1", -5, Decimal("-1.50"), None),
    ('Řehoř, "mistr"', 2, Decimal("2"), True),
    ("@home", 1.5, Decimal("0"), False),
]


def toy_dataset() -> Dataset:
    return Dataset(
        slug="toy",
        title="Toy",
        description="Of the tests.",
        licence="CC0",
        source="Nobody",
        columns=(
            Column("name", "what it is called"),
            *(Column(name, "a value") for name in ("count", "price", "open")),
        ),
        rows=_rows,
    )


def _rows(user):
    ASKED_BY.append(user)
    return iter(ROWS)
