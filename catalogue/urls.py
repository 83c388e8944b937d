"""Addresses of the catalogue for visitors, and of the pages where members keep their profiles."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Step
from catalogue.views import (
    contact,
    freshness,
    interviews,
    keeping,
    links,
    map,
    members,
    needs,
    portfolio,
    profile,
    public,
    radar,
    shortlist,
    steps,
)

app_name = "catalogue"

_map = [
    path("", map.catalogue_map, name="map"),
    path("podklad.json", map.base, name="map_base"),
    path("body.json", map.points, name="map_points"),
    path("misto.json", map.place, name="map_place"),
]
_needs = [
    path(_("muj/profil/<int:pk>/potreby/"), needs.needs, name="needs"),
    path(_("muj/profil/<int:pk>/potreby/hledam/"), needs.need_kinds, name="need_kinds"),
    path(_("muj/profil/<int:pk>/potreby/hledam/<slug:kind>/"), needs.need_create, name="need_create"),
    path(_("muj/profil/<int:pk>/potreby/nabizim/"), needs.offer_kinds, name="offer_kinds"),
    path(_("muj/profil/<int:pk>/potreby/nabizim/<slug:kind>/"), needs.offer_create, name="offer_create"),
    path(_("muj/potreba/<int:pk>/"), needs.need_edit, name="need_edit"),
    path(_("muj/potreba/<int:pk>/uzavreni/"), needs.need_closure, name="need_closure"),
    path(_("muj/potreba/<int:pk>/prodlouzeni/"), needs.need_extension, name="need_extension"),
    path(_("muj/potreba/<int:pk>/odpovedi/"), needs.need_answers, name="need_answers"),
    path(_("muj/nabidka/<int:pk>/"), needs.offer_edit, name="offer_edit"),
    path(_("potreby/"), radar.radar, name="radar"),
    path(_("potreby/radar.csv"), radar.radar_csv, name="radar_csv"),
]
_contact = [
    path(_("katalog/<slug:slug>/napsat/"), contact.contact, name="contact"),
    path(_("katalog/<slug:slug>/napsat/kod/"), contact.contact_code, name="contact_code"),
    path(_("katalog/<slug:slug>/napsat/odeslano/"), contact.contact_sent, name="contact_sent"),
    path(_("zprava/<str:token>/"), contact.message_link, name="message_link"),
    path(_("muj/profil/<int:pk>/zpravy/"), contact.message_list, name="messages"),
    path(_("muj/zprava/<int:pk>/"), contact.message_settling, name="message_settling"),
    path(_("muj/blokovani/<int:pk>/zruseni/"), contact.unblocking, name="unblocking"),
]
_shortlist = [
    path(_("vyber/"), shortlist.shortlist, name="shortlist"),
    path(_("vyber/pridat/<slug:slug>/"), shortlist.shortlist_add, name="shortlist_add"),
    path(_("vyber/poslat/"), shortlist.shortlist_send, name="shortlist_send"),
    path(_("vyber/poslat/kod/"), shortlist.shortlist_code, name="shortlist_code"),
    path(_("vyber/odkaz/<str:token>/"), shortlist.shortlist_shared, name="shortlist_shared"),
]
urlpatterns = [
    path(_("katalog/"), public.profile_list, name="list"),
    path(_("katalog/obce/"), public.municipalities, name="municipalities"),
    path(_("katalog/mapa/"), include(_map)),
    path(_("katalog/potvrzeni/<str:token>/"), freshness.confirmation, name="confirmation"),
    path(_("katalog/<slug:slug>/"), profile.profile, name="profile"),
    path(_("katalog/<slug:slug>/vizitka.vcf"), profile.visiting_card, name="visiting_card"),
    path(_("katalog/<slug:slug>/qr.svg"), profile.qr, name="qr"),
    path(_("katalog/<slug:slug>/karta.png"), profile.share_card, name="share_card"),
    path(_("katalog/<slug:slug>/prevzit/"), keeping.claim, name="claim"),
    path(_("muj/profil/novy/"), members.create, name="create"),
    path(_("muj/profil/<int:pk>/"), members.edit, name="edit"),
    path(_("muj/profil/<int:pk>/kdo/"), steps.step, {"key": Step.WHO}, name="step_who"),
    path(_("muj/profil/<int:pk>/co/"), steps.step, {"key": Step.WHAT}, name="step_what"),
    path(_("muj/profil/<int:pk>/kde/"), steps.step, {"key": Step.WHERE}, name="step_where"),
    path(_("muj/profil/<int:pk>/kontakt/"), steps.step, {"key": Step.CONTACT}, name="step_contact"),
    path(_("muj/profil/<int:pk>/otevrenost/"), steps.step, {"key": Step.OPENNESS}, name="step_openness"),
    path(_("muj/profil/<int:pk>/jazyky/"), steps.step, {"key": Step.LANGUAGES}, name="step_languages"),
    path(_("muj/profil/<int:pk>/kontrola/"), steps.finish, name="step_finish"),
    path(_("muj/profil/<int:pk>/zivy-nahled/"), steps.live_preview, name="live_preview"),
    path(_("muj/profil/<int:pk>/odkazy/"), links.links, name="links"),
    path(_("muj/profil/<int:pk>/portfolio/"), portfolio.portfolio, name="portfolio"),
    path(_("muj/profil/<int:pk>/portfolio/nova-prace/"), portfolio.piece_new, name="portfolio_new"),
    path(_("muj/profil/<int:pk>/portfolio/<uuid:key>/"), portfolio.piece, name="portfolio_piece"),
    path(_("muj/profil/<int:pk>/portfolio/<uuid:key>/poradi/"), portfolio.piece_order, name="portfolio_order"),
    path(_("muj/profil/<int:pk>/portfolio/<uuid:key>/odebrani/"), portfolio.piece_removal, name="portfolio_removal"),
    path(_("muj/profil/<int:pk>/nahled/"), members.preview, name="preview"),
    path(_("muj/profil/<int:pk>/odeslani/"), members.submission, name="submission"),
    path(_("muj/profil/<int:pk>/archivace/"), members.archiving, name="archiving"),
    path(_("muj/profil/<int:pk>/lide/"), keeping.people, name="people"),
    path(_("muj/profil/<int:pk>/lide/zmena/"), keeping.person, name="person"),
    path(_("muj/pozvanka/<str:token>/"), keeping.invitation, name="invitation"),
    path(_("muj/mapovani/"), interviews.mapping, name="mapping"),
    path(_("muj/mapovani/vlna/<int:pk>/novy/"), interviews.start, name="interview_start"),
    path(_("muj/mapovani/<int:pk>/"), interviews.interview, name="interview"),
    path(_("muj/mapovani/<int:pk>/otazka/<int:number>/"), interviews.question, name="question"),
    path(_("muj/mapovani/<int:pk>/dokonceni/"), interviews.finish, name="interview_finish"),
    path(_("muj/mapovani/<int:pk>/smazani/"), interviews.removal, name="interview_removal"),
    *_needs,
    *_contact,
    *_shortlist,
]
