"""Addresses of the magazine that are no pages of the tree."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from magazine.feeds import feed
from magazine.views import cards, newsletter, styles

app_name = "magazine"

NEWSLETTER = [
    path("", newsletter.newsletter, name="newsletter"),
    path("posta/", newsletter.asked, name="newsletter_asked"),
    path("ano/<str:token>/", newsletter.confirmation, name="newsletter_confirmation"),
    path("konec/<str:token>/", newsletter.leaving, name="newsletter_leaving"),
]
# Under the address of the magazine; what is not here is a page of the tree.
IN_MAGAZINE = [
    path("rss.xml", feed, {"kind": "rss"}, name="rss"),
    path("atom.xml", feed, {"kind": "atom"}, name="atom"),
    path("karta-<int:pk>.png", cards.share_card, name="share_card"),
    path(_("odber/"), include(NEWSLETTER)),
    path("<slug:word>/rss.xml", feed, {"kind": "rss"}, name="part_rss"),
    path("<slug:word>/atom.xml", feed, {"kind": "atom"}, name="part_atom"),
]

urlpatterns = [
    path(_("styl/"), styles.style_gallery, name="styles"),
    path(_("magazin/"), include(IN_MAGAZINE)),
    path("kod/clanek-<int:pk>.svg", styles.qr, name="qr"),
    path(_("znalosti/"), include("magazine.knowledge.urls")),
]
