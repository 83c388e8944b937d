from django.urls import path
from django.utils.translation import gettext_lazy as _

from kko.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path(_("napovedy/"), views.suggestions, name="suggestions"),
]
