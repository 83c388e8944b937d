"""Names and addresses reduced to what two entries of one actor have in common."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from catalogue.choices import Language, VoucherArea
from kko.search.folding import fold

# Czech legal forms as people write them after a name, folded; the longer ones first.
LEGAL_SUFFIXES = (
    "spolecnost s rucenim omezenym",
    "verejna vyzkumna instituce",
    "obecne prospesna spolecnost",
    "prispevkova organizace",
    "akciova spolecnost",
    "komanditni spolecnost",
    "zapsany ustav",
    "zapsany spolek",
    "pobocny spolek",
    "spol s r o",
    "s r o",
    "v o s",
    "k s",
    "a s",
    "o p s",
    "z s",
    "p s",
    "z u",
    "v v i",
    "p o",
    "ops",
    "sro",
    "vos",
)


def language_name(code: str) -> str:
    """Return what a language is called; a code that we do not know stays as it is."""
    return str(Language(code).label) if code in Language.values else code


def voucher_area_name(area: str) -> tuple[str, str]:
    """Return an area of the creative voucher for the reader and the language it is in.

    In Czech it is called as the scheme calls it; what curators have added themselves has no other name.
    """
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    if code == "cs" or area not in VoucherArea.values:
        return area, "cs"
    return str(VoucherArea(area).label), code


def name_key(name: str) -> str:
    """Return the name without diacritics, signs and legal suffix: ``"Atelier Hruska, s. r. o."`` and
    ``"ateliér Hruška"`` come out alike. A name that is nothing but a suffix stays whole."""
    words = re.sub(r"[^0-9a-z]+", " ", fold(name)).strip()
    for suffix in LEGAL_SUFFIXES:
        if words.endswith(f" {suffix}"):
            return words[: -len(suffix) - 1].strip()
    return words


def web_key(url: str) -> str:
    """Return host and path without scheme, ``www.`` and a slash at the end; an empty string for no address."""
    if not url:
        return ""
    parts = urlsplit(url if "://" in url else f"//{url}")
    host = parts.netloc.lower().rpartition("@")[2].removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}".lower()
