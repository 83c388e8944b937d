"""Addresses of the catalogue for visitors, and of the pages where members keep their profiles."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from catalogue.views import map, members, public

app_name = "catalogue"

_map = [
    path("", map.catalogue_map, name="map"),
    path("podklad.json", map.base, name="map_base"),
    path("body.json", map.points, name="map_points"),
    path("misto.json", map.place, name="map_place"),
]
urlpatterns = [
    path(_("katalog/"), public.profile_list, name="list"),
    path(_("katalog/obce/"), public.municipalities, name="municipalities"),
    path(_("katalog/mapa/"), include(_map)),
    path(_("katalog/<slug:slug>/"), public.profile, name="profile"),
    path(_("katalog/<slug:slug>/karta.png"), public.share_card, name="share_card"),
    path(_("muj/profil/novy/"), members.create, name="create"),
    path(_("muj/profil/<int:pk>/"), members.edit, name="edit"),
    path(_("muj/profil/<int:pk>/nahled/"), members.preview, name="preview"),
    path(_("muj/profil/<int:pk>/odeslani/"), members.submission, name="submission"),
    path(_("muj/profil/<int:pk>/archivace/"), members.archiving, name="archiving"),
]
