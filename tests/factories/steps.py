"""What a member types into the steps of a profile."""

from typing import Any

from catalogue.choices import Step
from kko.territory.models import Municipality
from tests.factories.catalogue import a_discipline
from tests.factories.territory import municipality


def typed_new(**fields: Any) -> dict[str, Any]:
    """Return the first step of a new profile, as a browser sends it."""
    defaults = {"form": "studio", "name": "Hrnčírna"}
    places = {} if "municipality" in fields else {"municipality": municipality().pk}
    trades = {} if "main_discipline" in fields else {"main_discipline": a_discipline().pk}
    return {**defaults, **places, **trades, **fields}


def typed(step: Step, **fields: Any) -> dict[str, Any]:
    """Return a step of a profile with good values, as a browser sends it."""
    return {**DEFAULTS[step](fields), **fields}


def _who(fields: dict[str, Any]) -> dict[str, Any]:
    place: Municipality | None = None if "municipality" in fields else municipality()
    return {
        "form": "studio",
        "name": "Hrnčírna",
        "founded": "2014",
        "size": "2-5",
        "ico": "",
        "ico_visibility": "curators",
        "legal_name": "",
        "legal_name_visibility": "curators",
        **({"municipality": place.pk} if place else {}),
    }


def _what(fields: dict[str, Any]) -> dict[str, Any]:
    main = {} if "main_discipline" in fields else {"main_discipline": a_discipline().pk}
    return {"summary_cs": "Točíme hrnky.", "text_cs": "Dlouhý příběh.", "services_cs": "hrnky\nkurzy", **main}


def _where(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": "Mírové náměstí 1",
        "address_visibility": "public",
        "point": "50.6607N, 14.0322E",
        "precision": "about_500_m",
        "reach": "national",
        "languages": ["cs", "de"],
    }


def _contact(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "web": "hrncirna.example.cz",
        "email": "my@example.cz",
        "email_visibility": "members",
        "phone": "601 234 567",
        "phone_visibility": "curators",
        "gallery_url": "",
    }


def _openness(fields: dict[str, Any]) -> dict[str, Any]:
    return {"teaching": "on"}


def _languages(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary_en": "We throw mugs.",
        "text_en": "",
        "services_en": "",
        "summary_de": "Wir drehen Becher.",
        "text_de": "",
        "services_de": "",
    }


DEFAULTS = {
    Step.WHO: _who,
    Step.WHAT: _what,
    Step.WHERE: _where,
    Step.CONTACT: _contact,
    Step.OPENNESS: _openness,
    Step.LANGUAGES: _languages,
}
