"""Districts, ORP and municipalities with good defaults."""

from decimal import Decimal
from itertools import count

from kko.territory.models import District, Municipality, Orp

_numbers = count(1)


def district(**fields) -> District:
    number = next(_numbers)
    return District.objects.create(
        **{"code": f"D{number}", "name": "Teplice", "name_de": "Teplitz", "slug": f"okres-{number}"} | fields
    )


def orp(**fields) -> Orp:
    fields.setdefault("district", None)
    fields["district"] = fields["district"] or district()
    return Orp.objects.create(**{"code": f"P{next(_numbers)}", "name": "Teplice"} | fields)


def municipality(**fields) -> Municipality:
    """Dubí, if nothing else is said, in a district and ORP of its own."""
    if "orp" not in fields:
        fields["orp"] = orp(district=fields.get("district"))
    fields.setdefault("district", fields["orp"].district)
    number = next(_numbers)
    defaults = {
        "code": f"{number:06}",
        "name": "Dubí",
        "slug": f"obec-{number}",
        "latitude": 50.6798,
        "longitude": 13.7884,
        "population": 7900,
        "population_year": 2020,
        "area_km2": Decimal("33.86"),
    }
    return Municipality.objects.create(**defaults | fields)
