"""Where something is, and how much of that is published.

Distances, order by distance and filters by it are reckoned from published points only. Were they
reckoned from the exact ones, anybody could ask for distances from three places of their own choosing
and draw the three circles: the address would be where they meet.
"""

import math
from typing import Any, NamedTuple

from django.core import checks
from django.db import models
from django.utils.translation import gettext_lazy as _

from kko.territory.choices import Precision
from kko.territory.models import Municipality

# The region lies between 50.06 and 51.06° N, 12.95 and 14.67° E; a quarter of a degree of margin
# takes in neighbours across the border and still refuses swapped or foreign coordinates.
SOUTH, NORTH, WEST, EAST = 49.8, 51.3, 12.7, 14.95

EARTH_RADIUS_KM = 6371.0088
DEGREE_KM = math.pi * EARTH_RADIUS_KM / 180
GRID_KM = 0.5
# One width of cells for the whole region, reckoned at its middle: 1 % off at its edges.
GRID_LATITUDE = GRID_KM / DEGREE_KM
GRID_LONGITUDE = GRID_KM / (DEGREE_KM * math.cos(math.radians(50.55)))


class Point(NamedTuple):
    """A place on Earth, in degrees of WGS 84."""

    latitude: float
    longitude: float


def published_point(point: Point | None, precision: str, municipality_point: Point) -> Point:
    """Return what may be shown of ``point``: itself, the centre of its cell, or the municipality's point.

    The cells are those of a fixed grid of 500 m. Random blur would give away the truth to whoever
    averages many publications; the same cell comes out each time. Without a point, and with any
    precision this does not know, it is the municipality's.
    """
    if point is None:
        return municipality_point
    if precision == Precision.EXACT:
        return point
    if precision == Precision.ABOUT_500_M:
        return Point(_cell_centre(point.latitude, GRID_LATITUDE), _cell_centre(point.longitude, GRID_LONGITUDE))
    return municipality_point


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance in kilometres. Give it published points only (see above)."""
    north = math.radians(b.latitude - a.latitude)
    east = math.radians(b.longitude - a.longitude)
    parallels = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude))
    haversine = math.sin(north / 2) ** 2 + parallels * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(haversine)))


def point_of(municipality: Municipality) -> Point:
    """Return the point of a municipality, which is always public."""
    return Point(municipality.latitude, municipality.longitude)


def _cell_centre(degrees: float, step: float) -> float:
    return round((math.floor(degrees / step) + 0.5) * step, 5)


PLACE_CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=models.Q(latitude=None, longitude=None) | models.Q(latitude__isnull=False, longitude__isnull=False),
        name="%(app_label)s_%(class)s_point_whole",
    ),
    models.CheckConstraint(
        condition=models.Q(latitude=None) | models.Q(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST)),
        name="%(app_label)s_%(class)s_point_near",
    ),
    models.CheckConstraint(
        condition=models.Q(precision__in=Precision.values), name="%(app_label)s_%(class)s_precision"
    ),
]


class Placed(models.Model):
    """Something that lies somewhere: its municipality always, its point if given, shown at its precision.

    A model with a ``Meta`` of its own writes ``constraints = [*PLACE_CONSTRAINTS, …]``; the system
    check ``territory.E001`` says so when it does not. Templates, maps, exports and distances read
    ``published_point``; ``latitude`` and ``longitude`` are for the owner's form alone.
    """

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="+"
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the published place"),
        max_length=12,
        choices=Precision.choices,
        default=Precision.MUNICIPALITY,
    )

    class Meta:
        abstract = True
        constraints = PLACE_CONSTRAINTS

    @property
    def published_point(self) -> Point:
        """The point anybody may see. Reads the municipality: select it along in lists."""
        exact = None
        if self.latitude is not None and self.longitude is not None:
            exact = Point(self.latitude, self.longitude)
        return published_point(exact, self.precision, point_of(self.municipality))

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Django's checks, and that the place's constraints came along."""
        errors = super().check(**kwargs)
        names = {constraint.name for constraint in cls._meta.constraints}
        own = {"app_label": cls._meta.app_label.lower(), "class": cls.__name__.lower()}
        missing = sorted({constraint.name % own for constraint in PLACE_CONSTRAINTS} - names)
        if missing:
            hint = "Write constraints = [*PLACE_CONSTRAINTS, …] in its Meta."
            errors.append(checks.Error(f"Lacks {', '.join(missing)}.", hint=hint, obj=cls, id="territory.E001"))
        return errors
