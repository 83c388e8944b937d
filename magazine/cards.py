"""What stands on the share card of a page, and where the card is."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Page

from magazine.addresses import absolute
from magazine.models import ArticlePage, HomePage
from magazine.parts import labels_of

CARD_SIZE = (1200, 630)


def card_url(page: Page) -> str:
    """Return the absolute address of the page's card; it changes with each publication, so that networks fetch anew."""
    with override(page.locale.language_code):
        address = reverse("magazine:share_card", args=[page.pk])
        version = f"?v={page.last_published_at:%Y%m%d%H%M%S}" if page.last_published_at else ""
    return absolute(address + version)


def words_on_card(page: Page) -> tuple[str, str]:
    """Return title and subtitle: of an article its kind and day, of the home page its headline over the site's name."""
    if isinstance(page, HomePage):
        return page.headline, settings.SITE_NAME
    if isinstance(page, ArticlePage):
        with override(page.locale.language_code):
            return page.title, ", ".join([*labels_of(page), date_format(page.published_on, "DATE_FORMAT")])
    return page.title, settings.SITE_NAME
