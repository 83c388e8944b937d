"""Addresses of the magazine that are no pages of the tree."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from magazine import views

app_name = "magazine"

urlpatterns = [
    path(_("styl/"), views.style_gallery, name="styles"),
    path("kod/clanek-<int:pk>.svg", views.qr, name="qr"),
    path(_("znalosti/"), include("magazine.knowledge.urls")),
]
