"""Choosing a place in a form."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from kko.territory.models import Municipality
from kko.territory.place import EAST, NORTH, SOUTH, WEST, Point

NUMBER = r"(-?\d{1,3}(?:[.,]\d+)?)"
# "50.6607N, 14.0322E" as Mapy.cz copies it, "50.6607, 14.0322", "50,6607° s. š. 14,0322° v. d.", "N 50.66 E 14.03"
PAIR = re.compile(
    rf"^\s*N?\s*{NUMBER}\s*°?\s*(?:N|s\.\s*š\.)?\s*[,;]?\s+E?\s*{NUMBER}\s*°?\s*(?:E|v\.\s*d\.)?\s*$", re.I
)
TIGHT_PAIR = re.compile(r"^\s*(-?\d{1,3}\.\d+)\s*°?\s*N?\s*[,;]\s*(-?\d{1,3}\.\d+)\s*°?\s*E?\s*$", re.I)
OSM_HASH = re.compile(r"map=\d+(?:\.\d+)?/(-?\d+\.?\d*)/(-?\d+\.?\d*)")
GOOGLE_PIN = re.compile(r"!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)")
GOOGLE_VIEW = re.compile(r"/@(-?\d+\.\d+),(-?\d+\.\d+)")
SHORT_LINKS = re.compile(r"(^|\.)(goo\.gl|osm\.org)$|^(www\.)?mapy\.(cz|com)/s/", re.I)


class MunicipalityField(forms.ModelChoiceField):
    """A municipality of the region, told apart from its namesakes by the district."""

    def label_from_instance(self, obj: Municipality) -> str:
        return f"{obj.name} ({obj.district.name})"


class PointField(forms.CharField):
    """A point in one text field: coordinates as maps copy them, or a link to a map. Cleans to a ``Point`` or none."""

    default_error_messages = {
        "unreadable": _("We cannot read this. Try coordinates such as 50.6607, 14.0322, or a link from a map."),
        "short": _("A shortened link does not tell where it leads. Please copy the coordinates instead."),
        "far": _("This point lies far from the region. Latitude comes first: 50.6607, 14.0322."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 1000, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.latitude:.5f}N, {value.longitude:.5f}E" if isinstance(value, Point) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        if is_short_link(text):
            raise forms.ValidationError(self.error_messages["short"], code="short")
        point = read_point(text)
        if point is None:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        if not (SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST):
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return point

    def run_validators(self, value: Any) -> None:
        """The limit of length was for the text; ``to_python`` has judged the point."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > (self.max_length or 0):
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        return super().clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial or "") != (data or "")


def read_point(text: str) -> Point | None:
    """Return the point that a text means, or ``None``: coordinates, or a link of Mapy.cz, OpenStreetMap or Google.

    A link's pin goes before the middle of its view. Nothing is fetched.
    """
    if "://" in text or re.match(r"(www\.)?(mapy\.|openstreetmap\.|google\.|maps\.)", text.strip(), re.I):
        return _point_of_link(text.strip())
    found = TIGHT_PAIR.match(text) or PAIR.match(text)
    return _point(found[1], found[2]) if found else None


def is_short_link(text: str) -> bool:
    """Whether the text is a link that only its service could resolve."""
    try:
        parts = urlsplit(text.strip() if "://" in text else f"//{text.strip()}")
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return bool(SHORT_LINKS.search(host) or SHORT_LINKS.search(f"{host}{parts.path}"))


def _point_of_link(text: str) -> Point | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return None
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if asked.get("source") == "coor" and "," in asked.get("id", ""):  # the pin of Mapy.cz: longitude first
        longitude, latitude = asked["id"].split(",", 1)
        return _point(latitude, longitude)
    for latitude, longitude in (("mlat", "mlon"), ("y", "x")):
        if latitude in asked and longitude in asked:
            return _point(asked[latitude], asked[longitude])
    for name in ("query", "q", "ll", "destination"):
        if found := TIGHT_PAIR.match(asked.get(name, "")):
            return _point(found[1], found[2])
    found = GOOGLE_PIN.search(text) or GOOGLE_VIEW.search(text) or OSM_HASH.search(parts.fragment)
    return _point(found[1], found[2]) if found else None


def _point(latitude: str, longitude: str) -> Point | None:
    try:
        return Point(float(latitude.replace(",", ".")), float(longitude.replace(",", ".")))
    except ValueError:
        return None
