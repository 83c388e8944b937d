"""The catalogue's addresses with the careful page in place of the list."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from benchmarks.careful import views
from catalogue.urls import urlpatterns as catalogue

app_name = "catalogue"
urlpatterns = [
    path(_("katalog/"), views.profile_list, name="list"),
    *(one for one in catalogue if getattr(one, "name", "") != "list"),
]
