"""The style gallery: every component and block of the site in each of its states; and codes of printed articles."""

import io
from functools import lru_cache
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kko.accounts.permissions import can_use_back_office
from kko.covers.motifs import MOTIFS, UNIT, Motif
from kko.covers.palettes import PALETTES, SECTOR_PALETTES
from kko.moderation.choices import PublicationState
from kko.territory.facet_map import picture
from magazine.forms import SpecimenForm
from magazine.models import ArticlePage
from magazine.views.specimens import blocks_of, shared

DAY = 24 * 60 * 60
LEVELS = (constants.INFO, constants.SUCCESS, constants.WARNING, constants.ERROR)
COLOURS = "paper paper-2 surface ink ink-2 line-soft cobalt link ember ember-ink focus elbe sulphur rose sky foot"
# Visibly invented numbers, one for each step of the ramp.
NUMBERS = {"usti-nad-labem": 41, "teplice": 23, "decin": 17, "most": 12, "litomerice": 9, "chomutov": 8, "zatec": 6}
NUMBERS |= {"dubi": 5, "krupka": 4, "krasna-lipa": 3, "louny": 2, "rumburk": 1}


def style_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states; for the back office's people, in debug for everybody."""
    if not (settings.DEBUG or can_use_back_office(request.user)):
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    shown = {**_specimens(), **_pictures(), **shared(request), "blocks": blocks_of(request)}
    response = render(request, "magazine/styles/gallery.html", shown)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(public=True, max_age=DAY)
def qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of a public article as a QR code, for its printed page."""
    article = get_object_or_404(
        ArticlePage.objects.live().public().select_related("locale").defer_streamfields(), pk=pk
    )
    return HttpResponse(_qr(f"{settings.BASE_URL}{article.get_url(request)}"), content_type="image/svg+xml")


@lru_cache(maxsize=512)
def _qr(address: str) -> bytes:
    drawing = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", scale=4, border=4, dark="#12141c", light="#ffffff", xmldecl=False, nl=False)
    return drawing.getvalue()


def _specimens() -> dict[str, Any]:
    return {
        "colours": COLOURS.split(),
        "messages_of_levels": [Message(level, _("The profile is saved.")) for level in LEVELS],
        "states": PublicationState.choices,
        "crumbs": [
            (_("Catalogue"), reverse("catalogue:list")),
            (_("All municipalities"), reverse("catalogue:municipality_index")),
        ],
        "fresh": SpecimenForm(auto_id="fresh_%s"),
        "wrong": SpecimenForm({"web": "to není adresa", "size": "?"}, auto_id="wrong_%s"),
    }


def _pictures() -> dict[str, Any]:
    map_of_numbers = picture(
        NUMBERS,
        url=lambda slug: f"{reverse('catalogue:list')}?obec={slug}",
        label=lambda number: ngettext("%(number)s profile", "%(number)s profiles", number) % {"number": number},
    )
    palettes = {palette: sector for sector, palette in SECTOR_PALETTES.items()}
    return {
        "picture": map_of_numbers,
        "panes": [pane for _step, group in map_of_numbers.groups for pane in group if pane.value],
        "palettes": [(name, palettes[name]) for name in PALETTES],
        "motifs": [(motif.name, _drawing(motif)) for motif in MOTIFS],
    }


def _drawing(motif: Motif) -> SafeString:
    """Return one tile with the motif alone, in the first colouring of the house palette."""
    colours = PALETTES["cibulak"].ways[0]
    shapes = "".join(shape.svg(colours[shape.part]) for shape in motif.shapes)
    ground = f'<path fill="{colours[0]}" d="M0 0h{UNIT}v{UNIT}H0z"/>'
    return mark_safe(f'<svg viewBox="0 0 {UNIT} {UNIT}" aria-hidden="true" focusable="false">{ground}{shapes}</svg>')
