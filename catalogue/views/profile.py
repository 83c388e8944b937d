"""The public page of a profile, and what else its address gives: a visiting card, a QR code, a picture to share."""

import io
from functools import lru_cache
from typing import Any

import segno
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.choices import Language
from catalogue.listing import current_listing
from catalogue.models import Discipline, Membership, Offer, OldAddress, PortfolioItem, Profile, ProfileLink
from catalogue.models.profile import UNCONFIRMED_AFTER
from catalogue.players import player_for, provider_of
from catalogue.related import related_ids
from catalogue.slots import profile_panels
from catalogue.structured import structured
from catalogue.vcard import vcard
from catalogue.views.public import Card, cards_of
from kko.accounts.models import User
from kko.covers.addresses import cover_url
from kko.covers.palettes import palette_for
from kko.covers.png import cover_png
from kko.media.choices import DEEDS, Licence
from kko.media.models import KkoImage
from kko.media.pictures import SPECS
from kko.moderation.choices import Provenance
from kko.territory.place_map import place_map

MINUTE, DAY = 60, 86_400


def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of a profile. Owners and curators see the same page as everybody; old addresses lead to it."""
    found = (
        Profile.objects.published()
        .filter(slug=slug)
        .select_related("main_discipline__sector", "municipality__district")
    )
    kept = Exists(Membership.objects.filter(profile=OuterRef("pk")))
    shown = found.prefetch_related(*_shown_along()).annotate(is_kept=kept).first()
    if shown is None:
        old = get_object_or_404(OldAddress.objects.select_related("profile"), slug=slug)
        return redirect(get_object_or_404(Profile.objects.published(), pk=old.profile_id), permanent=True)
    context = profile_context(request, shown)
    response = render(request, "catalogue/profile.html", context | {"related": _related(shown)})
    return with_players(response, context["portfolio"])


@require_safe
@cache_control(public=True, max_age=MINUTE)
def visiting_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The vCard: what the public sees of a profile, whoever asks."""
    found = _public(slug)
    card = vcard(found, url=_absolute(found.get_absolute_url()), personal=found.personal_for(AnonymousUser()))
    response = HttpResponse(card, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.vcf"'
    return response


@require_safe
@cache_control(public=True, max_age=DAY)
def qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of a profile as a QR code."""
    found = get_object_or_404(Profile.objects.published().only("slug"), slug=slug)
    return HttpResponse(_qr(_absolute(found.get_absolute_url())), content_type="image/svg+xml")


@cache_control(public=True, max_age=DAY)
def share_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The card that networks show when somebody shares the profile: its pattern with name and place."""
    found = _public(slug)
    subtitle = f"{found.main_discipline.name}, {found.municipality.name}"
    palette = palette_for(found.main_discipline.sector.slug)
    card = cover_png(found.slug, palette, title=found.name, subtitle=subtitle)
    return HttpResponse(card, content_type="image/png")


def profile_context(request: HttpRequest, found: Profile, reader: User | AnonymousUser | None = None) -> dict[str, Any]:
    """Return what the page shows to ``reader``, by default to who asks; ``found`` may be an unpublished edit."""
    reader = reader or request.user
    known = found.last_known_at
    links = list(found.links.all()) if found.pk else []
    return {
        "profile": found,
        "portfolio": _portfolio(found),
        "needs": list(found.needs.visible_to(reader).open().select_related("kind")) if found.pk else [],
        "offers": list(found.offers.all()) if found.pk else [],
        "links": [{"url": link.url, "label": link.label or provider_of(link.url)} for link in links],
        "languages": [str(Language(code).label) for code in found.languages if code in Language.values],
        "panels": profile_panels(found, reader),
        "personal": found.personal_for(reader),
        "imported_sample": found.is_sample and found.provenance != Provenance.OWN and found.import_rows.exists(),
        "place": place_map(found),
        "structured": _structured(found, links),
        "unconfirmed_since": known if known and known < timezone.now() - UNCONFIRMED_AFTER else None,
        "may_be_claimed": found.provenance != Provenance.OWN and not getattr(found, "is_kept", True),
    }


def with_players(response: HttpResponse, portfolio: list[dict[str, Any]]) -> HttpResponse:
    """Return the response with a policy that lets in the players of just these pieces of work, once somebody asks."""
    origins = sorted({work["player"].origin for work in portfolio if work["player"]})
    if origins:
        csp_update({"frame-src": origins})(lambda _request: response)(None)
    return response


def _shown_along() -> list[Prefetch | str]:
    """Return what the page reads beside the row, one query each."""
    images = KkoImage.objects.prefetch_renditions(*SPECS)
    return [
        Prefetch("disciplines", Discipline.objects.select_related("sector")),
        Prefetch("portfolio", PortfolioItem.objects.order_by("sort_order")),
        Prefetch("portfolio__image", images),
        Prefetch("offers", Offer.objects.select_related("kind")),
        "links",
    ]


def _public(slug: str) -> Profile:
    published = Profile.objects.published().select_related("main_discipline__sector", "municipality__district")
    return get_object_or_404(published, slug=slug)


def _portfolio(found: Profile) -> list[dict[str, Any]]:
    """Return the pieces of work; one without a picture gets a cover of its own in the colours of the sector."""
    sector = found.main_discipline.sector.slug
    pieces = sorted(found.portfolio.all(), key=lambda piece: piece.sort_order or 0)
    return [
        {
            "item": item,
            "cover": "" if item.image else cover_url(f"{found.slug[:100]}-{item.sort_order}", sector),
            "licence": _licence(item.image) if item.image else None,
            "provider": provider_of(item.media_url) if item.media_url else "",
            "player": player_for(item.media_url) if item.media_url else None,
        }
        for item in pieces
    ]


def _licence(image: KkoImage) -> dict[str, str]:
    """Return name and address of a licence; a picture from the editors' library may have one in words."""
    known = image.licence in Licence.values
    return {
        "name": str(Licence(image.licence).label) if known else image.licence,
        "url": DEEDS.get(Licence(image.licence), "") if known else "",
    }


def _related(found: Profile) -> list[Card]:
    listing = current_listing()
    return cards_of(related_ids(found, listing), listing, AnonymousUser())


def _structured(found: Profile, links: list[ProfileLink]) -> str:
    address = found.get_absolute_url() if found.slug else ""
    return structured(
        found,
        url=_absolute(address),
        image=_absolute(reverse("catalogue:share_card", args=[found.slug])) if found.slug else "",
        personal=found.personal_for(AnonymousUser()),
        links=[link.url for link in links],
        crumbs=[(_("Catalogue"), _absolute(reverse("catalogue:list"))), (found.name, _absolute(address))],
    )


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


@lru_cache(maxsize=512)
def _qr(address: str) -> bytes:
    drawing = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", scale=4, border=4, dark="#12141c", light="#ffffff", xmldecl=False, nl=False)
    return drawing.getvalue()
