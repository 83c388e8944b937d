"""A profile as machines read it: schema.org in JSON-LD, with no value that the public page does not show."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from catalogue.choices import Form, Language
from catalogue.models import Profile
from kko.territory.choices import Precision

REGION, COUNTRY = "Ústecký kraj", "CZ"
# What could end the element or begin another, as django.utils.html.json_script has it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured(
    profile: Profile,
    *,
    url: str,
    image: str,
    personal: Mapping[str, str],
    links: Iterable[str],
    crumbs: Iterable[tuple[str, str]],
) -> SafeString:
    """Return the JSON of a ``ProfilePage`` and its ``BreadcrumbList``, safe inside a ``script`` element.

    ``personal`` is what the public may see; addresses are absolute, ``crumbs`` are name and address.
    """
    page = {
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "mainEntity": _entity(profile, url, image, personal, links),
    }
    if profile.last_published_at:
        page["dateModified"] = profile.last_published_at.isoformat()
    trail = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(crumbs, start=1)
    ]
    graph = [page, {"@type": "BreadcrumbList", "itemListElement": trail}]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # nothing that is markup is left in it


def _entity(
    profile: Profile, url: str, image: str, personal: Mapping[str, str], links: Iterable[str]
) -> dict[str, Any]:
    is_person = profile.form == Form.PERSON
    found = {
        "@type": "Person" if is_person else "Organization",
        "@id": f"{url}#profil",
        "name": profile.name,
        "description": profile.summary[0],
        "url": url,
        "image": image,
        "knowsAbout": [str(discipline) for discipline in profile.all_disciplines()],
        "knowsLanguage": [code for code in profile.languages if code in Language.values and code != Language.CZS],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": personal.get("address", ""),
            "addressLocality": profile.municipality.name,
            "addressRegion": REGION,
            "addressCountry": COUNTRY,
        },
        "email": personal.get("email", ""),
        "telephone": personal.get("phone", ""),
        "sameAs": list(dict.fromkeys(filter(None, [profile.web, profile.gallery_url, *links]))),
    }
    if not is_person:
        found |= _organisation(profile, personal)
    return _filled(found)


def _organisation(profile: Profile, personal: Mapping[str, str]) -> dict[str, Any]:
    ico = personal.get("ico", "")
    found: dict[str, Any] = {
        "legalName": personal.get("legal_name", ""),
        "foundingDate": str(profile.founded or ""),
        "identifier": {"@type": "PropertyValue", "propertyID": "IČO", "value": ico} if ico else "",
    }
    if profile.latitude is not None and profile.precision != Precision.MUNICIPALITY:
        point = profile.published_point
        geo = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}
        found["location"] = {"@type": "Place", "geo": geo}
    return found


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _filled(value) if isinstance(value, dict) else value
        for name, value in found.items()
        if value not in ("", [])
    }
