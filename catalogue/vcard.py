"""A visiting card of a profile by RFC 6350 (vCard 4.0)."""

import re
from collections.abc import Iterator, Mapping

from catalogue.choices import Form
from catalogue.models import Profile
from kko.territory.choices import Precision

LINE_OCTETS = 75
REGION, COUNTRY = "Ústecký kraj", "Česko"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def vcard(profile: Profile, *, url: str, personal: Mapping[str, str]) -> str:
    """Return the card as text with the line ends of the norm. ``personal`` is what the public may see."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", *_lines(profile, url, personal), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(profile: Profile, url: str, personal: Mapping[str, str]) -> Iterator[str]:
    is_person = profile.form == Form.PERSON
    yield f"KIND:{'individual' if is_person else 'org'}"
    yield f"FN:{_text(profile.name)}"
    if not is_person:
        yield f"ORG:{_text(profile.name)}"
    yield f"ROLE:{_text(str(profile.main_discipline))}"
    summary, language = profile.summary
    if summary:
        yield f"NOTE;LANGUAGE={language}:{_text(summary)}"
    yield f"URL;TYPE=home:{_uri(url)}"
    if profile.web:
        yield f"URL;TYPE=work:{_uri(profile.web)}"
    if "email" in personal:
        yield f"EMAIL:{_text(personal['email'])}"
    if "phone" in personal:
        yield f"TEL;VALUE=uri:tel:{re.sub(r'[^+0-9]', '', personal['phone'])}"
    street = _text(personal.get("address", ""))
    yield f"ADR:;;{street};{_text(profile.municipality.name)};{_text(REGION)};;{_text(COUNTRY)}"
    if profile.latitude is not None and profile.precision != Precision.MUNICIPALITY:
        point = profile.published_point
        yield f"GEO:geo:{point.latitude:.5f},{point.longitude:.5f}"
    yield from (f"LANG:{code}" for code in profile.languages if re.fullmatch(r"[a-z]{2,3}", str(code)))
    if profile.last_published_at:
        yield f"REV:{profile.last_published_at:%Y%m%dT%H%M%SZ}"
    yield f"SOURCE:{_uri(url)}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return CONTROL.sub("", escaped.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "\\n")


def _uri(value: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]", "", value)


def _folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets, no letter cut in two."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LINE_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]).decode()
