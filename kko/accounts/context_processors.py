"""What every page shows around its content."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kko.accounts.permissions import can_open_desk
from kko.slots import Footer, fillings
from kko.territory.reference import ATTRIBUTION

LOCALES = {"cs": "cs_CZ", "en": "en_GB", "de": "de_DE"}  # as Open Graph writes languages


def portal(request: HttpRequest) -> dict[str, SimpleLazyObject]:
    """Return ``portal``: name, languages of this page, the desk's address for its users, attribution.

    Magazine and library keep their addresses whatever their editors call them: Wagtail redirects from them.
    Lazy, so that answers which do not show the frame pay nothing.
    """
    return {"portal": SimpleLazyObject(lambda: _portal(request))}


def _portal(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    return {
        "name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "languages": page_languages(request),
        "desk_url": reverse("desk") if user is not None and can_open_desk(user) else "",
        "magazine_url": home_url(translation.get_language() or settings.LANGUAGE_CODE) + _("magazin/"),
        "knowledge_url": home_url(translation.get_language() or settings.LANGUAGE_CODE) + _("znalosti/"),
        "attribution": ATTRIBUTION,
        "footer": _footer(translation.get_language() or settings.LANGUAGE_CODE),
        "report_url": f"{reverse('moderation:report')}?{urlencode({'odkud': request.path})}",
        "sample_note": _("Sample content: invented people and places."),
    }


def page_languages(request: HttpRequest) -> list[dict[str, object]]:
    """Return code, name, locale, address, whether it is the current one and has this page, for each language.

    A view that knows its translations (a Wagtail page) puts them in ``request.kko_translations``
    as ``{code: address}``; a language without an address leads to its home page.
    """
    known = getattr(request, "kko_translations", None)
    current = translation.get_language()
    found = []
    for code, name in settings.LANGUAGES:
        url = known.get(code, home_url(code)) if known is not None else translate_url(request.get_full_path(), code)
        found.append(
            {
                "code": code, "name": name, "url": url, "current": code == current, "locale": LOCALES[code],
                "translated": known is None or code in known,
            }
        )  # fmt: skip
    return found


def home_url(code: str) -> str:
    """Return the address of the home page in this language."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


_footers: dict[str, tuple[float, Footer]] = {}  # by language, with the moment until which each holds


def _footer(code: str) -> Footer:
    """Return the footer, which each process keeps for a minute: it stands on every page and changes once a year.

    Not in the shared cache: asking for it would cost every page a round trip, and a query where that cache is
    the database's.
    """
    until, footer = _footers.get(code, (0.0, None))
    now = time.monotonic()
    if footer is None or now >= until:
        footer = fillings("KKO_FOOTER")[0](code)
        _footers[code] = (now + settings.KKO_FOOTER_SECONDS, footer)
    return footer


def forget_footers() -> None:
    """Read the footers anew with the next page of this process."""
    _footers.clear()
