"""Addresses of a member's own pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from kko.accounts.views import consents, erasure, mydata, names, overview

app_name = "accounts"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path(_("jmeno/"), names.name, name="name"),
    path(_("udaje/"), mydata.data, name="data"),
    path(_("udaje/stazeni/"), mydata.download, name="download"),
    path(_("souhlas/"), consents.consent, name="consent"),
    path(_("souhlas/<slug:kind>/odvolani/"), consents.withdrawal, name="consent_withdrawal"),
    path(_("smazani/"), erasure.erasure, name="erasure"),
    path(_("smazani/zustavam/"), erasure.stay, name="erasure_stay"),
    path(_("smazani/zpet/<str:token>/"), erasure.cancellation, name="erasure_cancel"),
]
