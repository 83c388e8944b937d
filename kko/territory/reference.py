"""The territory as official registers know it, read from ``data/`` (its sources are listed there)."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from kko.search.folding import sort_key
from kko.territory.models import District, Municipality, Orp, fold

ATTRIBUTION = "© ČÚZK (RÚIAN), ČSÚ, GeoNames – CC BY 4.0"
LICENCE = "CC BY 4.0"
POPULATION_YEAR = 2020
DATA = Path(__file__).parent / "data"


def read_districts() -> list[dict[str, Any]]:
    """Return the seven districts as the registers list them, each with its ``orp``."""
    return json.loads((DATA / "districts_orp.json").read_text(encoding="utf-8"))["districts"]


def read_municipalities() -> list[dict[str, str]]:
    """Return the 354 municipalities, one dictionary of strings each."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def district_from(row: Mapping[str, Any]) -> District:
    return District(code=row["lau1"], name=row["name"], name_de=row["name_de"], slug=slugify(fold(row["name"])))


def orp_from(row: Mapping[str, Any], district: District) -> Orp:
    return Orp(code=row["code_csu"], name=row["name"], name_de=row["name_de"], district=district)


def municipality_from(
    row: Mapping[str, str], districts: Mapping[str, District], orps: Mapping[str, Orp]
) -> Municipality:
    """Return the unsaved municipality of a row; its district and ORP come from those given, by code."""
    return Municipality(
        code=row["code_zuj"],
        name=row["name"],
        name_folded=fold(row["name"]),
        sort_key=sort_key(row["name"]),
        name_de=row["name_de"],
        slug=row["slug"],
        district=districts[row["lau1"]],
        orp=orps[row["orp_code"]],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        population=int(row["population_2020"]),
        population_year=POPULATION_YEAR,
        area_km2=Decimal(row["area_km2"]),
    )
