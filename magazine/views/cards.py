"""The picture that networks show when somebody shares a page of the tree."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from kko.covers.chance import plain_seed
from kko.covers.palettes import palette_for
from kko.covers.png import cover_png
from magazine.cards import words_on_card

DAY = 86_400


@require_safe
def share_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the pattern of the page with its title; 304 for who has it, without drawing."""
    page = Page.objects.live().public().filter(pk=pk, depth__gt=1).select_related("locale").first()
    if page is None:
        raise Http404
    etag = f'"{pk}-{page.last_published_at:%Y%m%d%H%M%S%f}"' if page.last_published_at else f'"{pk}"'
    response = get_conditional_response(request, etag=etag) or _drawn(page.specific)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def _drawn(page: Page) -> HttpResponse:
    title, subtitle = words_on_card(page)
    seed = str(page.translation_key)  # translations share their pattern
    card = cover_png(plain_seed(seed), palette_for(seed), title=title, subtitle=subtitle or settings.SITE_NAME)
    return HttpResponse(card, content_type="image/png")
