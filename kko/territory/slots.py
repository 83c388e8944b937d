"""What the territory gives to other rooms."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kko.opendata.slots import Column, Dataset
from kko.territory.actions import load_territory
from kko.territory.models import Municipality
from kko.territory.reference import ATTRIBUTION, LICENCE

# The historical German names are left out: no register vouches for them.
MUNICIPALITY_COLUMNS = {
    "code": Column("code_zuj", _("code of the municipality in RÚIAN (ZÚJ)")),
    "name": Column("name", _("name of the municipality")),
    "district__code": Column("district_lau1", _("LAU 1 code of the district")),
    "district__name": Column("district", _("name of the district")),
    "orp__code": Column("orp_code", _("code of the municipality with extended powers (ČSÚ)")),
    "orp__name": Column("orp", _("name of the municipality with extended powers")),
    "latitude": Column("latitude", _("latitude of its point in degrees, WGS 84")),
    "longitude": Column("longitude", _("longitude of its point in degrees, WGS 84")),
    "population": Column("population", _("number of inhabitants")),
    "population_year": Column("population_year", _("year the number of inhabitants is of")),
    "area_km2": Column("area_km2", _("area in square kilometres")),
    "slug": Column("slug", _("last part of the address of its page, /obec/…/")),
}


def municipalities_dataset() -> Dataset:
    """Return the municipalities of the region as open data."""
    return Dataset(
        slug="obce",
        title=_("Municipalities of the region"),
        description=_("All municipalities with their codes, district, point, population and area."),
        licence=LICENCE,
        source=ATTRIBUTION,
        columns=tuple(MUNICIPALITY_COLUMNS.values()),
        rows=_municipality_rows,
    )


def _municipality_rows(user: object) -> Iterable[tuple]:
    return Municipality.objects.order_by("code").values_list(*MUNICIPALITY_COLUMNS).iterator()


def territory_reference() -> str:
    """Load districts, ORP and municipalities; says how many there are (``KKO_REFERENCE_DATA``)."""
    changes = load_territory()
    counts = {model.__name__: sum(change) for model, change in changes.items()}
    return f"{counts['District']} districts, {counts['Orp']} ORP, {counts['Municipality']} municipalities"
