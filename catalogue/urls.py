"""Addresses of the catalogue for visitors, and of the pages where members keep their profiles."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from catalogue.views import members, public

app_name = "catalogue"

urlpatterns = [
    path(_("katalog/"), public.profile_list, name="list"),
    path(_("katalog/obce/"), public.municipalities, name="municipalities"),
    path(_("katalog/<slug:slug>/"), public.profile, name="profile"),
    path(_("muj/profil/novy/"), members.create, name="create"),
    path(_("muj/profil/<int:pk>/"), members.edit, name="edit"),
    path(_("muj/profil/<int:pk>/nahled/"), members.preview, name="preview"),
    path(_("muj/profil/<int:pk>/odeslani/"), members.submission, name="submission"),
    path(_("muj/profil/<int:pk>/archivace/"), members.archiving, name="archiving"),
]
