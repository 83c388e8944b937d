"""What the public register of economic subjects (ARES) says about a registration number (IČO).

One GET of its REST interface (https://ares.gov.cz/swagger-ui/, "ekonomicke-subjekty/{ico}"), which needs no key.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.cz.dic import calc_check_digit_legal

from catalogue.choices import Form

TIMEOUT_SECONDS = 5
MOST_BYTES = 256 * 1024
# Legal forms of the nomenclature 56 of the Czech Statistical Office, https://apl2.czso.cz/iSMS/en/cisdet.jsp?kodcis=56:
# natural persons; partnerships, companies, cooperatives; foundations, institutes, societies and their branches;
# organisations of the state, of regions and towns; universities and school bodies. Others are left to the person.
FORMS = {
    **dict.fromkeys(("101", "102", "103", "104", "105", "106", "107", "108"), Form.PERSON),
    **dict.fromkeys(("111", "112", "113", "115", "121", "205"), Form.COMPANY),
    **dict.fromkeys(("117", "118", "141", "161", "701", "706", "736", "751"), Form.ASSOCIATION),
    **dict.fromkeys(("325", "331", "361", "661", "801", "804"), Form.INSTITUTION),
    **dict.fromkeys(("601", "641"), Form.SCHOOL),
}
# A festival or a studio may be run by any legal form: only these can differ from the register.
LEGAL = frozenset({Form.PERSON, Form.COMPANY, Form.ASSOCIATION, Form.INSTITUTION, Form.SCHOOL})


class RegisterError(Exception):
    """The register gave no answer that helps; the text is for the person who asked."""


class UnknownNumber(RegisterError):
    """The register has no such number."""


class RegisterSilent(RegisterError):
    """The register could not be reached, or answered what nobody understands."""


@dataclass(frozen=True)
class RegisterEntry:
    """An entry of the register; an empty string for what it does not say. ``municipality_code`` is that of RÚIAN."""

    ico: str
    legal_name: str
    form: str
    municipality_code: str
    municipality_name: str
    address: str


@dataclass(frozen=True)
class Comparison:
    """What an entry would fill in, and where it differs from what stands there, by field."""

    fills: dict[str, Any] = field(default_factory=dict)
    differs: dict[str, Any] = field(default_factory=dict)


def whole_ico(text: str) -> str:
    """Return a registration number as its eight digits. Raises ``ValueError`` when it cannot be one (modulo 11)."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit() and 1 <= len(digits) <= 8):
        raise ValueError(text)
    digits = digits.zfill(8)
    if calc_check_digit_legal(digits[:7]) != digits[7]:
        raise ValueError(text)
    return digits


def look_up(ico: str) -> RegisterEntry:
    """Return what the register says of eight digits. Raises ``UnknownNumber`` or ``RegisterSilent``."""
    try:
        found = json.loads(_fetch(settings.KKO_ARES_URL.format(ico=ico)))
    except HTTPError as error:
        if error.code == 404:
            raise UnknownNumber(_("The register does not know this number.")) from error
        raise RegisterSilent(_silent()) from error
    except (OSError, HTTPException, ValueError) as error:
        raise RegisterSilent(_silent()) from error
    if not isinstance(found, dict) or not found.get("obchodniJmeno"):
        raise RegisterSilent(_silent())
    return _entry(ico, found)


def compare(entry: RegisterEntry, there: Mapping[str, Any], municipality: Any) -> Comparison:
    """Say which empty fields of ``there`` the entry fills and which it would change.

    ``municipality`` is that of the seat, ``None`` outside the region.
    """
    said = {"legal_name": entry.legal_name, "address": entry.address, "form": entry.form, "municipality": municipality}
    said = {name: value for name, value in said.items() if value}
    if there.get("form") not in {*LEGAL, "", None}:
        said.pop("form", None)
    return Comparison(
        fills={name: value for name, value in said.items() if not there.get(name)},
        differs={name: value for name, value in said.items() if there.get(name) and there[name] != value},
    )


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect within the host that was asked, and no other."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            raise HTTPError(req.full_url, code, "a redirect to another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(url: str) -> bytes:
    """Return the body. Raises ``OSError`` (``HTTPError`` with a status), also for one too long or too slow."""
    until = time.monotonic() + TIMEOUT_SECONDS
    request = Request(url, headers={"Accept": "application/json", "User-Agent": "kreativni-ustecko"})
    body = b""
    with build_opener(_SameHost).open(request, timeout=TIMEOUT_SECONDS) as response:
        while part := response.read1(65_536):
            body += part
            if len(body) > MOST_BYTES or time.monotonic() > until:
                raise OSError("too long or too slow")
    return body


def _entry(ico: str, found: dict[str, Any]) -> RegisterEntry:
    seat = found.get("sidlo")
    seat = seat if isinstance(seat, dict) else {}
    return RegisterEntry(
        ico=ico,
        legal_name=_text(found.get("obchodniJmeno"))[:200],
        form=FORMS.get(_text(found.get("pravniForma")), ""),
        municipality_code=_text(seat.get("kodObce")),
        municipality_name=_text(seat.get("nazevObce")),
        address=_street(seat)[:200],
    )


def _street(seat: Mapping[str, Any]) -> str:
    """Street and number; in a village without streets its part stands for the street."""
    street = _text(seat.get("nazevUlice")) or _text(seat.get("nazevCastiObce")) or _text(seat.get("nazevObce"))
    house, orientation = _text(seat.get("cisloDomovni")), _text(seat.get("cisloOrientacni"))
    if not house:
        return ""
    if orientation:
        house = f"{house}/{orientation}{_text(seat.get('cisloOrientacniPismeno'))}"
    return f"{street} {house}".strip()


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _silent() -> str:
    return _("The register does not answer just now. Please fill it in yourself, or try again later.")
